"""cio-digest: every feed, search and voice you follow, boiled down to one short morning brief."""

__version__ = "0.1.0"
