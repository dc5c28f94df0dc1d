"""A publisher's dates to believable ones, and to the time an entry became news to the reader."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

OLD = datetime(1970, 1, 1, tzinfo=timezone.utc)
_EARLIEST = datetime(1995, 1, 1, tzinfo=timezone.utc)  # feeds are younger than that
_SKEW = timedelta(minutes=15)  # clocks of publishers go ahead of ours by so much
_DAY = timedelta(days=1)  # what a wrong zone or half of the day makes of a date, at most
_LATE = timedelta(hours=48)  # an entry may reach its feed so much after its date
_ARCHIVED = timedelta(days=30)  # of what is older when it comes, nobody waited for it
_FLOOD = 10  # late entries a day: more are the back pages of a site


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """The date itself, or ``None`` before 1995 and after ``now`` (but for some minutes)."""
    return moment if moment and _EARLIEST <= moment <= now + _SKEW else None


def surfaced(moment: datetime | None, now: datetime, *, first_fetch: bool) -> datetime:
    """When an entry with this date, believable or not, became news to the reader.

    On a source's first fetch everything in it is as old as it says (undated: as old as can be; by
    a clock that goes hours ahead: new). Afterwards an entry is news when it is first seen: until
    then it could not be shown.
    """
    if not first_fetch:
        return now
    if moment and now < moment <= now + _DAY:
        return now
    return believable(moment, now) or OLD


def joined(surfaced: datetime, now: datetime) -> datetime:
    """When an entry became news whose source is read for the first time, after others were before.

    What is of the last day is news only now: a digest may have been made of that day without it.
    """
    return now if now - _DAY < surfaced < now else surfaced


def told(published: datetime | None, surfaced: datetime) -> datetime:
    """When an entry was told: as it surfaced, or long before if it could not be read then."""
    return published if published and published < surfaced - _LATE else surfaced


def is_late(published: datetime | None, since: datetime, *, lower: bool) -> bool:
    """Whether a new entry is older than what its source could list when it was read ``since``.

    Without a date, it is if it stands ``lower`` than entries that are known.
    """
    return published < since - _LATE if published else lower


def is_archived(published: datetime | None, since: datetime, newest: datetime | None) -> bool:
    """Whether a late entry comes from an archive, as an old one does that was edited.

    One as late as the ``newest`` that its source listed does not, however old it says it is: some
    give one date to all, or dates by a clock that is months behind.
    """
    if published is None or published >= since - _ARCHIVED:
        return False
    return newest is None or published < newest


def is_passed(moment: datetime, since: datetime, *, counted: bool) -> bool:
    """Whether a post was there when its timeline was read ``since``, only further down.

    It comes up when newer ones are deleted. Where only those that enough people liked are
    ``counted``, one may take its time.
    """
    return moment < since - (_ARCHIVED if counted else _LATE)


def is_flood(late: int, since: datetime, now: datetime) -> bool:
    """Whether so many late entries are a site's back pages, not what was delivered late."""
    return late > _FLOOD * max(1, (now - since).days)
