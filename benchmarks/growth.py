"""What a year does to a team's store: rows are made in bulk, on a PostgreSQL of its own.

    python -m benchmarks.growth [SOURCES] [WEEKS]

makes so many weeks of so many sources, four entries a day of each, and prints bytes for each table
and the CPU time, here and of the server, of what might grow with the store. Texts come again and
again, so the number of different words does not grow as it would. The server uses one process for a
query, so that its time is all that was spent.
"""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.team import DAILY, FOLLOWED, NOW, example, measured, sizes, sources, written
from tests import postgres

from cio_digest import config
from cio_digest.runs import Setup, team
from cio_digest.search import lookup, query
from cio_digest.store import entries as entry_table
from cio_digest.store import expiry, facts, stories, transaction
from cio_digest.store.postgres import address, connect, cutting, readers

if TYPE_CHECKING:
    from cio_digest.store.postgres.connection import PostgreSQL

TEXTS = 5_000  # different ones
NEW = 2_000  # entries that come next
SHOWN = 100  # of so many stories one was shown to a reader
# In 9, .1, .2 and .03 % of entries; then a phrase, a beginning, one source and one week.
TYPED = ("w90", "w90 w400", "w5000", "crm", '"w90 w91"', "w12*", "w90 source://7.e", "w90 since:7d")
SERVER = (
    "-c max_wal_size=8GB -c shared_buffers=1GB -c maintenance_work_mem=1GB "
    "-c max_parallel_workers_per_gather=0"
)
WEEK = timedelta(weeks=1)
_ENTRIES = """
    INSERT INTO entries (id, source, guid, hash, story, published, first_seen, surfaced, url,
    canonical, title, text, author, publisher, outlet, language, tags, links, enclosures, network,
    handle, noise)
    SELECT n, 1 + n % {sources}, 'https://news.example/' || n, md5(n::text), n, at, at, at,
    'https://news.example/' || n, 'https://news.example/' || n, title, text, '', '',
    'outlet ' || n % {sources}, 'en', '[]', '[]', '[]', '', '', '[]'
    FROM (SELECT n, {begin} + (n - {first}) * {span} / ({count} - 1) AS at,
    1 + abs(hashint8(n)) % {texts} AS number
    FROM generate_series(CAST({first} AS bigint), {first} + {count} - 1) n) made JOIN texts
    USING (number) ORDER BY n
"""
_WORDS = """
    INSERT INTO entry_words SELECT n, size, vector FROM generate_series(CAST({first} AS bigint),
    {first} + {count} - 1) n JOIN texts ON number = 1 + abs(hashint8(n)) % {texts} ORDER BY n
"""


def main() -> None:
    """Make a store, print what it takes and what is asked of it costs."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    weeks = int(sys.argv[2]) if len(sys.argv) > 2 else 52
    with postgres.server(SERVER) as server, postgres.database(server) as place:
        setup = Setup(config.parse(written(count), "feeds.toml"), place, NOW)
        team.begin(setup)
        with connect.opened(place) as db:
            _fill(db, count, weeks)
            total = entry_table.total(db)
            print(f"{total:,} entries of {count:,} sources in {weeks} weeks")
            sizes(db, total)
            print(f"  {db.size() / total:8,.0f} bytes an entry")
            reader = readers.Reader("ada", written(count))
            readers.add(db, reader, range(1, FOLLOWED + 1), NOW)
            _search(db, setup, "all sources")
            _next(db, count, total)
        with connect.opened(address.of_reader(place, "ada")) as own:
            _search(own, setup, f"{FOLLOWED} sources")
        with connect.opened(place) as db:
            _drop(db, weeks)


def _fill(db: PostgreSQL, count: int, weeks: int) -> None:
    """Entries, stories and words week by week, then what is counted of them."""
    random.seed(1)
    sources(db, count)
    _texts(db)
    each = count * DAILY * 7
    indexes = _dropped(db)
    for week in range(weeks):
        values = {
            "first": week * each + 1,
            "count": each,
            "begin": int((NOW - WEEK * (weeks - week)).timestamp()),
            "span": int(WEEK.total_seconds()),
            "sources": count,
            "texts": TEXTS,
        }
        with transaction(db):
            for statement in (_ENTRIES, _WORDS):
                db.execute(statement.format(**values))
        db.text.tidy(db)
    for index in indexes:
        db.execute(index)
    total = each * weeks
    db.execute("INSERT INTO stories SELECT id, surfaced, surfaced, 1, 1 FROM entries")
    db.execute(f"INSERT INTO shown SELECT 'a', id, 1 FROM stories WHERE id % {SHOWN} = 0")
    db.execute(f"INSERT INTO listings SELECT source, id FROM entries WHERE id > {total - each}")
    db.execute(
        f"INSERT INTO word_counts SELECT word, count(*) * {total} / {TEXTS} FROM texts, "
        "unnest(tsvector_to_array(vector)) word GROUP BY word"
    )
    db.execute(f"UPDATE text_totals SET entries = {total}, words = {total} * 79")
    db.execute(f"UPDATE entry_numbers SET last = {total}")
    facts.remember(db, "indexed", total)
    db.text.optimize(db)
    facts.remember(db, "optimized", total)
    db.execute("VACUUM ANALYZE")


def _dropped(db: PostgreSQL) -> list[str]:
    """The statements that make anew the indexes that are dropped here: sorting is quicker."""
    rows = db.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND tablename IN ('entries', 'entry_words') AND indexdef NOT LIKE 'CREATE UNIQUE%'"
    ).fetchall()
    for name, _ in rows:
        db.execute(f"DROP INDEX {name}")
    return [statement.replace(" ON ONLY ", " ON ") for _, statement in rows]


def _texts(db: PostgreSQL) -> None:
    db.execute(
        "CREATE UNLOGGED TABLE texts (number BIGINT PRIMARY KEY, title TEXT, text TEXT, "
        "vector TSVECTOR, size BIGINT)"
    )
    for number in range(1, TEXTS + 1):
        made = example(number, NOW)
        vector, _, size = cutting.vector(made.title, made.text)
        row = (number, made.title, made.text, vector, size)
        db.execute("INSERT INTO texts VALUES (?, ?, ?, ?, ?)", row)


def _search(db: PostgreSQL, setup: Setup, whose: str) -> None:
    """Print what looking for words takes."""
    scope = lookup.Scope(setup.config.sources, setup.config.topics)
    print(f"  over {whose}:")
    for typed in TYPED:
        lookup.find(db, scope, query.read(typed), NOW, lookup.SearchOptions())
        with measured(db, f"search {typed}", 3):
            for _ in range(3):
                lookup.find(db, scope, query.read(typed), NOW, lookup.SearchOptions())
    with measured(db, "a topic's newest 40"):
        stories.holding(db, '"security" OR "w200"', 0, entry_table.total(db), most=40)
    queries = ['"crm" OR "w90"', '"security" OR "w200"', '"cloud" OR "w400"']
    with measured(db, "three topics over a day", 3):
        for _ in range(3):
            stories.matching_each(db, queries, NOW - timedelta(days=1), NOW, most=600)


def _next(db: PostgreSQL, count: int, total: int) -> None:
    """Print what it takes to keep what comes next."""
    new = [example(total + n, NOW)._replace(guid=f"new {n}") for n in range(NEW)]
    with measured(db, "keeping a new entry", NEW):
        for n in range(0, NEW, DAILY):
            with transaction(db):
                entry_table.save(db, n % count + 1, new[n : n + DAILY])
    with measured(db, "indexing a new entry", NEW), transaction(db):
        db.text.add(db, total, total + NEW)


def _drop(db: PostgreSQL, weeks: int) -> None:
    """Print what it takes to forget the oldest week."""
    before = NOW - WEEK * (weeks - 1)
    count = expiry.count(db, before)
    with measured(db, f"forgetting {count:,} entries", count):
        while expiry.sweep(db, before):
            pass
    with measured(db, "taking their room back, each", count):
        db.execute("VACUUM")
    print(f"  {db.size() / 1e6:10,.1f} MB after that")


if __name__ == "__main__":
    main()
