"""cio-digest: a short morning brief from every feed, search and voice you follow."""

__version__ = "0.1.0"
