"""Entries to the stories that they tell, and who told them first. Pure."""
