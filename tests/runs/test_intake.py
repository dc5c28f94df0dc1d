"""Documents of a source into the store: nothing lost, nothing twice, nothing old as news."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import source

from cio_digest.models import Engagement, Polling, RawEntry, RawFeed, Source
from cio_digest.networks import polling
from cio_digest.runs import intake
from cio_digest.store import Store, opened, transaction
from cio_digest.store import sources as source_table
from cio_digest.text import normalize

FEED = source("https://ferry.example/feed")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def read(db: Store, *items: RawEntry, now: datetime = NOW, last: datetime | None = None) -> int:
    """Take in a document, ``last`` when the source was last read well; gives how many are new."""
    before = Polling.new(FEED)._replace(succeeded=last)
    with transaction(db):
        key = source_table.save(db, before)
        taken = intake.read(db, key, FEED, before, RawFeed(items), now)
        return intake.keep(db, key, FEED, taken, now)


def item(number: int, *, days: float | None = 0.1, **parts: str) -> RawEntry:
    """An item of so many days before now, None for undated."""
    values = {
        "id": f"n{number}",
        "url": f"https://ferry.example/{number}",
        "title": f"Notice {number}",
        **parts,
    }
    return RawEntry(**values, published=None if days is None else NOW - days * DAY)  # type: ignore[arg-type]


def news(db: Store, since: datetime = NOW - DAY) -> list[str]:
    """The titles of what surfaced lately."""
    rows = db.execute(
        "SELECT title FROM entries WHERE surfaced > ? ORDER BY title", (since.timestamp(),)
    )
    return [title for (title,) in rows]


few = st.sampled_from(["", "a", "b"])
raws = st.builds(
    partial(RawEntry),  # partial, so that no other field is made up
    id=st.sampled_from(["", "N/A", "1", "https://ferry.example/a"]),
    url=st.sampled_from(
        ["", "https://ferry.example/a", "http://ferry.example/a#1", "https://ferry.example/b/"]
    ),
    title=few,
    content=few,
    published=st.sampled_from([None, NOW - DAY, NOW - 9 * DAY]),
)
documents = st.lists(raws, max_size=6)


@settings(max_examples=150)
@given(st.lists(documents, min_size=1, max_size=4))
def test_no_item_of_a_document_is_lost(history: list[list[RawEntry]]) -> None:
    """Whatever ids, addresses and titles items share, now and before; and none comes twice."""
    with opened(":memory:") as db:
        for day, items in enumerate(history):
            now = NOW + day * DAY
            last = now - DAY if day else None
            read(db, *items, now=now, last=last)
            marks = {normalize.fingerprint(raw) for raw in items}
            stored = [mark for (mark,) in db.execute("SELECT hash FROM entries")]
            assert marks <= set(stored)
            assert read(db, *items, now=now + HOUR, last=now) == 0
            assert db.execute("SELECT count(*) FROM entries").fetchone() == (len(stored),)


@given(documents, documents)
def test_a_first_read_keeps_each_item_once(items: list[RawEntry], more: list[RawEntry]) -> None:
    """As many entries as the document has different items."""
    with opened(":memory:") as db:
        marks = {normalize.fingerprint(raw) for raw in (*items, *more)}
        assert read(db, *items, *more) == len(marks)
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (len(marks),)


@pytest.mark.parametrize(
    "moved",
    [
        {"id": "x{}", "url": "https://harbour.example/posts/{}"},
        {"url": "http://ferry.example/{}/", "id": "http://ferry.example/{}/"},
    ],
    ids=["domain", "scheme and slash"],
)
@pytest.mark.parametrize("days", [0.1, None], ids=["dated", "undated"])
def test_a_site_that_moves_brings_nothing_new(
    db: Store, moved: dict[str, str], days: float | None
) -> None:
    """All posts under new ids and addresses, and one that is new."""
    read(db, *(item(n, days=days) for n in range(5)))
    after = [
        item(n, days=days, **{k: v.format(n) for k, v in moved.items()}) for n in (9, *range(5))
    ]
    assert read(db, *after, now=NOW + DAY, last=NOW) == 1
    assert news(db, NOW) == ["Notice 9"]
    assert read(db, *after[1:], now=NOW + 2 * DAY, last=NOW + DAY) == 0


def test_what_an_outage_hid_is_news(db: Store) -> None:
    """All that came since the source was last read well, however old it says it is by then."""
    read(db, item(1, days=9), now=NOW - 8 * DAY)
    missed = [item(n, days=n) for n in range(2, 8)]
    assert read(db, *missed, item(1, days=9), last=NOW - 8 * DAY) == 6
    assert news(db) == [f"Notice {n}" for n in range(2, 8)]


def test_what_is_delivered_late_is_news(db: Store) -> None:
    """A few entries that are days old when the feed first lists them."""
    read(db, item(1), now=NOW - HOUR)
    read(db, item(2, days=6), item(3, days=20), item(1), last=NOW - HOUR)
    assert news(db, NOW - HOUR) == ["Notice 2", "Notice 3"]


@pytest.mark.parametrize("days", [40, None], ids=["dated", "undated"])
def test_the_back_pages_of_a_site_are_held_back_and_counted(db: Store, days: float | None) -> None:
    """A feed that lists a hundred items from today on where it listed five."""
    first = [item(n, days=days) for n in range(5)]
    read(db, *first, now=NOW - DAY)
    before = Polling.new(FEED)._replace(succeeded=NOW - DAY)
    pages = [item(0, days=0.1, id="new", url="", title="Today"), *first]
    feed = RawFeed((*pages, *(item(n, days=days) for n in range(5, 100))))
    with transaction(db):
        key = source_table.save(db, before)
        taken = intake.read(db, key, FEED, before, feed, NOW)
        intake.keep(db, key, FEED, taken, NOW)
    assert taken.held == 95
    assert news(db) == ["Today"]


def test_a_late_find_from_an_archive_is_no_news(db: Store) -> None:
    """An article of last year that was edited, in a feed that lists what changed."""
    read(db, item(1), now=NOW - HOUR)
    read(db, item(2, days=300), item(1), last=NOW - HOUR)
    assert news(db, NOW - HOUR) == []


@pytest.mark.parametrize("days", [300, 299], ids=["one date for all", "a clock behind"])
def test_the_newest_of_a_source_is_news_however_old_it_says_it_is(db: Store, days: float) -> None:
    """What its source dates no earlier than all it listed before comes from no archive."""
    read(db, item(1, days=301), item(2, days=300), now=NOW - HOUR)
    read(db, item(3, days=days), item(1, days=301), item(2, days=300), last=NOW - HOUR)
    assert news(db, NOW - HOUR) == ["Notice 3"]


@pytest.mark.parametrize("days", [9, None], ids=["dated", "undated"])
def test_what_comes_back_under_another_id_is_no_news(db: Store, days: float | None) -> None:
    """It had left the document long before: address, title and date, or the text, are the same."""
    old = item(1, days=days, content="The ferry to Skerry " * 4)
    read(db, old, item(2, days=8))
    read(db, item(2, days=8), item(3, days=5), now=NOW + HOUR, last=NOW)
    read(db, item(3, days=5), now=NOW + 2 * HOUR, last=NOW + HOUR)
    back = old._replace(id="other")
    assert read(db, item(3, days=5), back, now=NOW + 3 * HOUR, last=NOW + 2 * HOUR) == 0
    assert read(db, item(3, days=5), back, now=NOW + 4 * HOUR, last=NOW + 3 * HOUR) == 0
    names = db.execute("SELECT guid FROM entries ORDER BY id").fetchall()
    assert names == [("other",), ("n2",), ("n3",)]


@pytest.mark.parametrize("days", [3, None], ids=["dated", "undated"])
def test_another_one_at_the_address_of_one_before_is_news(db: Store, days: float | None) -> None:
    """Of a page that tells all, a title that comes again says nothing."""
    page = {"url": "https://ferry.example/log", "title": "Update"}
    read(db, item(1, days=days and 9, **page), item(2, days=8))
    read(db, item(2, days=8), now=NOW + HOUR, last=NOW)
    read(db, item(2, days=8), item(3), now=NOW + 2 * HOUR, last=NOW + HOUR)
    again = item(4, days=days, **page)
    assert read(db, item(2, days=8), again, now=NOW + 3 * HOUR, last=NOW + 2 * HOUR) == 1


def test_what_is_released_again_after_it_was_withdrawn_is_news(db: Store) -> None:
    """Under the same id, dated anew and with other words; an edit and a gap are neither."""
    old, slip = item(1, days=9), item(2, days=8.5, content="A slip")
    again = slip._replace(content="The release", published=NOW - HOUR)
    read(db, slip, old, now=NOW - 8 * DAY)
    assert read(db, old, now=NOW - 7 * DAY, last=NOW - 8 * DAY) == 0
    assert read(db, slip, old, now=NOW - 6 * DAY, last=NOW - 7 * DAY) == 0
    assert read(db, old, now=NOW - 5 * DAY, last=NOW - 6 * DAY) == 0
    assert read(db, again, old, last=NOW - 5 * DAY) == 1
    assert news(db) == ["Notice 2"]
    edited = again._replace(content="The release, edited", published=NOW)
    assert read(db, edited, old, now=NOW + HOUR, last=NOW) == 0


def test_a_store_of_an_earlier_version_is_carried_over(db: Store) -> None:
    """What it folded together comes in as old, what is news today as news."""
    page = "https://ferry.example/letters"
    issues = [item(n, id="", url=page, days=n * 7 + 3) for n in range(30)]
    read(db, issues[-1], now=NOW - DAY)
    db.execute("DELETE FROM listings")  # which came with this version
    assert read(db, item(99, id="", url=page), *issues, last=NOW - DAY) == 30
    assert news(db) == ["Notice 99"]


def test_an_empty_document_leaves_what_is_known_as_it_was(db: Store) -> None:
    """Whatever emptied it, what comes back is not new."""
    read(db, item(1), item(2), now=NOW - 2 * DAY)
    read(db, now=NOW - DAY, last=NOW - 2 * DAY)
    assert read(db, item(1, id="x"), item(2, id="y"), last=NOW - DAY) == 0


def test_a_source_that_gives_nothing_where_it_gave_something_is_not_fine() -> None:
    """It is asked for everything again, without validators."""
    state = Polling.new(FEED)._replace(succeeded=NOW, etag="1", modified="2", digest="3")
    assert polling.is_fine(state)
    empty = polling.emptied(state)
    assert not polling.is_fine(empty)
    assert (empty.etag, empty.modified, empty.digest) == ("", "", "")


def test_a_post_on_two_pages_of_a_network_is_one_entry(db: Store) -> None:
    """A network's ids are believed, though it was liked while the next page was asked for."""
    search = Source("mastodon://a/#ferry", "mastodon", "https://a.example", query="#ferry")
    post = RawEntry(id="s1", url="https://a.example/@ann/1", title="A ferry", network="mastodon")
    likes = [post._replace(engagement=Engagement(likes=count)) for count in (3, 4)]
    before = Polling.new(search)
    for new, items in ((1, likes), (0, [post])):
        with transaction(db):
            key = source_table.save(db, before)
            taken = intake.read(db, key, search, before, RawFeed(tuple(items)), NOW)
            assert intake.keep(db, key, search, taken, NOW) == new
    assert db.execute("SELECT guid, likes FROM entries").fetchall() == [("s1", None)]


@pytest.mark.parametrize(
    "feed",
    [
        pytest.param(FEED, id="an article's"),
        pytest.param(FEED._replace(voice="Ann"), id="a voice's"),
        pytest.param(FEED._replace(network="mastodon"), id="a post's"),
    ],
)
def test_links_are_kept(db: Store, feed: Source) -> None:
    """Posts are clustered by them, voices are judged by them, and everybody's can be queried."""
    raw = item(1, content='<p>See <a href="https://b.example/x">this</a>, a report.</p>')
    before = Polling.new(feed)
    with transaction(db):
        key = source_table.save(db, before)
        intake.keep(db, key, feed, intake.read(db, key, feed, before, RawFeed((raw,)), NOW), NOW)
    assert db.execute("SELECT links, text FROM entries").fetchall() == [
        ('["https://b.example/x"]', "See this, a report.")
    ]


def test_a_first_read_asks_the_store_little_for_each_entry(db: Store) -> None:
    """An entry takes its own row and its place in the listing; names are asked for together."""
    if not isinstance(db, sqlite3.Connection):
        pytest.skip("only SQLite tells the statements that it executes")
    counts = []
    for number, size in enumerate((10, 110)):
        statements: list[str] = []
        feed = source(f"https://{number}.example/feed")
        before = Polling.new(feed)
        items = tuple(item(n) for n in range(size))
        with transaction(db):
            key = source_table.save(db, before)
            db.set_trace_callback(statements.append)
            taken = intake.read(db, key, feed, before, RawFeed(items), NOW)
            intake.keep(db, key, feed, taken, NOW)
            db.set_trace_callback(None)
        counts.append(len(statements))
    few_entries, many = counts
    assert many - few_entries <= 2 * 100


def test_what_a_new_source_told_today_is_news_after_others_were_read(db: Store) -> None:
    """The day's digest may have been made without it; what is older stays as old as it says."""
    with transaction(db):
        other = Polling.new(source("https://quay.example/feed"))
        source_table.save(db, other._replace(succeeded=NOW - HOUR))
    read(db, item(1, days=0.5), item(2, days=1.5), item(3, days=None))
    assert news(db, NOW - HOUR) == ["Notice 1"]


def test_of_a_first_morning_everything_is_as_old_as_it_says(db: Store) -> None:
    """Sources that are read for the first time in one run join nothing."""
    with transaction(db):
        other = Polling.new(source("https://quay.example/feed"))
        source_table.save(db, other._replace(succeeded=NOW))
    read(db, item(1, days=0.5))
    assert news(db, NOW - HOUR) == []


def test_what_a_new_source_told_today_is_news_whichever_is_read_first(db: Store) -> None:
    """All others may have been read again by this run, before it."""
    other = source("https://quay.example/feed")
    for now in (NOW - HOUR, NOW):
        before = Polling.new(other)._replace(succeeded=now)
        with transaction(db):
            key = source_table.save(db, before)
            taken = intake.read(db, key, other, before, RawFeed((item(9, days=3),)), now)
            intake.keep(db, key, other, taken, now)
    read(db, item(1, days=0.5), item(2, days=1.5))
    assert "Notice 1" in news(db, NOW - HOUR)
    assert "Notice 2" not in news(db, NOW - HOUR)
