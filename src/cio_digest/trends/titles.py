"""Turns the titles of entries into the terms whose share rises above their own history.

entries ─tally─► counts per day and term, added to and pruned
entries ─carried─► the texts of each term ─bursts─► what rises above those counts
"""

from cio_digest.models.rows import Tally
from cio_digest.trends.burst import Burst, bursts, counted, fading, falls, history, judged, since
from cio_digest.trends.moves import carried, shown
from cio_digest.trends.naming import key, terms
from cio_digest.trends.surprise import (
    FLOOR,
    LEAST,
    LEAST_HISTORY,
    WEEK,
    Span,
    Surprise,
    expectation,
    rise,
    span,
)
from cio_digest.trends.tally import HISTORY, KEPT, MOST, RECENT, add, prune, tally

__all__ = [
    "FLOOR",
    "HISTORY",
    "KEPT",
    "LEAST",
    "LEAST_HISTORY",
    "MOST",
    "RECENT",
    "WEEK",
    "Burst",
    "Span",
    "Surprise",
    "Tally",
    "add",
    "bursts",
    "carried",
    "counted",
    "expectation",
    "fading",
    "falls",
    "history",
    "judged",
    "key",
    "prune",
    "rise",
    "shown",
    "since",
    "span",
    "tally",
    "terms",
]
