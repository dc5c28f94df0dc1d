"""What a digest leaves out is said on it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.conftest import NOW
from tests.digest.test_make import HOUR, by, config, make
from tests.feeds import saved, source

from cio_digest import render
from cio_digest.digest.items import shown
from cio_digest.models import Polling
from cio_digest.networks import polling
from cio_digest.store import Store, transaction
from cio_digest.store import sources as source_table

DAY = timedelta(days=1)


def told(db: Store, outlet: str, **state: Any) -> None:
    """Remember the state of an outlet's source."""
    with transaction(db):
        at = Polling.new(source(f"https://{outlet}.example/feed"))._replace(title=outlet.upper())
        source_table.save(db, at._replace(**state))


def test_days_before_the_longest_window_are_told(db: Store) -> None:
    """After a season the page says what it leaves out, and how to see it; next day it is over.

    What came in the hour before the last digest was in that one.
    """
    saved(db, by("a", "Northwind opens its agent pricing", NOW - HOUR / 2))
    make(db)
    saved(db, *(by("b", f"Northwind, part {n}", NOW + n * DAY) for n in range(1, 40)))
    away, note = make(db, NOW + 40 * DAY).notes
    assert "You were away 40 days" in away
    assert "9 entries of the days before these 31 are left out" in note
    assert "--since 40d" in note
    assert make(db, NOW + 40 * DAY, since=40 * DAY).notes == ()
    assert make(db, NOW + 41 * DAY).notes == ()


def test_a_machine_that_was_off_leaves_nothing_out(db: Store) -> None:
    """What it could not read before is news now, however many days ago the last digest was."""
    saved(db, by("a", "Northwind opens its agent pricing"))
    make(db)
    assert make(db, NOW + 10 * DAY).notes == ()  # nothing came
    back = NOW + 20 * DAY
    saved(db, by("b", "Northwind buys Contoso", back - HOUR)._replace(published=NOW + 12 * DAY))
    made = make(db, back)
    assert [item.title for item in shown(made)] == ["Northwind buys Contoso"]
    assert "You were away 10 days" in made.notes[0]


def test_what_was_held_back_is_told_once(db: Store) -> None:
    """By the names and counts of its sources, on the day after it came."""
    saved(db, by("a", "Northwind opens its agent pricing"))
    for outlet, held in (("a", 87), ("b", 12), ("c", 30), ("d", 1), ("e", 2)):
        told(db, outlet, held=held, held_at=NOW - HOUR, succeeded=NOW)
    (note,) = make(db).notes
    assert "87 of A, 30 of C, 12 of B, some of 2 others" in note
    assert make(db, NOW + DAY + 2 * HOUR).notes == ()


def test_only_what_was_read_is_fine(db: Store) -> None:
    """Never read, failed at the last try, or empty where it was not: none of these is fine."""
    saved(db, by("a", "Northwind opens its agent pricing"))
    told(db, "b", succeeded=NOW, failures=1)
    told(
        db,
        "c",
        **polling.emptied(Polling("", "", succeeded=NOW))._asdict()
        | {"source": "https://c.example/feed", "url": "https://c.example/feed"},
    )
    made = make(db)
    assert (made.health.fine, made.health.unread) == (1, 6)
    assert "1 fine - 6 not read" in render.digest(made, "plain", render.Surface())


def test_a_morning_without_a_network_is_no_quiet_day(db: Store) -> None:
    """It says since when nothing could be read."""
    saved(db, by("a", "A recipe for plum cake"))
    page = render.digest(make(db, NOW + DAY, config()), "plain", render.Surface(200))
    assert "No source could be read for 1 d" in page.replace("\xa0", " ")
    assert "quiet day" not in page
