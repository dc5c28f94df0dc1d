"""Turns entries into stories: what says the same thing gets the same story id.

new entries ─drafts─► clues ─store─► stories nearby ─assign─► one to join, or a story of its own
"""

from cio_digest.cluster.draft import Draft, Member, Past, clues, drafts
from cio_digest.cluster.join import Assignments, assign
from cio_digest.cluster.nearby import WINDOW, Search, nearby, searches
from cio_digest.cluster.rarity import Rarity, read

__all__ = [
    "WINDOW",
    "Assignments",
    "Draft",
    "Member",
    "Past",
    "Rarity",
    "Search",
    "assign",
    "clues",
    "drafts",
    "nearby",
    "read",
    "searches",
]
