"""The words on a server lie in parts; what is found in them does not depend on how they are cut."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests import postgres as postgres_server
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.search import query
from cio_digest.store import entries as entry_table
from cio_digest.store import opened, removal, schema, search, stories, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.models import Entry
    from cio_digest.store import Store

pytest.importorskip("psycopg")

DAY = timedelta(days=1)
TYPED = ("cloud", "cloud agents", "agents OR prices", "title:cloud", '"cloud for"', "pri*", "none")


@pytest.fixture
def new(postgres: str) -> Iterator[str]:
    """An empty database."""
    with postgres_server.database(postgres) as place:
        yield place


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of few entries, looked through few at a time."""
    from cio_digest.store.postgres import newest, parts

    monkeypatch.setattr(parts, "LEAST", 5)
    monkeypatch.setattr(parts, "_PATIENCE", "10ms")
    monkeypatch.setattr(newest, "_SPAN", 3)


def told(number: int, day: int) -> Entry:
    """An entry of one of the last days; every other one is about a cloud, the third are prices."""
    words = [
        "Cloud for agents" if number % 2 else "Agents",
        "prices" if number % 3 == 0 else "news",
    ]
    when = NOW - DAY * day
    return entry(
        f"{' '.join(words)} {number}",
        guid=f"{number}",
        first_seen=when,
        surfaced=when,
        hash=f"{number}",
    )


def week(db: Store, number: int, *, tidy: bool = True) -> None:
    """Eight days with an entry each, then what a run does at its end."""
    first = number * 8
    saved(db, *(told(first + day, 40 - first - day) for day in range(8)))
    if tidy:
        db.text.tidy(db)


def bounds(db: Store) -> list[str]:
    """Where parts begin and end."""
    rows = db.execute(
        "SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relispartition "
        "AND relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    return sorted(row[0].removeprefix("FOR VALUES ") for row in rows)


def answers(db: Store) -> list[object]:
    """What searches, a window's topics, and headlines find."""
    found: list[object] = []
    for typed in TYPED:
        expression = query.read(typed).expression
        found += [
            [row[:3] for row in search.find(db, expression, (), most=most)] for most in (4, 99)
        ]
        window = (NOW - 20 * DAY, NOW - 5 * DAY)
        found += [stories.matching(db, expression, *window, most=most) for most in (2, 99)]
        found += [stories.holding(db, expression, 3, 20, most=most) for most in (2, 99)]
    return [*found, db.text.titled(db, "cloud news"), db.text.frequencies(db, ["cloud"])]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("at_once", [0, 1_000])
def test_the_same_is_found_in_parts_as_in_a_file(
    new: str, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none is lost, whichever part an entry is changed in or deleted from."""
    from cio_digest.store.postgres import newest

    monkeypatch.setattr(newest, "_AT_ONCE", at_once)
    with opened(":memory:") as file, opened(new) as server:
        for db in (file, server):
            for number in range(4):
                week(db, number)
            with transaction(db):
                entry_table.save(db, 1, [told(2, 38)._replace(text="cloud", hash="changed")])
                removal.remove(db, [(4, 4), (20, 20)])
        assert bounds(server) == [
            "FROM ('17') TO ('25')",
            "FROM ('25') TO ('33')",
            "FROM ('33') TO (MAXVALUE)",
            "FROM ('9') TO ('17')",
            "FROM (MINVALUE) TO ('9')",
        ]
        assert answers(server) == answers(file)


@pytest.mark.usefixtures("small")
def test_a_part_is_a_week_and_many_entries(new: str) -> None:
    """A new one is not begun for less: each is looked into by itself."""
    with opened(new) as db:
        saved(db, *(told(number, 40) for number in range(20)))
        db.text.tidy(db)
        assert bounds(db) == ["FROM (MINVALUE) TO (MAXVALUE)"]
        saved(db, told(20, 33))
        db.text.tidy(db)
        assert bounds(db) == ["FROM ('22') TO (MAXVALUE)", "FROM (MINVALUE) TO ('22')"]
        saved(db, told(21, 32), told(22, 20))
        db.text.tidy(db)
        assert len(bounds(db)) == 2


@pytest.mark.usefixtures("small")
def test_parts_of_which_little_is_left_become_one(new: str) -> None:
    """Their room goes back to the disk, and what stayed in them is still found."""
    with opened(new) as db:
        for number in range(3):
            week(db, number)
        with transaction(db):
            removal.remove(db, [(key, key) for key in range(1, 17) if key not in {2, 8, 15}])
        week(db, 3)
        assert bounds(db) == [
            "FROM ('17') TO ('25')",
            "FROM ('25') TO ('33')",
            "FROM ('33') TO (MAXVALUE)",
            "FROM (MINVALUE) TO ('17')",
        ]
        rows = search.find(db, query.read("cloud").expression, (), most=99)
        assert [row.entry for row in rows][-3:] == [18, 8, 2]


@pytest.mark.usefixtures("small")
def test_who_reads_for_long_is_not_waited_for(new: str) -> None:
    """The part is begun another time; nothing fails, and nothing is half done."""
    with opened(new) as db, opened(new) as reading:
        week(db, 0, tidy=False)
        with transaction(reading):
            reading.execute("SELECT count(*) FROM entry_words")
            db.text.tidy(db)
        assert not db.in_transaction
        assert bounds(db) == ["FROM (MINVALUE) TO (MAXVALUE)"]
        db.text.tidy(db)
        assert len(bounds(db)) == 2


def test_words_of_an_earlier_version_become_the_first_part(new: str) -> None:
    """As they are: none is written anew, however many there are."""
    from contextlib import closing

    from cio_digest.store.postgres import connect
    from cio_digest.store.postgres import schema as translated

    with closing(connect.connected(new)) as db:
        translated.migrate(db, new, 11)
        db.execute("INSERT INTO entry_words VALUES (7, 1, ?)", ("cloud:1A",))
        file = "SELECT pg_relation_filenode('entry_words{}')"
        before = db.execute(file.format("")).fetchone()
        translated.migrate(db, new)
        assert translated.version(db, new) == len(schema.MIGRATIONS)
        assert db.execute(file.format("_1")).fetchone() == before
        assert db.text.titled(db, "cloud") == 7
