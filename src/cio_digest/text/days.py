"""Days of a calendar to instants, and back."""

from __future__ import annotations

from datetime import date, datetime, time, timezone, tzinfo


def today(now: datetime, zone: tzinfo | None) -> date:
    """The date at an instant on the calendar of a zone; no zone means the system's."""
    return now.astimezone(zone).date()


def midnight(day: date, zone: tzinfo | None) -> datetime:
    """The instant (UTC) at which a day begins on the calendar of a zone."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(timezone.utc)
