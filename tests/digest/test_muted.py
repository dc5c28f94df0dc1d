"""Sources that are kept out of digests until a day, and come back on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.digest.test_make import DAY, HOUR, by, config, make, titles
from tests.feeds import saved

from cio_digest import digest
from cio_digest.digest import muted

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.store import Store

CRM, OTHER = "Northwind opens its agent pricing", "Why every CRM forgets its customers"


def until(day: date) -> Config:
    """The usual sources, the first muted."""
    given = config()
    first, *rest = given.sources
    return given._replace(sources=(first._replace(muted_until=day), *rest))


def test_a_muted_source_is_not_shown_until_its_day(db: Store) -> None:
    """Neither as a story nor in the counts; on the day itself it speaks again."""
    saved(db, by("a", CRM), by("b", OTHER))
    made = make(db, given=until(NOW.date() + DAY))
    assert titles(made) == [OTHER]
    assert (made.sources, made.entries) == (6, 1)
    assert sorted(titles(make(db, given=until(NOW.date())))) == sorted([CRM, OTHER])


def test_muting_counts_at_once_and_unmuting_too(db: Store) -> None:
    """A digest of today that is kept does not stand in the way."""
    saved(db, by("a", CRM), by("b", OTHER))
    both = titles(make(db))
    assert titles(make(db, given=until(NOW.date() + DAY))) == [OTHER]
    assert titles(make(db)) == both


def test_what_others_say_too_is_told_by_them(db: Store) -> None:
    """The muted one is not among the tellers."""
    saved(db, by("a", CRM), by("b", CRM, NOW - 2 * HOUR, url="https://a.example/x"))
    db.execute("UPDATE entries SET story = 1")
    db.execute("DELETE FROM stories WHERE id != 1")
    made = make(db, given=until(NOW.date() + DAY))
    (item,) = [item for section in made.sections for item in section.items]
    assert (item.title, item.others) == (CRM, ())


def test_an_entry_of_a_muted_source_is_explained(db: Store) -> None:
    """By that, and nothing else."""
    given = until(NOW.date() + timedelta(days=9))
    saved(db, by("a", CRM), by("b", OTHER))
    make(db, given=given)
    note = digest.explain.entry(db, given, CRM).note
    assert note == "Not shown: its source is muted until 2026-12-01."


def test_until_is_the_first_day_it_is_heard() -> None:
    """The days before are silent."""
    source = until(date(2026, 11, 25)).sources[0]
    days = [date(2026, 11, 24), date(2026, 11, 25)]
    assert [muted.is_muted(source, day) for day in days] == [True, False]
