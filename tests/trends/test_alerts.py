"""Watched keywords: told when they come in or begin to rise, each story once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.trends.worlds import DAY, HOUR, by, config, fetched, lived, quiet, told

from cio_digest.trends import alerts

if TYPE_CHECKING:
    from cio_digest.models.pages import Trends
    from cio_digest.store import Store


def found(db: Store, *watch: str, now: datetime = NOW) -> Trends:
    """What is to be told of these keywords."""
    return alerts.find(db, config()._replace(watch=watch), now)


def titles(page: Trends) -> dict[str, list[str]]:
    """The stories of each keyword that is told."""
    return {term.term: [story.title for story in term.stories] for term in page.terms}


def test_a_keyword_brings_its_stories_once(db: Store) -> None:
    """Asked again it is silent; a story that comes later is told alone."""
    fetched(db, [by("outlet1", "Passkeys at Northwind", NOW - HOUR)], NOW)
    assert titles(found(db, "passkeys")) == {"passkeys": ["Passkeys at Northwind"]}
    assert titles(found(db, "passkeys")) == {}
    later = NOW + DAY
    fetched(db, [by("outlet2", "A bank drops passwords for passkeys", later - HOUR)], later)
    page = found(db, "passkeys", now=later)
    assert titles(page) == {"passkeys": ["A bank drops passwords for passkeys"]}


def test_a_story_that_grows_is_no_news(db: Store) -> None:
    """Another outlet with the same piece is the same story, whichever keyword it is found by."""
    first = by("outlet1", "Northwind ends passwords for all of its agents", NOW - HOUR)
    fetched(db, [first], NOW)
    assert titles(found(db, "Northwind", "passwords")) == {"Northwind": [first.title]}
    later = NOW + HOUR
    again = by("outlet2", "Northwind ends passwords for all of its agents", later - HOUR / 2)
    fetched(db, [again], later)
    assert db.execute("SELECT entries FROM stories").fetchall() == [(2,)]
    assert titles(found(db, "Northwind", "passwords", now=later)) == {}


def test_what_a_new_source_said_last_week_is_no_news(db: Store) -> None:
    """Though the store has it only now."""
    fetched(db, [by("outlet1", "Passkeys of last week", NOW - 5 * DAY)], NOW)
    assert titles(found(db, "passkeys")) == {}


def test_words_count_whole(db: Store) -> None:
    """The word "AI" is not in "training", and old entries of a new source are no news."""
    fetched(
        db,
        [
            by("outlet1", "Training for all", NOW - HOUR),
            by("outlet2", "AI of last month", NOW - 20 * DAY),
        ],
        NOW,
    )
    assert titles(found(db, "AI")) == {}


def test_a_rise_is_told_once_while_it_lasts(db: Store) -> None:
    """With its figures, also when every story of it was told before."""
    lived(db, 28)
    fetched(db, [*quiet(NOW), *told(NOW)[:1]], NOW)
    assert [term.since for term in found(db, "seat-free pricing").terms] == [None]
    later = NOW + timedelta(minutes=30)
    fetched(db, told(NOW)[1:], later)
    db.execute("INSERT OR IGNORE INTO alerts SELECT 'x', story, 1e10 FROM entries")
    page = found(db, "seat-free pricing", now=later)
    assert [term.term for term in page.terms] == ["seat-free pricing"]
    assert page.terms[0].since is not None
    assert page.history == 28
    assert found(db, "seat-free pricing", now=later + HOUR).terms == ()


def test_a_flood_is_cut_and_counted(db: Store) -> None:
    """The widest stories are told, the number of others is noted, none of them comes back."""
    number = alerts.MOST + 3
    words = [chr(ord("a") + n) * 7 for n in range(number)]
    fetched(
        db,
        [by("outlet1", f"Ferry {word}", NOW - n * HOUR / 9) for n, word in enumerate(words)],
        NOW,
    )
    page = found(db, "ferry")
    assert len(page.terms[0].stories) == alerts.MOST
    assert page.notes == ("3 more stories with “ferry”: cio-digest search finds them",)
    assert found(db, "ferry").terms == ()
