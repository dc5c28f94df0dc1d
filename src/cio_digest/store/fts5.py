"""SQLite's full-text index of the entries: https://sqlite.org/fts5.html.

The index has no copy of its texts, so it must be told the old ones to forget them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.store import engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cio_digest.models import Entry
    from cio_digest.store.engine import Condition, MarkedText, SqlConnection

_RUN = "*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*"  # kana, Han, Hangul
UNSPACED = f"title GLOB '{_RUN}'"


def add(db: SqlConnection, after: int, upto: int) -> None:
    """Index a span of entries in one go (a trigger per row costs five times more)."""
    db.execute(
        "INSERT INTO entries_text (rowid, title, text) "
        "SELECT id, title, text FROM entries WHERE id > ? AND id <= ?",
        (after, upto),
    )


def optimize(db: SqlConnection) -> None:
    """Make the index one piece, which answers long lists of words three times as quickly."""
    db.execute("INSERT INTO entries_text (entries_text) VALUES ('optimize')")


def tidy(db: SqlConnection) -> None:
    """Nothing: SQLite keeps the parts of the index of a good size while it adds to it."""


def change(db: SqlConnection, old: Sequence[tuple[int, str, str]], new: Sequence[Entry]) -> None:
    """Index entries anew, each ``old`` one as id, title and text."""
    db.executemany(
        "INSERT INTO entries_text (entries_text, rowid, title, text) VALUES ('delete', ?, ?, ?)",
        old,
    )
    db.executemany(
        "INSERT INTO entries_text (rowid, title, text) VALUES (?, ?, ?)",
        [(number, entry.title, entry.text) for (number, _, _), entry in zip(old, new, strict=True)],
    )


def remove(db: SqlConnection, ids: Sequence[int]) -> None:
    """Forget the words of entries that are about to be deleted."""
    db.executemany(
        "INSERT INTO entries_text (entries_text, rowid, title, text) "
        "SELECT 'delete', id, title, text FROM entries WHERE id = ?",
        [(number,) for number in ids],
    )


def titled(db: SqlConnection, title: str) -> int | None:
    """The newest entry with all these words in its title."""
    words = " ".join('"{}"'.format(word.replace('"', '""')) for word in title.split())
    row = db.execute(
        "SELECT max(rowid) FROM entries_text WHERE entries_text MATCH ?", (f"title : ({words})",)
    ).fetchone()
    found: int | None = row[0]
    return found


def matching(
    db: SqlConnection, query: str, rows: tuple[int, int], where: Condition, *, most: int
) -> list[tuple[int, int]]:
    """The newest entries between two rows that a query and a condition hold for, with stories."""
    return db.execute(
        "SELECT entries.id, entries.story FROM entries_text "
        "JOIN entries ON entries.id = entries_text.rowid "
        "WHERE entries_text MATCH ? AND entries_text.rowid BETWEEN ? AND ? "
        f"AND {where.sql} ORDER BY entries_text.rowid DESC LIMIT ?",
        (query, *rows, *where.values, most),
    ).fetchall()


def find(
    db: SqlConnection, query: str, where: Condition, *, most: int
) -> list[tuple[int, int, int, float]]:
    """The newest entries that a query and a condition on ``e`` hold for, with how well they fit."""
    from cio_digest.store.search import TITLE

    return db.execute(
        f"SELECT e.id, e.story, e.surfaced, -bm25(entries_text, {TITLE}, 1.0) "
        "FROM entries_text JOIN entries e ON e.id = entries_text.rowid "
        f"WHERE entries_text MATCH ? AND {where.sql} ORDER BY entries_text.rowid DESC LIMIT ?",
        (query, *where.values, most),
    ).fetchall()


def marked(db: SqlConnection, query: str, ids: Sequence[int]) -> Mapping[int, MarkedText]:
    """The titles and snippets of entries that a query found."""
    from cio_digest.store.engine import MarkedText
    from cio_digest.store.search import CLOSE, OPEN, WORDS

    rows = db.execute(
        "SELECT rowid, highlight(entries_text, 0, ?, ?), "
        f"snippet(entries_text, 1, ?, ?, '…', {WORDS}) FROM entries_text "
        f"WHERE entries_text MATCH ? AND rowid IN ({', '.join(map(str, ids))})",
        (OPEN, CLOSE, OPEN, CLOSE, query),
    )
    return {number: MarkedText(title, snippet) for number, title, snippet in rows}


def frequencies(db: SqlConnection, words: Sequence[str]) -> dict[str, int]:
    """In how many entries each of these words stands."""
    query = "SELECT doc FROM entries_words WHERE term = ?"
    rows = ((word, db.execute(query, (word,)).fetchone()) for word in words)
    return {word: int(row[0]) if row else 0 for word, row in rows}


def words(db: SqlConnection) -> Iterator[str]:
    """The words of the index."""
    for row in db.execute("SELECT term FROM entries_words"):
        yield row[0]


def has_unspaced(db: SqlConnection) -> bool:
    """Whether the index has any word of a script without spaces."""
    query = "SELECT 1 FROM entries_words WHERE term >= ? AND term <= ? LIMIT 1"
    return db.execute(query, engine.UNSPACED).fetchone() is not None


def runs_with(db: SqlConnection, letters: str, *, most: int) -> list[str]:
    """The words of the index with these letters and some of a script without spaces."""
    query = "SELECT term FROM entries_words WHERE term GLOB ? AND term GLOB ? "
    order = "ORDER BY doc DESC, term LIMIT ?"
    return [row[0] for row in db.execute(query + order, (_RUN, f"*{letters}*", most))]


def size(db: SqlConnection) -> int:
    """How many words the index has."""
    return int(db.execute("SELECT count(*) FROM entries_words").fetchone()[0])
