"""Rate-limit headers to the rest that a host wants, in their several dialects.

Mastodon gives the reset as an ISO 8601 date, GitHub, X and Bluesky in Unix seconds, Reddit and the
IETF's draft (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/) in seconds to
wait.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIXES = ("x-ratelimit-", "x-rate-limit-", "ratelimit-")
_EPOCH = 1_000_000_000  # seconds; a smaller number is a length of time


def rest(headers: Mapping[str, str], now: float, others: int = 0) -> float:
    """Seconds from ``now`` (Unix seconds) until more may be asked; 0 where something is left.

    ``others`` are requests still under way, which may not have been counted yet.
    """
    for prefix in _PREFIXES:
        left = _number(headers.get(f"{prefix}remaining", ""))
        if left is not None and left - others < 1:
            return _until(headers.get(f"{prefix}reset", ""), now)
    return 0.0


def _until(reset: str, now: float) -> float:
    number = _number(reset)
    if number is None:
        number = _timestamp(reset)
    return max(0.0, number - now if number >= _EPOCH else number)


def _timestamp(date: str) -> float:
    try:
        return datetime.fromisoformat(date.strip().replace("Z", "+00:00")).timestamp()
    except ValueError:
        return 0.0


def _number(text: str) -> float | None:
    text = text.strip()
    whole = text.partition(".")[0]
    return float(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 16 else None
