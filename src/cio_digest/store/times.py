"""Aware UTC datetimes to Unix seconds and back."""

from __future__ import annotations

from datetime import datetime, timezone
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
