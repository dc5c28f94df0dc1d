"""Dates as publishers write them to aware UTC datetimes.

RFC 822 (RSS) and RFC 3339 (Atom, JSON Feed) are read here, other spellings in ``loosedates``;
feedparser knows the oddest (ordinal days, Korean and Greek blogs).
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from cio_digest.parse import loosedates

_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]{0,6}\.?\s+(\d{4}|\d\d)"
    r"\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s+([A-Z]{1,3}|[+-]\d\d:?\d\d)",
)
_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?",
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ZONES = dict.fromkeys(("GMT", "UT", "UTC", "Z"), "Z")
_ZONES |= {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00"}
_ZONES |= {"MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}
_LONGEST = 100
_UNSET = 1980  # zero, as computers count: 1899, 1900, 1904, 1970, 1980


@lru_cache(maxsize=1024)
def parse(value: str) -> datetime | None:
    """Read one date; ``None`` where it says nothing that can be understood."""
    value = value.strip()
    if not value or len(value) > _LONGEST:
        return None
    try:
        if match := _RFC3339.fullmatch(value):
            return _utc(*match.groups(default="0"))
        if (match := _RFC822.fullmatch(value)) and (zone := _zone(match[7])):
            day, month, year, *clock, _ = match.groups(default="0")
            return _utc(_century(year), str(_MONTHS[month.lower()]), day, *clock, zone)
    except (ValueError, OverflowError, KeyError):
        pass  # 24:00, the 31st of June, a month in Dutch
    try:
        return loosedates.parse(value) or _odd(value)
    except (ValueError, OverflowError):
        return None


def first(*values: str) -> datetime | None:
    """The first of several dates that can be understood and is no clock that was never set."""
    unset = None
    for value in values:
        if moment := parse(value):
            if moment.year > _UNSET:
                return moment
            unset = unset or moment
    return unset


def _utc(*parts: str) -> datetime:
    """Year, month, day, hour, minute, second and ``±hh:mm`` (or anything else for UTC)."""
    year, month, day, hour, minute, second = map(int, parts[:6])
    moment = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    zone = parts[6]
    if zone[0] not in "+-" or zone[1:] == "0000":
        return moment
    shift = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return moment - shift if zone[0] == "+" else moment + shift


def _zone(name: str) -> str:
    return name if name[0] in "+-" else _ZONES.get(name, "")


def _century(year: str) -> str:
    """RFC 2822 §4.3: two digits below 50 are of this century."""
    return year if len(year) == 4 else f"{'20' if year < '50' else '19'}{year}"


def _odd(value: str) -> datetime | None:
    from feedparser.datetimes import _parse_date  # 50 ms, seldom needed

    try:
        parts = _parse_date(value)
        return datetime.fromtimestamp(timegm(parts), timezone.utc) if parts else None
    except Exception:  # noqa: BLE001  # its handlers raise what they like on hostile dates
        return None
