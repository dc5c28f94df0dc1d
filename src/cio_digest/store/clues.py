"""What clustering remembers: clues that lead to stories, stories that may grow, rarity of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.store.engine import numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.store.engine import Store

KEPT = 14 * 86_400  # seconds before the newest entry, after which nobody looks for an entry
_ADDRESSES = 1 << 32  # clues from here on are addresses, below they are words
_PART = 1_000  # addresses that are looked for by one statement
_SLACK = 86_400  # seconds that clues may outlive that, so that they are swept once a day


def since(db: Store) -> int:
    """From when on entries are looked for (Unix seconds)."""
    newest: int = db.execute("SELECT coalesce(max(surfaced), 0) FROM entries").fetchone()[0]
    return newest - KEPT


def save(
    db: Store,
    clues: Iterable[tuple[int, int, int]],
    stories: Mapping[int, bytes],
) -> None:
    """Keep what later entries find their stories by.

    Args:
        db: the store.
        clues: each with the time (Unix seconds) and the story that it leads to.
        stories: what each story that grew is like now.
    """
    # In order of the table: much quicker than inserts here and there.
    db.executemany("INSERT INTO clues VALUES (?, ?, ?) ON CONFLICT DO NOTHING", sorted(clues))
    db.executemany(
        "INSERT INTO open_stories VALUES (?, ?) "
        "ON CONFLICT (story) DO UPDATE SET value = excluded.value",
        stories.items(),
    )


def keep_fingerprints(db: Store, values: Mapping[int, bytes]) -> None:
    """Keep the fingerprints of entries, by their ids."""
    db.executemany(
        "INSERT INTO fingerprints VALUES (?, ?) "
        "ON CONFLICT (entry) DO UPDATE SET value = excluded.value",
        values.items(),
    )


def keep_rarity(db: Store, value: bytes) -> None:
    """Keep how rare each word is."""
    db.execute(
        "INSERT INTO rarity VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        (value,),
    )


def fingerprints(db: Store, entries: Iterable[int]) -> dict[int, bytes]:
    """The fingerprints of those of the entries that have one."""
    rows = db.execute(f"SELECT entry, value FROM fingerprints WHERE entry IN ({numbers(entries)})")
    return {entry: bytes(value) for entry, value in rows}


def rarity(db: Store) -> bytes:
    """How rare each word is, as it was kept; empty where nothing was."""
    row = db.execute("SELECT value FROM rarity").fetchone()
    return bytes(row[0]) if row else b""


def traces(db: Store, searches: Iterable[tuple[int, int, int, int]]) -> dict[int, list[Any]]:
    """For each clue the times (Unix seconds) of the entries that have it, and their stories by now.

    The newest come first.

    Args:
        db: the store.
        searches: a clue, the span of time to look in (Unix seconds), and how many to find at most.
    """
    wanted = list(searches)
    words = [search for search in wanted if search[0] < _ADDRESSES]
    found = _of_addresses(db, [search for search in wanted if search[0] >= _ADDRESSES])
    query = (
        "SELECT time, story FROM clues WHERE clue = ? AND time BETWEEN ? AND ? "
        "ORDER BY time DESC LIMIT ?"
    )
    for (clue, *_), rows in zip(words, db.for_each(query, words), strict=True):
        if rows:
            found.setdefault(clue, []).extend(rows)
    into = _merged(db, {story for rows in found.values() for _, story in rows})
    if not into:
        return found
    return {
        clue: [(time, into.get(story, story)) for time, story in rows]
        for clue, rows in found.items()
    }


def _of_addresses(db: Store, searches: Sequence[tuple[int, int, int, int]]) -> dict[int, list[Any]]:
    """The times and stories of addresses; of most nothing is known, so many are asked for at once.

    A word may be in all that came in; hardly anything is told at one address.
    """
    known: dict[int, list[Any]] = {}
    for start in range(0, len(searches), _PART):
        part = searches[start : start + _PART]
        rows = db.execute(
            f"SELECT clue, time, story FROM clues WHERE clue IN ({numbers(s[0] for s in part)}) "
            "AND time BETWEEN ? AND ? ORDER BY clue, time DESC, story DESC",
            (min(low for _, low, _, _ in part), max(high for _, _, high, _ in part)),
        )
        for clue, *trace in rows:
            known.setdefault(clue, []).append(tuple(trace))
    found: dict[int, list[Any]] = {}
    for clue, low, high, most in searches:
        if traces := [trace for trace in known.get(clue, ()) if low <= trace[0] <= high]:
            found.setdefault(clue, []).extend(traces[:most])
    return found


def _merged(db: Store, stories: set[int]) -> dict[int, int]:
    """Those of the stories that have become part of others."""
    return dict(
        db.execute(f"SELECT id, story FROM story_aliases WHERE id IN ({numbers(sorted(stories))})")
    )


def opened(db: Store, stories: Iterable[int]) -> dict[int, bytes]:
    """What was kept of each of these stories, as far as they may still grow."""
    return dict(
        db.execute(
            "SELECT story, value FROM open_stories "
            f"WHERE story IN ({numbers(stories)}) ORDER BY story"
        )
    )


def headlines(
    db: Store, stories: Iterable[int], *, most: int, characters: int
) -> dict[int, list[tuple[str, str]]]:
    """Of each story the titles of its first articles, each with the beginning of its text.

    Args:
        db: the store.
        stories: their numbers.
        most: titles of one story.
        characters: of a text.
    """
    rows = db.execute(
        "SELECT story, title, said FROM (SELECT story, title, substr(text, 1, ?) AS said, "
        "row_number() OVER (PARTITION BY story ORDER BY id) AS place FROM entries "
        f"WHERE story IN ({numbers(stories)}) AND network = '' AND title <> '') told "
        "WHERE place <= ? ORDER BY story, place",
        (characters, most),
    )
    titles: dict[int, list[tuple[str, str]]] = {}
    for story, title, said in rows:
        titles.setdefault(story, []).append((title, said))
    return titles


def sweep(db: Store, *, prints: int) -> None:
    """Forget what no new entry will be compared with, once in a day of news.

    Of each source, the fingerprints of its last ``prints`` entries are kept.
    """
    old = since(db)
    swept = db.execute("SELECT value FROM facts WHERE name = 'swept'").fetchone()
    if swept and old - int(swept[0]) < _SLACK:
        return
    db.execute("DELETE FROM clues WHERE time < ?", (old,))
    db.execute(
        "DELETE FROM open_stories WHERE story IN (SELECT id FROM stories WHERE last < ?)", (old,)
    )
    db.execute(
        "DELETE FROM fingerprints WHERE entry IN (SELECT id FROM (SELECT id, row_number() OVER "
        "(PARTITION BY source ORDER BY surfaced DESC, id) AS place FROM entries JOIN fingerprints "
        "ON entry = id) placed WHERE place > ?)",
        (prints,),
    )
    db.execute(
        "INSERT INTO facts VALUES ('swept', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (str(old),),
    )
