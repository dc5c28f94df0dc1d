"""What clustering remembers is found by clue and time, and forgotten when it is of no more use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.store import clues as clue_table
from cio_digest.store import opened
from cio_digest.store import stories as story_table
from cio_digest.store.connect import SQLite

if TYPE_CHECKING:
    from cio_digest.store import Store

NOON = int(NOW.timestamp())
HOUR = 3600


def test_clues_lead_to_stories(db: Store) -> None:
    """The newest within the span come first, with the stories of today."""
    saved(db, *(entry(f"Telling {n}") for n in range(3)), cluster=False)
    story_table.assign(db, {1: 1, 2: 2, 3: 2})
    told = {1: 1, 2: 2, 3: 2}
    clues = [(7, NOON + n * HOUR, story) for n, story in told.items()]
    clue_table.save(db, clues, {})
    span = (NOON, NOON + 3 * HOUR)
    assert clue_table.traces(db, [(7, *span, 2), (8, *span, 9)]) == {
        7: [(NOON + 3 * HOUR, 2), (NOON + 2 * HOUR, 2)]
    }
    story_table.assign(db, {}, [(2, 1)])
    assert clue_table.traces(db, [(7, NOON, NOON + 2 * HOUR, 1)]) == {7: [(NOON + 2 * HOUR, 1)]}


def test_addresses_lead_to_stories_as_words_do(db: Store) -> None:
    """So many of each, the newest of a span, though they are looked for together."""
    word, address = 7, (1 << 32) + 7
    told = [(NOON + n * HOUR, n % 3) for n in range(9)]
    clue_table.save(db, [(clue, *trace) for clue in (word, address) for trace in told], {})
    spans = [(NOON, NOON + HOUR, 9), (NOON + 4 * HOUR, NOON + 8 * HOUR, 3)]
    searches = [(clue, *span) for clue in (word, address, address + 1) for span in spans]
    found = clue_table.traces(db, searches)
    assert found.keys() == {word, address}
    assert found[address] == found[word] == [told[1], told[0], told[8], told[7], told[6]]


def test_of_many_addresses_a_file_is_asked_once() -> None:
    """Nearly all of a night's lead nowhere."""
    asked: list[str] = []
    with opened(":memory:") as db:
        assert isinstance(db, SQLite)
        db.set_trace_callback(asked.append)
        assert clue_table.traces(db, [((1 << 32) + n, NOON, NOON, 9) for n in range(500)]) == {}
    assert sum("FROM clues" in sql for sql in asked) == 1


def test_the_last_state_counts(db: Store) -> None:
    """Rarity and stories are replaced by what they have become; a new store has neither."""
    assert clue_table.rarity(db) == b""
    clue_table.save(db, [], {1: b"small", 2: b"other"})
    clue_table.keep_fingerprints(db, {5: b"print"})
    clue_table.keep_rarity(db, b"first")
    clue_table.save(db, [], {1: b"grown"})
    clue_table.keep_rarity(db, b"second")
    assert clue_table.rarity(db) == b"second"
    assert clue_table.opened(db, [1, 2, 3]) == {1: b"grown", 2: b"other"}
    assert clue_table.fingerprints(db, [5, 6]) == {5: b"print"}


def test_a_story_has_the_headlines_of_its_first_articles(db: Store) -> None:
    """With the beginning of their texts; posts and entries without a title have none."""
    told = [
        entry("First", text="A text of some length"),
        entry("", text="Nothing above it"),
        entry("A post", network="mastodon", handle="@ada@umbra.example"),
        entry("Second", text=""),
        entry("Third"),
    ]
    saved(db, *told, cluster=False)
    story_table.assign(db, dict.fromkeys(range(1, 6), 1))
    headlines = clue_table.headlines(db, [1, 9], most=2, characters=6)
    assert headlines == {1: [("First", "A text"), ("Second", "")]}


def test_a_merged_story_is_not_open(db: Store) -> None:
    """What is an alias takes no more entries in."""
    clue_table.save(db, [], {1: b"kept", 2: b"gone"})
    story_table.assign(db, {}, [(2, 1)])
    assert clue_table.opened(db, [1, 2]) == {1: b"kept"}


def test_what_is_old_is_swept_once_in_a_day_of_news(db: Store) -> None:
    """A month after, nobody looks for an entry or adds to its story."""
    saved(db, entry("New"), entry("Old", surfaced=NOW - timedelta(days=30)))
    stories = dict(db.execute("SELECT title, story FROM entries"))
    assert db.execute("SELECT DISTINCT story FROM clues").fetchall() == [(stories["New"],)]
    assert set(clue_table.opened(db, stories.values())) == {stories["New"]}
    clue_table.save(db, [(7, NOON - 30 * 24 * HOUR, 2)], {})
    clue_table.sweep(db, prints=100)
    assert (7,) in db.execute("SELECT clue FROM clues").fetchall()
    saved(db, entry("Newer", surfaced=NOW + timedelta(days=2)))
    assert (7,) not in db.execute("SELECT clue FROM clues").fetchall()
