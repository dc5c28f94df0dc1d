"""What sources announce to the days that lie ahead of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import ahead
from cio_digest.text import days

if TYPE_CHECKING:
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.digest.ahead import Announcement
    from cio_digest.models.pages import Happening
    from cio_digest.review.period import Period
    from cio_digest.store import Store


def coming(
    db: Store, config: Config, now: datetime, period: Period, most: int
) -> tuple[Happening, ...]:
    """At most so many dates after the period and after today, the next first.

    Those that were announced in the period, and of those announced before, what is due in as long
    a time as it is.
    """
    after = max(period.last, days.today(now, config.settings.timezone))
    soon = after + (period.last - period.first)
    found = ahead.announced(db, config, period.span.until, after)
    wanted = [each for each in found if each.day <= soon or _is_new(each, period)]
    return ahead.shown(db, config, _one_a_story(wanted)[:most])


def _is_new(announcement: Announcement, period: Period) -> bool:
    return all(entry.surfaced > period.span.since for entry, _ in announcement.said)


def _one_a_story(announcements: list[Announcement]) -> list[Announcement]:
    """The next date of each story: a review has few lines."""
    first: dict[int, date] = {}
    for each in announcements:
        first.setdefault(each.said[0][0].story, each.day)
    return [each for each in announcements if first[each.said[0][0].story] == each.day]
