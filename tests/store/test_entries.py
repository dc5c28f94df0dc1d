"""Entries in and out without loss, and an index that keeps step with them."""

from __future__ import annotations

import string
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models import Enclosure, Engagement, Entry
from cio_digest.store import Store, activity, opened
from cio_digest.store import entries as entry_table

MONTH = timedelta(days=30)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
several = st.lists(texts, max_size=3).map(tuple)
moments = st.integers(0, 4_000_000_000).map(lambda n: datetime.fromtimestamp(n, timezone.utc))
counts = st.none() | st.integers(0, 2**40)
enclosures = st.builds(Enclosure, texts, texts, st.integers(0, 2**70))
engagements = st.builds(Engagement, counts, counts, counts, counts).filter(any)
entries = st.builds(
    Entry,
    source=st.sampled_from(["a", "b"]),
    guid=st.sampled_from(string.digits),
    **dict.fromkeys(("url", "canonical", "title", "text", "author", "publisher"), texts),
    **dict.fromkeys(("outlet", "language", "network", "handle"), texts),
    **dict.fromkeys(("tags", "links"), several),
    **dict.fromkeys(("first_seen", "surfaced"), moments),
    published=st.none() | moments,
    enclosures=st.lists(enclosures, max_size=2).map(tuple),
    engagement=st.none() | engagements,
    bot=st.booleans(),
    hash=st.sampled_from("xyz"),
    noise=st.just(()),
    id=st.just(0),
    story=st.just(0),
    own=st.integers(0, 5_000),
)


def read(db: Store) -> list[Entry]:
    """Every entry, by source and guid, as if it had never been in a store."""
    found = entry_table.unclustered(db, most=9999)
    plain = [each._replace(id=0) for each in found]
    return sorted(plain, key=lambda each: (each.source, each.guid))


@given(entries)
def test_an_entry_comes_back_as_it_went_in(given_entry: Entry) -> None:
    """Whatever is in it."""
    with opened(":memory:") as db:
        saved(db, given_entry, cluster=False)
        assert read(db) == [given_entry]


@settings(max_examples=60)
@given(st.lists(st.tuples(entries, st.booleans()), max_size=12))
def test_entries_and_index_keep_step(steps: list[tuple[Entry, bool]]) -> None:
    """After any history of new entries, edits and indexing the index is that of the entries."""
    latest: dict[tuple[str, str], Entry] = {}
    with opened(":memory:") as db:
        for each, indexed in steps:
            saved(db, each, cluster=False)
            if indexed:
                entry_table.index(db)
            old = latest.get((each.source, each.guid))
            latest[each.source, each.guid] = edited(old, each) if old else each
        entry_table.index(db)
        check_index(db)
        assert read(db) == [latest[key] for key in sorted(latest)]


def edited(old: Entry, new: Entry) -> Entry:
    """What an edit makes of an entry: the new words, but never a new age."""
    if old.hash == new.hash:
        return old
    return new._replace(
        first_seen=old.first_seen,
        surfaced=old.surfaced,
        published=old.published or new.published,
    )


def check_index(db: Store) -> None:
    """Let SQLite compare the index with the texts (an error if they differ)."""
    db.execute("INSERT INTO entries_text (entries_text, rank) VALUES ('integrity-check', 1)")


def test_known_hashes_are_those_of_the_source(db: Store) -> None:
    """Also when there are more than SQLite takes parameters; another source's do not count."""
    saved(db, entry("One", hash="1"), entry("Two", hash="2", source="b"))
    wanted = [*(f"none {number}" for number in range(2500)), "1", "2"]
    assert entry_table.known(db, "b", wanted) == {"2": 2}


def test_a_window_is_open_at_its_start_and_closed_at_its_end(db: Store) -> None:
    """So that two windows in a row count each entry once."""
    saved(db, entry("At the start", surfaced=NOW), entry("At the end", surfaced=NOW + MONTH))
    saved(db, entry("Of another source", surfaced=NOW, source="b"))
    assert entry_table.count(db, [entry().source, "c"], NOW - MONTH, NOW) == 1
    assert entry_table.count(db, [entry().source, "c"], NOW, NOW + MONTH) == 1


def posts(number: int, days: float) -> list[Entry]:
    """So many entries, evenly over the last days."""
    step = timedelta(days=days) / number
    return [entry(f"Post {n}", surfaced=NOW - n * step) for n in range(number)]


@pytest.mark.parametrize(
    ("known", "rate"),
    [
        ([], None),
        (posts(30, 30), 30),
        ([*posts(2, 30), entry("Long ago", surfaced=NOW - 2 * MONTH)], 2),
        ([entry("Long ago", surfaced=NOW - 2 * MONTH)], None),
        ([entry("Undated", surfaced=datetime(1970, 1, 1, tzinfo=timezone.utc))], None),
        ([entry("First", surfaced=NOW)], None),
        ([entry("First", surfaced=NOW - timedelta(days=10)), entry("Second", surfaced=NOW)], 6),
        ([entry("Still to come", surfaced=NOW + timedelta(hours=1))], None),
    ],
    ids=["none", "daily", "rare", "asleep", "undated", "one", "ten days", "future"],
)
def test_a_month_of_a_speaker(db: Store, known: list[Entry], rate: float | None) -> None:
    """Counted over 30 days, or over the days that the source is known for; one entry tells none."""
    saved(db, *known)
    key = entry().source
    found = activity.monthly(db, [key, "https://unknown.example/"], NOW, most=99)
    assert found == ({} if rate is None else {key: pytest.approx(rate, rel=0.05)})


def test_a_month_is_a_speakers_and_no_sources(db: Store) -> None:
    """Who has two sources speaks in both; of a source that several speak at nothing is told."""
    told = [("x", "a"), ("x", "a"), ("y", "a"), ("y", "a"), ("z", "b"), ("z", "c")]
    for number, (source, outlet) in enumerate(told):
        saved(db, entry(f"Post {number}", source=source, outlet=outlet, surfaced=NOW - MONTH))
    assert activity.monthly(db, ["x", "y", "z"], NOW, most=8) == {"a": 4}


@pytest.mark.parametrize("days", [5, 40])
def test_a_month_is_counted_as_far_as_it_matters(db: Store, days: int) -> None:
    """Of a source that brings more than enough, new or known for long, no more is told."""
    saved(db, *posts(50, days))
    key = entry().source
    assert activity.monthly(db, [key], NOW, most=8)[key] >= 8


def test_engagements_are_the_newest(db: Store) -> None:
    """The last hundred entries that have any, of that source alone."""
    social = [
        entry(f"{n}", surfaced=NOW - timedelta(hours=n), engagement=Engagement(likes=n))
        for n in range(101)
    ]
    saved(db, *social, entry("Press"))
    found = activity.engagements(db, [entry().source, "other"])
    assert found == {entry().source: [Engagement(likes=n) for n in range(100)], "other": []}
