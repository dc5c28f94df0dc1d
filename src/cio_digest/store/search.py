"""What the full-text index finds, newest first, with how well it fits, and the words it matched."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.times import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cio_digest.store.connect import Store

_TITLE = 3.0  # a word in the title counts as so many in the text (BM25's weight of a column)
_WORDS = 28  # of a snippet around what was matched
_PLAIN = 240  # characters of one where no words were asked for
_UNSPACED = ("\u3040", "\ud7af")  # kana, Han, Hangul, as a span
_RUN = "*[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*"
OPEN, CLOSE = "\x02", "\x03"  # around what was matched; nothing in the store has control characters


class Condition(NamedTuple):
    """A piece of SQL about ``e``, an entry, with what stands for its question marks."""

    sql: str
    values: tuple[str | int, ...] = ()


class SearchRow(NamedTuple):
    """A found entry; ``fit`` grows the better its words match, 0 where no words were asked for."""

    entry: int
    story: int
    surfaced: datetime
    fit: float


class MarkedText(NamedTuple):
    """An entry's title and a piece of its text, what matched between ``OPEN`` and ``CLOSE``."""

    title: str
    snippet: str


def find(
    db: Store, expression: str, conditions: Sequence[Condition], *, most: int
) -> list[SearchRow]:
    """The newest entries that an FTS5 ``expression`` (empty: all) and all conditions hold for."""
    where = " AND ".join(["e.story IS NOT NULL", *(each.sql for each in conditions)])
    values = [value for each in conditions for value in each.values]
    if expression:
        rows = db.execute(
            f"SELECT e.id, e.story, e.surfaced, -bm25(entries_text, {_TITLE}, 1.0) "
            "FROM entries_text JOIN entries e ON e.id = entries_text.rowid "
            f"WHERE entries_text MATCH ? AND {where} ORDER BY entries_text.rowid DESC LIMIT ?",
            (expression, *values, most),
        )
    else:
        rows = db.execute(
            f"SELECT e.id, e.story, e.surfaced, 0.0 FROM entries e WHERE {where} "
            "ORDER BY e.surfaced DESC LIMIT ?",
            (*values, most),
        )
    return [SearchRow(key, story, moment(surfaced), fit) for key, story, surfaced, fit in rows]


def marked(db: Store, expression: str, entries: Iterable[int]) -> dict[int, MarkedText]:
    """The titles and snippets of found entries."""
    wanted = ", ".join(str(int(entry)) for entry in entries)
    if not expression:
        query = f"SELECT id, title, substr(text, 1, {_PLAIN}) FROM entries WHERE id IN ({wanted})"
        rows = db.execute(query)
    else:
        rows = db.execute(
            "SELECT rowid, highlight(entries_text, 0, ?, ?), "
            f"snippet(entries_text, 1, ?, ?, '…', {_WORDS}) FROM entries_text "
            f"WHERE entries_text MATCH ? AND rowid IN ({wanted})",
            (OPEN, CLOSE, OPEN, CLOSE, expression),
        )
    return {key: MarkedText(title, snippet) for key, title, snippet in rows}


def has_unspaced(db: Store) -> bool:
    """Whether the index has any word of a script without spaces."""
    query = "SELECT 1 FROM entries_words WHERE term >= ? AND term <= ? LIMIT 1"
    return db.execute(query, _UNSPACED).fetchone() is not None


def runs_with(db: Store, letters: str, *, most: int) -> list[str]:
    """The words of the index with these letters and some of a script without spaces."""
    query = "SELECT term FROM entries_words WHERE term GLOB ? AND term GLOB ? "
    order = "ORDER BY doc DESC, term LIMIT ?"
    return [row[0] for row in db.execute(query + order, (_RUN, f"*{letters}*", most))]


def names(db: Store) -> dict[str, str]:
    """What each source that was ever read calls itself, by its key."""
    return dict(db.execute("SELECT key, title FROM sources"))
