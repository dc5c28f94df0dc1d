"""Turns the titles of entries into the terms whose share rises above their own history."""

from cio_digest.trends.bursts import LEAST_HISTORY, Burst, bursts, history
from cio_digest.trends.naming import terms
from cio_digest.trends.surprise import RECENT
from cio_digest.trends.tally import KEPT, Tally, add, prune, tally

__all__ = [
    "KEPT",
    "LEAST_HISTORY",
    "RECENT",
    "Burst",
    "Tally",
    "add",
    "bursts",
    "history",
    "prune",
    "tally",
    "terms",
]
