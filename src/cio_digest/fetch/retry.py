"""A server's Retry-After header to seconds (RFC 9110, section 10.2.3)."""

from __future__ import annotations

import re
import time
from email.utils import mktime_tz, parsedate_tz
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # whole ones by the RFC, parts of them in the wild
_INSTANT = 1e9  # seconds; whoever asks for thirty years means the instant, in Unix seconds


def retry_after(headers: Mapping[str, str], now: float | None = None) -> float | None:
    """Seconds to wait from ``now`` (Unix seconds), or None where nothing sensible is asked."""
    value, now = headers.get("retry-after", "").strip(), time.time() if now is None else now
    if _SECONDS.fullmatch(value):
        seconds = float(value)
        return seconds if seconds < _INSTANT else max(0.0, seconds - now)
    date = parsedate_tz(value)
    if date is None:
        return None
    try:
        return max(0.0, mktime_tz(date) - now)
    except (ValueError, OverflowError):
        return None
