"""Stories in the store: assigned, merged, found by their words, and remembered as shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.store import Store
from cio_digest.store import clues as clue_table
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table

if TYPE_CHECKING:
    from cio_digest.models import Entry

DAY = date(2026, 11, 22)
HOUR = timedelta(hours=1)
SINCE = NOW - timedelta(days=1)


def told(*outlets: str, start: int = 1) -> list[Entry]:
    """One entry an hour, by these outlets."""
    return [
        entry(f"Telling {n}", outlet=outlet, surfaced=NOW - 10 * HOUR + n * HOUR)
        for n, outlet in enumerate(outlets, start)
    ]


@pytest.fixture
def stories(db: Store) -> Store:
    """Three stories: 1 of entries 1 and 2, 3 of entry 3, 4 of entries 4 and 5 of one outlet."""
    saved(db, *told("a", "b", "c", "d", "d"), cluster=False)
    story_table.assign(db, {1: 1, 2: 1, 3: 3, 4: 4, 5: 4})
    clue_table.keep_fingerprints(db, dict.fromkeys(range(1, 6), b"x"))
    return db


def rows(db: Store) -> list[tuple[int, ...]]:
    return db.execute("SELECT id, entries, outlets FROM stories ORDER BY id").fetchall()


def test_stories_are_counted(stories: Store) -> None:
    """Entries, distinct outlets, and the time of the first and the last."""
    assert rows(stories) == [(1, 2, 2), (3, 1, 1), (4, 2, 1)]
    spans = stories.execute("SELECT first, last FROM stories WHERE id = 4").fetchone()
    assert spans == tuple(int((NOW - hours * HOUR).timestamp()) for hours in (6, 5))


def test_merged_stories_are_one(stories: Store) -> None:
    """The older id has all entries; the others stand for it, also those merged before."""
    story_table.assign(stories, {}, [(4, 3)])
    assert rows(stories) == [(1, 2, 2), (3, 3, 2)]
    story_table.assign(stories, {}, [(3, 1)])
    assert rows(stories) == [(1, 5, 4)]
    assert story_table.current(stories, [4, 1, 3, 99]) == [1, 1, 1, 99]
    assert [len(each) for each in entry_table.of_stories(stories, [1], NOW).values()] == [5]


def test_a_story_stands_as_it_stood(stories: Store) -> None:
    """Entries after the end of the window are not part of it yet."""
    then = entry_table.of_stories(stories, [1, 3, 4], NOW - 6 * HOUR)
    assert {story: len(entries) for story, entries in then.items()} == {1: 2, 3: 1, 4: 1}


@pytest.mark.parametrize(
    ("shown", "before", "expected"),
    [
        ({1: 2}, 1, {1: 2}),
        ({1: 2}, 0, {}),
        ({1: 2, 3: 1}, 2, {1: 2, 3: 1}),
        ({99: 1}, 1, {}),
    ],
    ids=["yesterday", "today", "before", "another"],
)
def test_shown_before(
    stories: Store, shown: dict[int, int], before: int, expected: dict[int, int]
) -> None:
    """What earlier days showed; the day itself does not count."""
    show(stories, DAY - timedelta(days=before), shown)
    assert digest_table.shown_before(stories, DAY, [1, 3, 4]) == expected


def test_shown_under_another_number(stories: Store) -> None:
    """A story that was shown and then merged counts as shown, with the most that ever told it."""
    show(stories, DAY - timedelta(days=2), {1: 2})
    show(stories, DAY - timedelta(days=1), {3: 1, 4: 5})
    story_table.assign(stories, {}, [(3, 1), (4, 1)])
    assert digest_table.shown_before(stories, DAY, [1]) == {1: 5}


def test_only_the_first_showing_of_a_day_counts(stories: Store) -> None:
    """A story that grew during the day is measured against the morning."""
    show(stories, DAY, {1: 2})
    show(stories, DAY, {1: 9, 3: 1})
    assert digest_table.shown_before(stories, DAY + timedelta(days=1), [1, 3]) == {1: 2, 3: 1}


def test_widespread_and_newest(stories: Store) -> None:
    """By the number of outlets, and by the latest entry."""
    assert story_table.widespread(stories, SINCE, NOW, outlets=2, most=9) == [1]
    assert story_table.newest(stories, SINCE, NOW, most=2) == [4, 3]
    assert story_table.newest(stories, NOW, NOW + HOUR, most=2) == []


def test_what_a_source_said_last_is_what_was_learnt(stories: Store) -> None:
    """An entry without a fingerprint is still to be learnt from; the oldest comes first."""
    saved(stories, entry("New"), cluster=False)
    pasts = story_table.pasts(stories, [entry().source, "unknown"], most=2)
    assert pasts == {entry().source: (("Telling 4", "Telling 5"), (b"x", b"x"))}


def show(db: Store, day: date, shown: dict[int, int]) -> None:
    """Keep a digest that showed these stories."""
    digest_table.save(db, digest_table.StoredDigest(day, "", True, NOW, "{}"), shown)
