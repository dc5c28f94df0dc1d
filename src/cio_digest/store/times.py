"""Aware UTC datetimes to Unix seconds, dates to days since 1970, and back."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import overload


@overload
def seconds(moment: datetime) -> int: ...
@overload
def seconds(moment: datetime | None) -> int | None: ...
def seconds(moment: datetime | None) -> int | None:
    """Give the Unix seconds of a moment, fractions dropped."""
    return None if moment is None else int(moment.timestamp())


@overload
def moment(seconds: int) -> datetime: ...
@overload
def moment(seconds: int | None) -> datetime | None: ...
def moment(seconds: int | None) -> datetime | None:
    """Give the UTC moment of Unix seconds."""
    return None if seconds is None else datetime.fromtimestamp(seconds, timezone.utc)


_EPOCH = date(1970, 1, 1).toordinal()


def day_number(day: date) -> int:
    """Give the days from 1 January 1970 to a date."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """Give the date of so many days since 1970."""
    return date.fromordinal(number + _EPOCH)
