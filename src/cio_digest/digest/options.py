"""What somebody may ask of one digest."""

from datetime import date, timedelta
from typing import NamedTuple


class DigestOptions(NamedTuple):
    """The options of one digest; None stands for the configured value.

    ``catch_up`` is how many minutes the whole of today's digest may take, in place of those
    configured, with as many stories as they have room for.
    """

    day: date | None = None
    since: timedelta | None = None
    topic: str | None = None
    stories: int | None = None
    minutes: float | None = None
    catch_up: float | None = None
