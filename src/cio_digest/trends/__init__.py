"""Turns the titles of entries into the terms whose share rises above their own history."""

from cio_digest.trends.burst import LEAST_HISTORY, Burst, bursts, history
from cio_digest.trends.counts import KEPT, RECENT, Tally, add, prune, tally
from cio_digest.trends.naming import terms

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
