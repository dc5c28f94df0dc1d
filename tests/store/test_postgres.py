"""A store on a PostgreSQL server is the same store; what goes wrong there is one clear line."""

from __future__ import annotations

import sqlite3
import string
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import postgres as postgres_server
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.errors import CioDigestError, ConfigError, LockedError, StoreError, UnwritableError
from cio_digest.models.rows import Verdict
from cio_digest.search import query
from cio_digest.store import (
    backup,
    facts,
    feedback,
    if_writable,
    locked,
    opened,
    schema,
    search,
    transaction,
)
from cio_digest.store import entries as entry_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.store import Store

pytest.importorskip("psycopg")

from cio_digest.store.postgres import connect, lock

TEXTS = st.text(
    st.one_of(
        st.sampled_from("aAbäÄßéй\u0301\u0308 .,-_'\"\n’ﬁ漢字かな한글①²½🙂\u200d"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    ),
    max_size=60,
)


def indexed(*texts: tuple[str, str]) -> sqlite3.Connection:
    """FTS5's own index of titles and texts."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute(
        "CREATE VIRTUAL TABLE entries_text USING fts5 "
        "(title, text, tokenize = 'unicode61 remove_diacritics 2')"
    )
    db.executemany("INSERT INTO entries_text (title, text) VALUES (?, ?)", texts)
    return db


@given(TEXTS)
def test_words_are_cut_as_the_other_index_cuts_them(text: str) -> None:
    """Each with its place, whatever the script."""
    from cio_digest.store.postgres import cutting

    with closing(indexed(("", text))) as db:
        db.execute("CREATE VIRTUAL TABLE words USING fts5vocab (entries_text, 'instance')")
        rows = db.execute("SELECT term FROM words ORDER BY offset").fetchall()
    assert cutting.words(text) == [row[0] for row in rows]


def test_several_threads_cut_words_as_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of characters that none of them has met yet."""
    from cio_digest.store.postgres import cutting

    def cut(threads: int) -> list[list[str]]:
        characters = cutting._Characters()
        monkeypatch.setattr(cutting, "_characters", lambda: characters)
        texts = ["".join(map(chr, range(first, 3_000))) for first in range(32, 40)]
        with closing(characters._db), ThreadPoolExecutor(threads) as pool:
            return [*pool.map(cutting.words, texts)]

    assert cut(8) == cut(1)


WORDS = st.sampled_from("cloud clouds ai crm copilot agent agents pricing the".split())
TITLES = st.lists(WORDS, max_size=6).map(" ".join)
TYPED = st.recursive(
    st.one_of(
        WORDS,
        WORDS.map("title:{}".format),
        WORDS.map(lambda word: f"{word[:2]}*"),
        st.lists(WORDS, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    ),
    lambda parts: st.one_of(
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} OR {pair[1]})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} {pair[1]})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]} -{pair[1]})"),
    ),
    max_leaves=5,
)


@given(texts=st.lists(st.tuples(TITLES, TITLES), min_size=1, max_size=8), typed=TYPED)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_search_finds_the_same(postgres: str, texts: list[tuple[str, str]], typed: str) -> None:
    """Every query of the search language finds the same entries on either engine."""
    expression = query.read(typed).expression
    found = []
    with opened(":memory:") as file, postgres_server.emptied_store(postgres) as server:
        for db in (file, server):
            saved(
                db,
                *(
                    entry(title, guid=str(n), text=text, hash=str(n))
                    for n, (title, text) in enumerate(texts)
                ),
            )
            rows = search.find(db, expression, (), most=100)
            marks = search.marked(db, expression, [row.entry for row in rows])
            found.append(([row.entry for row in rows], marks))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("(crm OR (ai -cloud))", "cloud <crm>"),
        ("(crm OR (ai cloud))", "<cloud> <crm>"),
        ("(crm OR title:cloud)", "<cloud> <crm>"),
        ("(crm -(ai OR agents))", "cloud <crm>"),
        ('(crm OR "cloud crm") -agents', "<cloud crm>"),
    ],
)
def test_what_was_looked_for_is_marked(store: Store, typed: str, title: str) -> None:
    """Nothing that was to be left out, whatever other entries say."""
    saved(store, entry("cloud crm", guid="1"), entry("cloud", guid="2"), entry("ai", guid="3"))
    marks = search.marked(store, query.read(typed).expression, [1])
    assert marks[1].title == title.replace("<", search.OPEN).replace(">", search.CLOSE)


@pytest.fixture(params=["file", "server"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty store of either engine."""
    if request.param == "file":
        with opened(":memory:") as db:
            yield db
    else:
        with postgres_server.emptied_store(request.getfixturevalue("postgres")) as db:
            yield db


def test_a_search_weighs_the_same(postgres: str) -> None:
    """The fit is FTS5's BM25: what is rare, short or in a title comes first on either engine."""
    texts = [("cloud news", "a cloud"), ("news", "cloud " * 9), ("ai", "cloud ai"), *PLAIN]
    fits = []
    with opened(":memory:") as file, postgres_server.emptied_store(postgres) as server:
        for db in (file, server):
            saved(
                db, *(entry(title, guid=f"{n}", text=text) for n, (title, text) in texts_of(texts))
            )
            rows = [
                row
                for typed in ("cloud", "title:cloud OR ai", '"cloud ai"', "clo*", "cloud -news")
                for row in search.find(db, query.read(typed).expression, (), most=100)
            ]
            fits.append([row.fit for row in rows])
    assert len(fits[0]) > 8
    assert fits[1] == pytest.approx(fits[0], rel=1e-9)


PLAIN = [(f"title {letter}", f"words {letter}") for letter in string.ascii_lowercase]


def texts_of(texts: list[tuple[str, str]]) -> Iterator[tuple[int, tuple[str, str]]]:
    return iter(enumerate(texts))


@pytest.fixture
def place(postgres: str) -> str:
    """The address of an empty store."""
    with postgres_server.emptied_store(postgres):
        return postgres


@pytest.fixture(scope="session")
def fresh() -> Iterator[str]:
    """A server of its own, which a test may harm."""
    with postgres_server.server() as address:
        yield address


@pytest.fixture
def new(fresh: str) -> Iterator[str]:
    """An empty database."""
    with postgres_server.database(fresh) as place:
        yield place


def test_every_step_of_the_schema(new: str) -> None:
    """A store of each released version becomes one of today's, with the same tables as a file's."""
    from cio_digest.store.postgres import connect
    from cio_digest.store.postgres import schema as translated

    with closing(connect.connected(new)) as db:
        for step in range(len(schema.MIGRATIONS)):
            translated.migrate(db, new, step + 1)
            assert translated.version(db, new) == step + 1
        columns = "SELECT table_name, column_name FROM information_schema.columns WHERE "
        here = {*db.execute(f"{columns} table_schema = current_schema()").fetchall()}
    with opened(":memory:") as file:
        rows = file.execute(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c "
            "WHERE t.type = 'table' AND t.name NOT LIKE 'entries\\_%' ESCAPE '\\'"
        )
        there = {*rows.fetchall()}
    own = {"store_version", "entry_words", "word_counts", "text_totals", "entry_numbers"}
    here = {row for row in here if not row[0].startswith("entry_words_")}  # its parts
    assert {row for row in here if row[0] not in own} == there


def test_ids_grow_without_gaps_whatever_fails(place: str) -> None:
    """What was rolled back or was there already uses up no number."""
    with opened(place) as db:
        saved(db, entry("One"))
        with pytest.raises(db.IntegrityError), transaction(db):
            entry_table.save(db, -1, [entry("Of no source"), entry("Nor this")])
        saved(db, entry("One", text="changed"), entry("Two"))
        assert [row[0] for row in db.execute("SELECT id FROM entries ORDER BY id")] == [1, 2]


def test_an_entry_never_appears_below_one_that_was_seen(place: str) -> None:
    """Who asks for what is above an id must not miss what another run was just keeping."""
    import threading

    with opened(place) as first, opened(place) as second:
        saved(first, entry("Before"))
        first.execute("BEGIN")
        entry_table.save(first, 1, [entry("Slow")])
        late = threading.Thread(target=entry_table.save, args=(second, 1, [entry("Quick")]))
        late.start()
        assert first.execute("SELECT max(id) FROM entries").fetchone() == (2,)
        first.execute("COMMIT")
        late.join()
        rows = first.execute("SELECT id, title FROM entries ORDER BY id").fetchall()
    assert rows == [(1, "Before"), (2, "Slow"), (3, "Quick")]


def test_one_run_at_a_time_from_any_machine(place: str) -> None:
    """The second is told since when and where the first runs; the lock goes with its holder."""
    with locked(place, NOW), pytest.raises(LockedError) as refused, locked(place, NOW):
        pass
    assert "already running since 2026-11-22 06:30:00 UTC (" in str(refused.value)
    with connect.opened(place) as other:
        for _ in range(20):  # it is free at once
            with locked(place, NOW):
                pass
            assert lock.take(other, ["fetch"])
            lock.free(other, ["fetch"])


def line(place: str) -> str:
    """The one line that opening a store ends with."""
    with pytest.raises(CioDigestError) as refused, opened(place):
        pass
    text = str(refused.value)
    assert "\n" not in text
    return text


def test_several_may_make_a_store_at_once(fresh: str) -> None:
    """None takes what another has just made for somebody else's."""

    def version(place: str) -> int:
        with opened(place) as db:
            return int(db.execute("SELECT steps FROM store_version").fetchone()[0])

    for _ in range(3):
        with postgres_server.database(fresh) as new, ThreadPoolExecutor(6) as pool:
            assert {*pool.map(version, [new] * 6)} == {len(schema.MIGRATIONS)}


def test_what_cuts_words_is_imported_where_words_are_asked_for(place: str) -> None:
    """It is a tenth of what a server costs ``today`` beside a file."""
    code = (
        "import sys; from cio_digest.store import opened\n"
        "with opened(sys.argv[1]) as db:\n"
        "    print([name for name in sys.modules if name.startswith('cio_digest.store.postgres.')])"
    )
    command = [sys.executable, "-c", code, place]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "postgres.connection" in names
    assert "cutting" not in names
    assert "fulltext" not in names


def test_no_server() -> None:
    assert line("postgresql://127.0.0.1:1/x").endswith("no server answers there; is it running?")


def test_no_host() -> None:
    assert line("postgresql://db.invalid/x").endswith("there is no host of that name")


def test_no_role_or_database(new: str) -> None:
    """Whoever runs the server is told what to do."""
    assert "team init makes" in line(new.replace("cio@", "nobody_here@"))
    assert "docs/team.md" in line(new.replace("cio@/", "cio@/not_"))


def test_no_address() -> None:
    """A mistake in the address is one of usage."""
    with pytest.raises(ConfigError), opened("postgresql://h/x?nonsense=1"):
        pass


@pytest.mark.parametrize(
    "place", ["postgresql://ada:s3cret@127.0.0.1:1/x", "postgresql://h:1/x?password=s3cret"]
)
def test_a_password_is_never_told(place: str) -> None:
    """Wherever it stands in the address."""
    assert "s3cret" not in line(place)


def test_another_programs_schema(new: str) -> None:
    """Nothing is made in it."""
    import psycopg

    with closing(psycopg.connect(new, autocommit=True)) as db:
        db.execute("CREATE TABLE theirs (x int)")
        assert "belongs to another program" in line(new)
        tables = db.execute("SELECT count(*) FROM pg_class WHERE relname = 'entries'").fetchone()
        assert tables == (0,)


def test_a_schema_that_is_not_there(new: str) -> None:
    assert "search_path" in line(f"{new}&options=-csearch_path%3Dnowhere")


def test_a_newer_store(new: str) -> None:
    """It is left as it is."""
    with opened(new) as db:
        db.execute("UPDATE store_version SET steps = 999")
    assert "made by a newer cio-digest (store version 999" in line(new)


def test_another_encoding(fresh: str) -> None:
    import psycopg

    with closing(psycopg.connect(fresh, autocommit=True)) as db:
        db.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0")
    assert "encoding" in line(fresh.replace("/postgres?", "/ascii?"))


def test_too_old(new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from cio_digest.store.postgres import connect

    monkeypatch.setattr(connect, "OLDEST", 99)
    assert "is too old; 99 or newer is needed" in line(new)


def test_a_wrong_password(fresh: str) -> None:
    """Whether it is the password or the role stays between the server and who knows."""
    import psycopg

    with closing(psycopg.connect(fresh, autocommit=True)) as db:
        db.execute("CREATE ROLE ada LOGIN PASSWORD 'right'")
        row = db.execute("SHOW hba_file").fetchone()
        assert row
        rules = Path(row[0])
        rules.write_text(f"local all ada scram-sha-256\n{rules.read_text()}")
        db.execute("SELECT pg_reload_conf()")
    told = [line(fresh.replace("cio@", f"ada{password}@")) for password in (":s3cret", "")]
    assert told[0].endswith("the password is wrong, or there is no such role")
    assert told[1].endswith("a password is needed: in ~/.pgpass, or PGPASSWORD")
    assert "s3cret" not in told[0]


def test_too_many_connections(fresh: str) -> None:
    import psycopg

    with closing(psycopg.connect(fresh, autocommit=True)) as db:
        db.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0")
    assert "too many connections" in line(fresh.replace("cio@", "crowd@"))


def test_a_full_disk() -> None:
    """It is read on, and nothing is kept; SQLite's are treated the same."""
    from psycopg import errors

    from cio_digest.store.postgres import faults

    assert "disk is full" in faults.refusal(errors.DiskFull())
    told = faults.explained("postgresql://h/x", errors.DiskFull("could not extend file"))
    assert isinstance(told, UnwritableError)


def test_a_server_that_only_reads(new: str) -> None:
    """It can be read, and says why nothing can be kept; a store that is not there cannot be."""
    import psycopg

    def mode(reads: str) -> None:
        with closing(psycopg.connect(new, autocommit=True)) as db:
            name = db.info.dbname
            db.execute(
                f"ALTER DATABASE {name} SET default_transaction_read_only = {reads}".encode()
            )

    mode("on")
    assert "there is no store yet: the server only reads" in line(new)
    with closing(psycopg.connect(new, autocommit=True)) as db:
        db.execute("SET default_transaction_read_only = off")
        db.execute(f"ALTER DATABASE {db.info.dbname} RESET default_transaction_read_only".encode())
    with opened(new) as store:
        saved(store, entry("One"))
    mode("on")
    with opened(new) as store:
        assert "only reads" in store.unwritable
        assert entry_table.total(store) == 1
        with if_writable(store):
            facts.remember(store, "x", 1)
    with pytest.raises(UnwritableError, match="only reads"), opened(new) as store:
        facts.remember(store, "x", 1)


def test_a_connection_that_is_lost(new: str) -> None:
    """What was not committed is gone as a whole, and one line says so."""
    with pytest.raises(StoreError) as refused, opened(new) as db, transaction(db):
        remember_and_lose(db, new)
    assert "\n" not in str(refused.value)
    with opened(new) as db:
        assert db.execute("SELECT count(*) FROM facts").fetchone() == (0,)


def remember_and_lose(db: Store, place: str) -> None:
    """Write, lose the connection, write again."""
    import psycopg

    facts.remember(db, "x", 1)
    end(place, psycopg)
    facts.remember(db, "y", 1)


def end(place: str, psycopg: Any) -> None:
    """End all other connections to the database."""
    with closing(psycopg.connect(place, autocommit=True)) as db:
        db.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_from_a_file_and_back(place: str, tmp_path: Path) -> None:
    """Every row, with its number; what is kept next gets the next number, and words are found."""
    file, copy = str(tmp_path / "s.db"), str(tmp_path / "back.db")
    with opened(file) as db:
        saved(db, entry("One about clouds", text="A cloud"), entry("Two"))
        feedback.add(db, Verdict("star", NOW, 1, "One", (), (), ()))
        expected = content(db)
    assert backup.restore(place, file, NOW) == (2, "")
    with opened(place) as db:
        assert content(db) == expected
        assert backup.save(db, copy) == 2
        saved(db, entry("Three"))
        assert entry_table.total(db) == 3
        assert db.text.frequencies(db, ["cloud"]) == {"cloud": 1}
    with opened(copy) as db:
        assert content(db) == expected
        assert db.text.frequencies(db, ["clouds"]) == {"clouds": 1}
    with pytest.raises(StoreError, match="has entries already"):
        backup.restore(place, file, NOW)


def content(db: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables that hold what cannot be made anew."""
    tables = ("sources", "entries", "stories", "feedback", "facts", "fingerprints", "clues")
    return {
        name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in tables
    }


def test_what_comes_while_words_are_indexed_waits(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker's entry is indexed the next time, once."""
    from cio_digest.store.postgres import fulltext

    plain = fulltext.add
    with opened(place) as db, opened(place) as other:
        saved(db, entry("One about clouds"), cluster=False)

        def late(*given: Any) -> None:
            saved(other, entry("Two about clouds"), cluster=False)
            plain(*given)

        monkeypatch.setattr(fulltext, "add", late)
        with transaction(db):
            entry_table.index(db)
        monkeypatch.setattr(fulltext, "add", plain)
        assert db.text.frequencies(db, ["clouds"]) == {"clouds": 1}
        with transaction(db):
            entry_table.index(db)
        assert db.text.frequencies(db, ["clouds"]) == {"clouds": 2}
