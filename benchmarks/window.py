"""What clustering a new entry takes, by how many entries of the last days it may belong to.

    python -m benchmarks.window [ENTRIES …]

On a PostgreSQL of its own, 2,000 entries of random words are clustered; these, and all by which
others find them, are then put beside themselves again and again, until there are so many.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.growth import SERVER
from benchmarks.team import NOW, example, measured
from tests import postgres
from tests.feeds import source

from cio_digest.models import Polling
from cio_digest.runs import clustering
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import transaction
from cio_digest.store.postgres import connect
from cio_digest.stories import cluster

if TYPE_CHECKING:
    from cio_digest.store.postgres.connection import PostgreSQL

SIZES = (10_000, 40_000, 160_000)
BASE = 2_000
NEW = 500  # that are clustered, in one go as the task for stories does
SOURCES = 200
_AGAIN = (
    """
    INSERT INTO entries SELECT id + {by}, source, guid || ' {by}', hash || '{by}', story + {by},
    published, first_seen, surfaced, url, canonical || '{by}', title, text, author, publisher,
    outlet, language, tags, links, enclosures, network, handle, likes, reposts, replies, score, bot,
    noise, own FROM entries WHERE id <= {base}
    """,
    """
    INSERT INTO stories SELECT id + {by}, first, last, entries, outlets FROM stories
    WHERE id <= {base}
    """,
    """
    INSERT INTO clues SELECT clue, time + {by} / {base}, story + {by} FROM clues
    WHERE story <= {base}
    """,
    "INSERT INTO open_stories SELECT story + {by}, value FROM open_stories WHERE story <= {base}",
    "INSERT INTO fingerprints SELECT entry + {by}, value FROM fingerprints WHERE entry <= {base}",
)


def main() -> None:
    """Print the cost for each size."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    with (
        postgres.server(SERVER) as server,
        postgres.database(server) as place,
        connect.opened(place) as db,
    ):
        _base(db)
        for size in sizes:
            while (last := entry_table.total(db)) + BASE <= size:
                _repeat(db, -(-last // BASE) * BASE)
            _cluster(db, size)


def _base(db: PostgreSQL) -> None:
    """The entries that all others are copies of, spread over the window."""
    with transaction(db):
        for n in range(SOURCES):
            new = Polling.new(source(f"https://{n}.example/"))
            source_table.save(db, new._replace(checked=NOW, succeeded=NOW))
        step = cluster.WINDOW / BASE
        for n in range(BASE):
            entry = example(n, NOW - step * (BASE - n))._replace(outlet=f"outlet {n % SOURCES}")
            entry_table.save(db, n % SOURCES + 1, [entry])
    clustering.run(db)


def _repeat(db: PostgreSQL, by: int) -> None:
    with transaction(db):
        for statement in _AGAIN:
            db.execute(statement.format(by=by, base=BASE))


def _cluster(db: PostgreSQL, size: int) -> None:
    """Print what the next entries take."""
    (last,) = db.execute("SELECT max(id) FROM entries").fetchone()
    db.execute("UPDATE entry_numbers SET last = ?", (last,))
    db.execute("VACUUM ANALYZE")
    (rows,) = db.execute("SELECT count(*) FROM clues").fetchone()
    print(f"{last:,} entries of {cluster.WINDOW.days} days, {rows / last:.0f} clues each")
    with transaction(db):
        for n in range(NEW):
            entry = example(size + n, NOW + timedelta(seconds=n))._replace(guid=f"{size} {n}")
            entry_table.save(db, n % SOURCES + 1, [entry])
    with measured(db, "clustering a new entry", NEW):
        clustering.run(db)


if __name__ == "__main__":
    main()
