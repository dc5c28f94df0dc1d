"""Turns what the reader cares about into a score for every entry, with the words that earned it.

topics ─compile─► matcher ─match─► hits of each topic, and their sum
recent entries ─companions─► words that back the keywords up
"""

from cio_digest.ranking.habits import Habits
from cio_digest.ranking.habits import learn as habits
from cio_digest.ranking.hit import Hit, Match
from cio_digest.ranking.match import Companion, Matcher, compile  # noqa: A004
from cio_digest.ranking.names import Usage, readings, usages
from cio_digest.ranking.statistics import Statistics, statistics

__all__ = [
    "Companion",
    "Habits",
    "Hit",
    "Match",
    "Matcher",
    "Statistics",
    "Usage",
    "compile",
    "habits",
    "readings",
    "statistics",
    "usages",
]
