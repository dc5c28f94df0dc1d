"""What the store holds of a query or a topic."""
