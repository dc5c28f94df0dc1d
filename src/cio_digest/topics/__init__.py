"""Turns what the reader cares about into a score for every entry, with the words that earned it.

topics ─compile─► matcher ─match─► hits per keyword ─weigh─► one score per topic
"""

from cio_digest.topics.match import Hit, Match, Matcher, compile  # noqa: A004  (reads as re.compile)
from cio_digest.topics.statistics import Statistics, statistics

__all__ = ["Hit", "Match", "Matcher", "Statistics", "compile", "statistics"]
