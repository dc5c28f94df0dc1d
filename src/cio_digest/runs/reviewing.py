"""The review of a week, a month or a quarter, and when the one of the week is mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import ConfigError
from cio_digest.store import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from cio_digest.models.pages import Review
    from cio_digest.review.period import Period
    from cio_digest.runs import Setup

_MAILED = "review mailed"  # the fact that says on which day the last one was


def rolling(setup: Setup, length: timedelta) -> Period:
    """So long up to now, a year at most."""
    from cio_digest.review import period

    return period.back(length, setup.now, setup.config.settings.timezone)


def named(setup: Setup, unit: str, text: str) -> Period | None:
    """A week, month or quarter by its name, None where it is no such name.

    Raises:
        ConfigError: it is still to come.
    """
    from cio_digest.review import period

    found = period.calendar(unit, text, setup.now, setup.config.settings.timezone)
    if found and found.span.since >= setup.now:
        raise ConfigError(f"{text} is still to come")
    return found


def make(
    setup: Setup,
    period: Period,
    minutes: float | None = None,
    unkept: Callable[[str], None] = lambda _: None,
) -> Review:
    """The review of a period, from what is in the store; ``minutes`` are else those configured.

    Where its numbers cannot be kept there, ``unkept`` is told why.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest import review
    from cio_digest.store import opened

    minutes = minutes or setup.config.settings.minutes
    with opened(setup.store) as db:
        made = review.make(db, setup.config, setup.now, period, minutes)
        if db.unwritable:
            unkept(db.unwritable)
    return made


def is_due(setup: Setup) -> bool:
    """Whether the weekly review is to be mailed: on its weekday, once; later if that was missed.

    The first one waits for its day.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.config.mail import WEEKDAYS
    from cio_digest.store import opened
    from cio_digest.store.times import day_number
    from cio_digest.text import days

    mail = setup.config.mail
    if mail is None or not mail.review:
        return False
    today = days.today(setup.now, setup.config.settings.timezone)
    late = (today.weekday() - WEEKDAYS.index(mail.review)) % len(WEEKDAYS)
    with opened(setup.store) as db:
        mailed = facts.number(db, _MAILED)
    return mailed < day_number(today) - late and (mailed > 0 or late == 0)


def mailed(setup: Setup) -> None:
    """Note that the weekly review was mailed today.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import if_writable, opened
    from cio_digest.store.times import day_number
    from cio_digest.text import days

    today = days.today(setup.now, setup.config.settings.timezone)
    with opened(setup.store) as db, if_writable(db):
        facts.remember(db, _MAILED, day_number(today))
