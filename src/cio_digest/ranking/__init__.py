"""Stories to their scores by the reader's topics, with the reasons. Pure."""
