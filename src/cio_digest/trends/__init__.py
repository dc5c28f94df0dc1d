"""What rises and falls in the titles of entries: counted and judged at a fetch, then shown."""
