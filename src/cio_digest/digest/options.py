"""What somebody may ask of one digest."""

from datetime import date, timedelta
from typing import NamedTuple


class DigestOptions(NamedTuple):
    """The options of one digest; None stands for the configured value."""

    day: date | None = None
    since: timedelta | None = None
    topic: str | None = None
    stories: int | None = None
    minutes: float | None = None
