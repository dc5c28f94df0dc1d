"""Every entry is counted once, whatever becomes of it, and the tables stay bounded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import saved
from tests.trends.worlds import (
    DAY,
    HOUR,
    by,
    config,
    counts,
    fetched,
    lived,
    morning,
    quiet,
    shown,
    told,
)

from cio_digest.store import counts as count_table
from cio_digest.store import opened, transaction, weeks
from cio_digest.store import stories as story_table
from cio_digest.trends import daily, titles

if TYPE_CHECKING:
    from cio_digest.store import Store

TODAY = NOW.date()


def test_counts_added_bit_by_bit_are_those_of_one_go(db: Store) -> None:
    """A run for each entry or one for all: the same figures."""
    entries = [*quiet(NOW), *told(NOW), *told(NOW - DAY)]
    for each in entries:
        fetched(db, [each], NOW)
    with opened(":memory:") as other:
        fetched(other, entries, NOW)
        for table in ("terms", "days", "topic_days", "trends"):
            assert counts(db, table) == counts(other, table)
            assert table == "trends" or counts(db, table)


def test_an_entry_that_changes_is_not_counted_again(db: Store) -> None:
    """An edit, and the next run after it, add nothing."""
    first = by("outlet0", "Northwind opens seat-free pricing", NOW - HOUR)
    fetched(db, [first], NOW)
    before = [counts(db, table) for table in ("terms", "days", "topic_days")]
    edited = first._replace(title="Northwind and Halyard open it", hash="2")
    fetched(db, [edited], NOW + HOUR)
    assert db.execute("SELECT title FROM entries").fetchall() == [(edited.title,)]
    assert [counts(db, table) for table in ("terms", "days", "topic_days")] == before


def test_stories_that_merge_leave_counts_alone(db: Store) -> None:
    """And the kept headlines lead to the story that is left."""
    found = morning(db, 8)
    before = counts(db)
    story = found.terms[0].stories[0].story
    other = db.execute("SELECT min(id) FROM stories WHERE id <> ?", (story,)).fetchone()[0]
    with transaction(db):
        story_table.assign(db, {}, [(story, other)])
    daily.keep(db, config(), NOW)
    assert counts(db) == before
    assert next(iter(shown(db).terms[0].stories)).story == other


def test_a_run_that_is_cut_short_counts_nothing_twice(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of it, the next run ends with the same counts."""
    entries = [*quiet(NOW), *told(NOW)]
    saved(db, *entries)
    with monkeypatch.context() as broken:
        broken.setattr(count_table, "add_topics", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            daily.keep(db, config(), NOW)
    daily.keep(db, config(), NOW)
    with opened(":memory:") as other:
        fetched(other, entries, NOW)
        for table in ("terms", "days", "topic_days"):
            assert counts(db, table) == counts(other, table)


def test_the_tables_stay_bounded(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """31 days of terms and topics and the rest of a week, of each past day the commonest."""
    monkeypatch.setattr(titles, "MOST", 10)
    for back in range(40, -1, -1):
        fetched(db, quiet(NOW - back * DAY), NOW - back * DAY)
    oldest = (weeks.monday(TODAY - 30 * DAY) - date(1970, 1, 1)).days
    recent = (TODAY - date(1970, 1, 1)).days - titles.RECENT
    assert db.execute("SELECT min(day) FROM terms").fetchone() == (oldest,)
    assert db.execute("SELECT min(day) FROM topic_days").fetchone() == (oldest,)
    most = "SELECT max(n) FROM (SELECT count(*) AS n FROM terms WHERE day {} GROUP BY day)"
    assert db.execute(most.format(f"<= {recent}")).fetchone() == (10,)
    assert db.execute(most.format(f"> {recent}")).fetchone()[0] > 10


def test_noise_is_not_counted(db: Store) -> None:
    """A press release in four places is no trend."""
    lived(db, 8)
    loud = [each._replace(noise=("press release",)) for each in told(NOW)]
    fetched(db, [*quiet(NOW), *loud], NOW)
    assert shown(db).terms == ()
    assert ("northwind", TODAY) not in {(row[0], row[1]) for row in counts(db)}
