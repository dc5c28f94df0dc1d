"""Turns entries into stories: what says the same thing gets the same story id.

new entries ─learn─► fingerprints, rarity ─drafts─► clues ─store─► stories nearby ─assign─►
one to join, or a story of its own
"""

from cio_digest.stories.draft import SAID, Draft, clues, drafts
from cio_digest.stories.join import TITLES, Assignments, Known, assign
from cio_digest.stories.learning import Past, learn
from cio_digest.stories.nearby import WINDOW, ClueRange, Traces, nearby, searches
from cio_digest.stories.rarity import Rarity, read

__all__ = [
    "SAID",
    "TITLES",
    "WINDOW",
    "Assignments",
    "ClueRange",
    "Draft",
    "Known",
    "Past",
    "Rarity",
    "Traces",
    "assign",
    "clues",
    "drafts",
    "learn",
    "nearby",
    "read",
    "searches",
]
