"""The morning: whether the store is fresh enough for a digest, and the digest of a day."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ConfigError, LockedError, UnwritableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from cio_digest.digest import DigestOptions
    from cio_digest.models import Digest
    from cio_digest.runs import Setup
    from cio_digest.store import Store
    from cio_digest.text.when import When


_LONGEST = 600  # seconds that a fetch is waited for


class Freshness(NamedTuple):
    """When sources were last ``read``, and whether they are to be fetched before a digest."""

    read: datetime | None
    stale: bool


def freshness(setup: Setup) -> Freshness:
    """How old the store is; it is stale when older than ``max_age`` or when a fetch was cut short.

    So it is while sources are read for the first time: of those not yet asked it knows nothing.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.networks.polling import SKEW
    from cio_digest.store import entries, opened
    from cio_digest.store import sources as table

    with opened(setup.store) as db:
        read, whole = table.last_read(db), not entries.unclustered(db, most=1)
        asked = table.asked(db).issuperset(source.key for source in setup.config.sources)
    # A read in the future was none: the clock was ahead then.
    fresh = read and whole and -SKEW < setup.now - read < setup.config.settings.max_age
    return Freshness(read, not fresh or not (asked or _is_unlocked(setup)))


def _is_unlocked(setup: Setup) -> bool:
    """Whether no run holds the store's lock just now, as where nothing can be written."""
    from cio_digest.store import locked

    try:
        with locked(setup.store, setup.now):
            return True
    except LockedError:
        return False
    except UnwritableError:
        return True


def unlocked(setup: Setup, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Wait for the run that holds the store's lock; gives whether it has ended.

    It is waited for as long as a fetch takes whose hosts are slow, and no longer.
    """
    for _ in range(_LONGEST):
        if _is_unlocked(setup):
            return True
        sleep(1.0)
    return False


def back(setup: Setup, since: When | None) -> timedelta | None:
    """How far back a digest is to look.

    Raises:
        ConfigError: the day has not begun.
    """
    if since is None:
        return None
    begun(setup, since)
    return max(setup.now - since.instant(setup.now, setup.config.settings.timezone), timedelta())


def begun(setup: Setup, meant: When | None) -> date | None:
    """The day that is meant, if it has begun on the reader's calendar.

    Raises:
        ConfigError: it has not.
    """
    from cio_digest.text import days

    today = days.today(setup.now, setup.config.settings.timezone)
    day = meant.day(today) if meant else None
    if day and day > today:
        raise ConfigError(f"{day} is still to come; today is {today}")
    return day


def make(
    setup: Setup,
    options: DigestOptions,
    unkept: Callable[[str], None] = lambda _: None,
    progress: Callable[[int, int], None] = lambda *_: None,
    *,
    under_way: bool = False,
) -> Digest:
    """The digest of a day, from what is in the store.

    Where it cannot be kept there, ``unkept`` is told why; how many of how many stories the reader's
    own program has summed up goes to ``progress``. With a fetch ``under_way`` it is not the day's.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import opened

    with opened(setup.store) as db:
        made = make_from(db, setup, options, progress, under_way=under_way)
        if db.unwritable:
            unkept(db.unwritable)
    return made


def make_from(
    db: Store,
    setup: Setup,
    options: DigestOptions,
    progress: Callable[[int, int], None] = lambda *_: None,
    *,
    under_way: bool = False,
) -> Digest:
    """The digest of a day, from what is in an open store."""
    from cio_digest import digest
    from cio_digest.store import if_writable

    if db.reader:  # workers fetch for all; what is this reader's own is learnt here
        from cio_digest.runs import learning

        with if_writable(db):
            learning.catch_up(db, setup)
    return digest.make(db, setup.config, setup.now, options, progress, under_way=under_way)
