"""A feed's own word on how often it changes, in seconds."""

from __future__ import annotations

# RSS 1.0 Syndication module, https://web.resource.org/rss/1.0/modules/syndication/
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000}
_PERIODS |= {"yearly": 31536000}
_LONGEST = _PERIODS["yearly"]


def seconds(ttl: str, period: str = "", frequency: str = "") -> int:
    """Time between two reads: RSS ``ttl`` (minutes), else ``updatePeriod/updateFrequency``."""
    minutes = _number(ttl)
    if minutes:
        return min(minutes * 60, _LONGEST)
    return _PERIODS.get(period.strip().lower(), 0) // max(_number(frequency), 1)


def _number(value: str) -> int:
    value = value.strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0
