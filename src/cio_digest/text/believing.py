"""A publisher's dates to believable ones, and to the time an entry became news to the reader."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

OLD = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EARLIEST = datetime(1995, 1, 1, tzinfo=timezone.utc)  # feeds are younger than that
_SKEW = timedelta(minutes=15)  # clocks of publishers go ahead of ours by so much
_LATE = timedelta(hours=48)  # an entry may reach its feed so much after its date


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """The date itself, or ``None`` before 1995 and after ``now`` (but for some minutes)."""
    return moment if moment and _EARLIEST <= moment <= now + _SKEW else None


def surfaced(published: datetime | None, now: datetime, *, first_fetch: bool) -> datetime:
    """When an entry became news to the reader.

    On a source's first fetch everything in it is as old as it says (undated: as old as can be).
    Afterwards an entry is news when it is first seen, unless its date says that it is a late find
    from an archive.
    """
    if first_fetch:
        return min(published, now) if published else OLD
    return now if published is None or published >= now - _LATE else published
