"""Rate-limit headers to the rest that a host wants, in their several dialects.

Mastodon gives the reset as an ISO 8601 date, GitHub, X and Bluesky in Unix seconds, Reddit and the
IETF's draft (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/) in seconds to
wait; gateways also in milliseconds or as HTTP dates. By later versions of the draft one header has
it all: ``RateLimit: "default";r=0;t=30``, before ``limit=9, remaining=0, reset=30``.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIXES = ("x-ratelimit-", "x-rate-limit-", "ratelimit-")
_WHOLE = r"\b(?:r|remaining)=(\d{1,9})\b.{0,200}?\b(?:t|reset)=(\d{1,9})\b"
_EPOCH = 1_000_000_000  # seconds; a smaller number is a length of time
_FAR = 100_000_000_000  # seconds; a larger number is of milliseconds


def rest(headers: Mapping[str, str], now: float, others: int = 0) -> float:
    """Seconds from ``now`` (Unix seconds) until more may be asked; 0 where something is left.

    ``others`` are requests still under way, which may not have been counted yet.
    """
    for prefix in _PREFIXES:
        left = _number(headers.get(f"{prefix}remaining", ""))
        if left is not None and left - others < 1:
            return _until(headers.get(f"{prefix}reset", ""), now)
    whole = re.search(_WHOLE, headers.get("ratelimit", ""))
    return float(whole[2]) if whole and int(whole[1]) - others < 1 else 0.0


def _until(reset: str, now: float) -> float:
    number = _number(reset)
    if number is None:
        number = _timestamp(reset)
    elif number >= _FAR:
        number /= 1_000
    return max(0.0, number - now if number >= _EPOCH else number)


def _timestamp(date: str) -> float:
    try:
        return datetime.fromisoformat(date.strip().replace("Z", "+00:00")).timestamp()
    except ValueError:
        pass
    try:
        parsed = parsedate_tz(date)
        return float(mktime_tz(parsed)) if parsed else 0.0
    except (ValueError, OverflowError):
        return 0.0


def _number(text: str) -> float | None:
    text = re.split("[,;]", text, maxsplit=1)[0].strip()  # a policy may follow, or a second limit
    whole = text.partition(".")[0]
    return float(whole) if whole.isascii() and whole.isdecimal() and len(whole) < 16 else None
