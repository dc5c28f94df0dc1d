"""The index of the words of entries on PostgreSQL: tsvectors that hold what FTS5 would.

``entry_words`` has a vector for each entry, in parts (``parts.py``), ``word_counts`` in how many
entries each word stands, ``text_totals`` how many entries and words there are.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

from cio_digest.store import engine, fts5
from cio_digest.store.postgres import cutting, fit, marks, newest, parts, queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cio_digest.models import Entry
    from cio_digest.store.engine import Condition, MarkedText, Store

_RUN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # kana, Han, Hangul
UNSPACED = f"title ~ '{_RUN}'"
_PART = 500  # entries whose words are cut in one go
_COUNTED = 100_000  # words whose counts are in memory until they are kept
# What is looked up by: to sample the texts would take most of the time.
_ANALYZED = (
    "entries (id, source, guid, hash, surfaced, canonical, outlet, network, noise, story), "
    "entry_words (entry), stories, clues, listings"
)
# Only who owns the index may, which is not the reader whose private entries it is of.
_MOVED = """
    SELECT gin_clean_pending_list(oid) FROM pg_partition_tree('entry_words_by_word')
    JOIN pg_class ON oid = relid WHERE isleaf AND pg_has_role(relowner, 'USAGE')
"""
_INSERT = "INSERT INTO entry_words VALUES (?, ?, ?)"


def add(db: Store, after: int, upto: int) -> None:
    """Index the entries above a row, up to another."""
    parts.alone(db)
    query = "SELECT id, title, text FROM entries WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"
    counts = Counter[str]()
    while rows := db.execute(query, (after, upto, _PART)).fetchall():
        _add(db, rows, counts)
        if len(counts) > _COUNTED:
            _count(db, counts)
            counts.clear()
        after = rows[-1][0]
    _count(db, counts)


def _add(db: Store, rows: Sequence[tuple[int, str, str]], counts: Counter[str]) -> None:
    """Index entries, and add to the counts in how many of them each word stands."""
    vectors = []
    for number, title, text in rows:
        vector, words, size = cutting.vector(title, text)
        vectors.append((number, size, vector))
        counts.update(words)
    db.executemany(_INSERT, vectors)
    _total(db, len(vectors), sum(size for _, size, _ in vectors))


def _count(db: Store, counts: Counter[str]) -> None:
    """Keep in how many more entries words stand; they have no spaces, so a text holds many."""
    if counts:
        words = sorted(counts)
        db.execute(
            "INSERT INTO word_counts SELECT word, number FROM unnest(string_to_array(?, ' '), "
            "CAST(string_to_array(?, ' ') AS bigint[])) added (word, number) "
            "ON CONFLICT (word) DO UPDATE SET entries = word_counts.entries + excluded.entries",
            (" ".join(words), " ".join(str(counts[word]) for word in words)),
        )


def _total(db: Store, entries: int, words: int) -> None:
    db.execute("UPDATE text_totals SET entries = entries + ?, words = words + ?", (entries, words))


def optimize(db: Store) -> None:
    """Move what is new into the index, and let the server learn how many rows there are of what.

    Each search goes through what was not moved yet. The server would do both in a while.
    """
    if not db.unwritable:
        db.execute(_MOVED)
        db.execute(f"ANALYZE {_ANALYZED}")


def tidy(db: Store) -> None:
    """Keep the parts of the index of a good size."""
    if not db.unwritable:
        parts.tidy(db)


def change(db: Store, old: Sequence[tuple[int, str, str]], new: Sequence[Entry]) -> None:
    """Index entries anew, each ``old`` one as id, title and text."""
    ids = [number for number, _, _ in old]
    remove(db, ids)
    counts = Counter[str]()
    _add(db, [(number, e.title, e.text) for number, e in zip(ids, new, strict=True)], counts)
    _count(db, counts)


def remove(db: Store, ids: Sequence[int]) -> None:
    """Forget the words of entries that are about to be deleted."""
    if not ids:
        return
    parts.alone(db)
    db.execute(
        "UPDATE word_counts SET entries = word_counts.entries - gone.entries FROM ("
        "SELECT word, count(*) AS entries FROM entry_words, unnest(tsvector_to_array(vector)) word "
        "WHERE entry = ANY (?) GROUP BY word) gone WHERE word_counts.word = gone.word",
        (ids,),
    )
    entries, words = db.execute(
        "SELECT count(*), coalesce(sum(size), 0) FROM entry_words WHERE entry = ANY (?)", (ids,)
    ).fetchone()
    _total(db, -entries, -words)
    db.execute("DELETE FROM entry_words WHERE entry = ANY (?)", (ids,))


def titled(db: Store, title: str) -> int | None:
    """The newest entry with all these words in its title."""
    words = cutting.words(title)
    if not words:
        return None
    query = " & ".join(f"'{word}':A" for word in words)
    # The plus: or the server would look at all entries, from the newest on.
    row = db.execute(
        "SELECT max(+entry) FROM entry_words WHERE vector @@ CAST(? AS tsquery)", (query,)
    ).fetchone()
    found: int | None = row[0]
    return found


def matching(
    db: Store, query: str, rows: tuple[int, int], where: Condition, *, most: int
) -> list[tuple[int, int]]:
    """The newest entries between two rows that a query and a condition hold for, with stories."""
    read = queries.read(query)
    if not read.tsquery:
        return []
    share = _share(db, read.phrases) if db.reader else 0.0
    return newest.between(db, read.tsquery, share, rows, where, most)


def _share(db: Store, phrases: Sequence[queries.Phrase]) -> float:
    """How much of all entries has one of the phrases, at most; the beginning of a word is one."""
    (entries,) = db.execute("SELECT entries FROM text_totals").fetchone()
    counts = frequencies(db, sorted({word for phrase in phrases for word in phrase.words}))
    matching = sum(min(counts[word] for word in phrase.words) for phrase in phrases)
    return matching / entries if entries else 0.0


def find(
    db: Store, query: str, where: Condition, *, most: int
) -> list[tuple[int, int, int, float]]:
    """The newest entries that a query and a condition on ``e`` hold for, with how well they fit."""
    read = queries.read(query)
    rows = newest.of_all(db, read.tsquery, where, most) if read.tsquery else []
    if not rows:
        return []
    entries, words = db.execute("SELECT entries, words FROM text_totals").fetchone()
    hits = [_hits(db, phrase) for phrase in read.phrases]
    measure = fit.measure(read.phrases, hits, entries, words)
    # One by one, so that each is looked for in its own part alone.
    query = "SELECT size, CAST(vector AS text) FROM entry_words WHERE entry = ? LIMIT 1"
    vectors = db.for_each(query, ((row[0],) for row in rows))
    return [(*row, measure(*vector)) for row, (vector,) in zip(rows, vectors, strict=True)]


def _hits(db: Store, phrase: queries.Phrase) -> int:
    """In how many entries a phrase stands."""
    if len(phrase.words) == 1 and not phrase.prefix and not phrase.titles:
        return frequencies(db, phrase.words)[phrase.words[0]]
    query = "SELECT count(*) FROM entry_words WHERE vector @@ CAST(? AS tsquery)"
    return int(db.execute(query, (phrase.tsquery,)).fetchone()[0])


def marked(db: Store, query: str, ids: Sequence[int]) -> Mapping[int, MarkedText]:
    """The titles and snippets of entries that a query found: SQLite marks these few."""
    rows = db.execute("SELECT id, title, text FROM entries WHERE id = ANY (?)", (list(ids),))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.execute(
            "CREATE VIRTUAL TABLE entries_text USING fts5 "
            f'(title, text, tokenize = "{cutting.TOKENIZER}")'
        )
        memory.executemany(
            "INSERT INTO entries_text (rowid, title, text) VALUES (?, ?, ?)", rows.fetchall()
        )
        return fts5.marked(memory, query, ids)


def frequencies(db: Store, words: Sequence[str]) -> dict[str, int]:
    """In how many entries each of these words stands."""
    query = "SELECT word, entries FROM word_counts WHERE word = ANY (CAST(? AS text[]))"
    rows = db.execute(query, (marks.array(words)[1],)).fetchall() if words else []
    return dict.fromkeys(words, 0) | dict(rows)


def words(db: Store) -> Iterator[str]:
    """The words of the index."""
    rows: Any = db.execute("SELECT word FROM word_counts WHERE entries > 0 ORDER BY word")
    for row in rows:
        yield row[0]


def has_unspaced(db: Store) -> bool:
    """Whether the index has any word of a script without spaces."""
    query = "SELECT 1 FROM word_counts WHERE word >= ? AND word <= ? AND entries > 0 LIMIT 1"
    return db.execute(query, engine.UNSPACED).fetchone() is not None


def runs_with(db: Store, letters: str, *, most: int) -> list[str]:
    """The words of the index with these letters and some of a script without spaces."""
    rows = db.execute(
        "SELECT word FROM word_counts WHERE entries > 0 AND strpos(word, ?) > 0 "
        f"AND word ~ '{_RUN}' ORDER BY entries DESC, word LIMIT ?",
        (letters, most),
    )
    return [row[0] for row in rows]


def size(db: Store) -> int:
    """How many words the index has."""
    return int(db.execute("SELECT count(*) FROM word_counts WHERE entries > 0").fetchone()[0])
