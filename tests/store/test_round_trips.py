"""A server is asked as often for many entries as for few: each question waits for an answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import postgres as postgres_server
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest import digest
from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.digest import DigestOptions
from cio_digest.models import Polling, Topic
from cio_digest.runs import Setup, clustering, learning
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.store import transaction
from cio_digest.store import words as word_table
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cio_digest.models import Entry
    from cio_digest.store import Store
    from cio_digest.store.postgres.connection import PostgreSQL

FEED = "https://a.example/"
NORTHWIND = Topic("Northwind", ("Northwind",))
NUMBERS = st.integers(-(1 << 62), 1 << 62)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
ROWS = st.lists(st.tuples(NUMBERS, st.none() | TEXTS, st.booleans()), max_size=30)


@pytest.fixture
def server_db(postgres: str) -> Iterator[PostgreSQL]:
    """An empty store on a server."""
    with postgres_server.emptied_store(postgres) as db:
        yield db


def asked(db: PostgreSQL, work: Callable[[], object]) -> int:
    """How many statements some work takes."""
    import psycopg

    count = 0

    class Counting(psycopg.RawCursor[Any]):
        def execute(self, *args: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            return super().execute(*args, **options)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
            nonlocal count
            count += len(params_seq)
            super().executemany(query, params_seq, **options)

        def copy(self, *args: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            return super().copy(*args, **options)

    before, db.connection.cursor_factory = db.connection.cursor_factory, Counting
    work()
    db.connection.cursor_factory = before
    return count


def told(first: int, many: int) -> list[Entry]:
    """Entries of one source: each shares words with others, and none with all."""
    chance = random.Random(first)
    made = []
    for number in range(first, first + many):
        text = " ".join(f"{chance.choice('bcdfgh')}{chance.randrange(300)}" for _ in range(40))
        made.append(entry(text[:50], source=FEED, text=text, guid=f"{number}", surfaced=NOW))
    return [each._replace(hash=each.guid, canonical=f"{FEED}{each.guid}") for each in made]


def test_clustering_asks_no_more_for_ten_times_as_many(server_db: PostgreSQL) -> None:
    """What one statement can ask or keep for many is not asked entry by entry."""
    saved(server_db, *told(0, 50))
    counts = []
    for first, many in ((100, 20), (1_000, 200)):
        saved(server_db, *told(first, many), cluster=False)
        counts.append(asked(server_db, lambda: clustering.run(server_db)))
    few, many = counts
    # Some 30 words of each are looked for, those of several entries at once.
    assert many <= few + 200 * 30 / 200


def test_a_long_feed_is_kept_by_as_many_statements_as_a_short_one(server_db: PostgreSQL) -> None:
    """And indexed so."""
    row = source_table.save(server_db, Polling.new(source(FEED)))
    counts = []
    for first, many in ((0, 10), (100, 400)):
        new = told(first, many)

        def keep(new: list[Entry] = new) -> None:
            with transaction(server_db):
                entry_table.save(server_db, row, new)
                entry_table.index(server_db)

        counts.append(asked(server_db, keep))
    assert counts[0] == counts[1]


def test_a_source_with_nothing_new_is_one_statement(server_db: PostgreSQL) -> None:
    """Most are, each time they are asked."""
    state = Polling.new(source(FEED))
    source_table.save(server_db, state)
    later = state._replace(checked=NOW)
    assert asked(server_db, lambda: source_table.remember(server_db, later)) == 1
    assert source_table.states(server_db, [source(FEED)])[FEED].checked == NOW


def test_states_of_a_few_sources_are_read_without_all_others(db: Store) -> None:
    """A worker asks for those of one place, of however many there are."""
    for number in range(5):
        source_table.save(db, Polling.new(source(f"{FEED}{number}"))._replace(failures=number))
    states = source_table.states(db, [source(f"{FEED}3"), source(f"{FEED}9")])
    assert {key: state.failures for key, state in states.items()} == {f"{FEED}3": 3, f"{FEED}9": 0}


def test_stories_are_counted_together(server_db: PostgreSQL) -> None:
    """Not one by one; and their days are marked, to be counted anew."""
    saved(server_db, *told(0, 100))
    rows = server_db.execute("SELECT * FROM stories ORDER BY id").fetchall()
    stories = [row[0] for row in rows]
    server_db.execute("UPDATE stories SET entries = 0, outlets = 0, last = 0")
    assert asked(server_db, lambda: story_table.count(server_db, stories)) == 2
    assert server_db.execute("SELECT * FROM stories ORDER BY id").fetchall() == rows


def test_a_select_for_each_row_gives_what_it_gives_for_one(db: Store) -> None:
    """In order of the rows, those of each in its own order, on either engine."""
    db.execute("CREATE TEMPORARY TABLE kept (a BIGINT, b TEXT, c BIGINT)")
    rows = [(n % 7, f"{'xyz'[n % 3]}'{n}", n) for n in range(500)]
    db.executemany("INSERT INTO kept VALUES (?, ?, ?)", rows)
    sql = "SELECT b, c FROM kept WHERE a = ?1 AND b > ?2 AND b <> '?' ORDER BY c DESC LIMIT ?3"
    wanted = [(n % 9, "xyz"[n % 2], n % 5) for n in range(450)]
    given_rows = [*db.for_each(sql, wanted)]
    assert given_rows == [db.execute(sql, values).fetchall() for values in wanted]
    assert [len(found) for found in given_rows[:8]] == [0, 1, 2, 3, 4, 0, 1, 0]
    assert [*db.for_each(sql, [])] == []


@given(rows=ROWS)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_many_rows_are_kept_as_they_are(
    db: Store, rows: list[tuple[int, str | None, bool]]
) -> None:
    """Whatever stands in them: tabs, line ends, backslashes, what copying takes for nothing."""
    db.execute("DROP TABLE IF EXISTS kept")
    db.execute("CREATE TEMPORARY TABLE kept (place BIGINT, a BIGINT, b TEXT, c BIGINT)")
    rows = [*rows, (1, "\\N", True), (2, "a\tb\\\n\r", False)]
    placed = [(place, *row) for place, row in enumerate(rows)]
    assert db.executemany("INSERT INTO kept VALUES (?, ?, ?, ?)", placed).rowcount == len(rows)
    kept = db.execute("SELECT a, b, c FROM kept ORDER BY place").fetchall()
    assert kept == [(a, b, int(c)) for a, b, c in rows]


@given(texts=st.lists(TEXTS, max_size=20))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_texts_of_an_upsert_are_kept_as_they_are(db: Store, texts: list[str]) -> None:
    """Also what an array would take for its own marks."""
    db.execute("DROP TABLE IF EXISTS kept")
    db.execute("CREATE TEMPORARY TABLE kept (a BIGINT PRIMARY KEY, b TEXT)")
    rows = [*enumerate([*texts, "NULL", "", '{a,"b"}', "c\\d\\\\", "\n\t\r"])]
    sql = "INSERT INTO kept VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
    assert db.executemany(sql, rows).rowcount == len(rows)
    assert db.execute("SELECT a, b FROM kept ORDER BY a").fetchall() == rows


def test_a_readers_morning_asks_no_more_for_more_sources(server_db: PostgreSQL) -> None:
    """Words, speakers and counts are asked and kept for all of them together."""
    costs = []
    for first, many in ((0, 5), (100, 60)):
        feeds = [source(f"https://{number}.example/") for number in range(first, first + many)]
        for number, each in enumerate(feeds):
            of_each = [e._replace(source=each.key) for e in told(first + number, 4)]
            about = [e._replace(title=f"Northwind sells {e.title}") for e in of_each]
            row = source_table.save(server_db, Polling.new(each)._replace(succeeded=NOW))
            entry_table.save(server_db, row, about)
        clustering.run(server_db)
        entry_table.index(server_db)
        setup = Setup(Config("feeds.toml", Settings(), (NORTHWIND,), tuple(feeds)), "", NOW)
        options = DigestOptions(minutes=first + 10)  # another digest than the first

        def morning(setup: Setup = setup, options: DigestOptions = options) -> None:
            learning.catch_up(server_db, setup)
            digest.make(server_db, setup.config, NOW, options)

        costs.append(asked(server_db, morning))
    few, many_sources = costs
    assert many_sources <= few + 10


def test_how_rare_words_are_is_asked_at_once(server_db: PostgreSQL) -> None:
    """Each in all its forms; of what was looked up nothing is asked again."""
    saved(server_db, entry("Clouds over a cloud", source=FEED), entry("Cloud and rain", guid="2"))
    frequencies = word_table.Frequencies(server_db, words.forms)
    terms = ["cloud", "rain", *(f"none{number}" for number in range(50))]
    assert asked(server_db, lambda: frequencies.look_up(terms)) == 1
    assert asked(server_db, lambda: [frequencies.get(term) for term in terms]) == 0
    # As entries have them: an entry with two forms of a word counts for both.
    assert (frequencies["cloud"], frequencies["rain"], frequencies.get("none1")) == (3, 1, None)


def test_the_last_of_several_values_for_a_row_stays(db: Store) -> None:
    """As if each update had been a statement of its own."""
    db.execute("CREATE TEMPORARY TABLE kept (a BIGINT PRIMARY KEY, b BIGINT)")
    db.executemany("INSERT INTO kept VALUES (?, ?)", [(1, 0), (2, 0), (3, 0)])
    sql = "UPDATE kept SET b = ? WHERE a = ?"
    assert db.executemany(sql, [(5, 1), (6, 2), (7, 1), (8, 9)]).rowcount >= 2
    assert db.execute("SELECT a, b FROM kept ORDER BY a").fetchall() == [(1, 7), (2, 6), (3, 0)]


def test_a_text_that_no_server_takes_is_bad_data(server_db: PostgreSQL) -> None:
    """Among many as alone: its source is at fault, not the store."""
    server_db.execute("CREATE TEMPORARY TABLE kept (a TEXT)")
    for texts in (["\0"], ["a", "\0"]):
        with pytest.raises(server_db.DataError):
            server_db.executemany("INSERT INTO kept VALUES (?)", [(text,) for text in texts])
    assert server_db.execute("SELECT count(*) FROM kept").fetchone() == (0,)
