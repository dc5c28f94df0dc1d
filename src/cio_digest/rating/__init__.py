"""The store and the configuration to scorecards of sources and voices, and to suggestions."""

from __future__ import annotations

from cio_digest.rating import moods
from cio_digest.rating.sources import scorecards as sources
from cio_digest.rating.suggest import suggestions
from cio_digest.rating.voices import Heard, firsts, hear, leaderboard

__all__ = ["Heard", "firsts", "hear", "leaderboard", "moods", "sources", "suggestions"]
