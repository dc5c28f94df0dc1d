"""Which entries tell which story, and which stories a day may choose from."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from cio_digest.store.engine import ALL, Condition, numbers
from cio_digest.store.times import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models.rows import Telling
    from cio_digest.store.engine import Store

# How many tell a story by themselves, as ``speakers.independent`` counts them.
_INDEPENDENT = (
    "count(DISTINCT CASE WHEN network <> '' THEN outlet END) + count(DISTINCT CASE WHEN "
    "network = '' THEN coalesce(nullif(canonical, ''), CAST(id AS TEXT)) END)"
)
_COUNTED = f"""
    INSERT INTO stories SELECT story, first, last, entries,
    CASE WHEN outlets < independent THEN outlets ELSE independent END FROM (
        SELECT story, min(surfaced) AS first, max(surfaced) AS last, count(*) AS entries,
        count(DISTINCT outlet) AS outlets, {_INDEPENDENT} AS independent
        FROM entries WHERE story IN ({{}}) GROUP BY story
    ) counted WHERE entries > 0
    ON CONFLICT (id) DO UPDATE SET first = excluded.first, last = excluded.last,
    entries = excluded.entries, outlets = excluded.outlets
"""
_PART = 500  # stories counted by one statement


def matching(
    db: Store,
    query: str,
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Iterable[str] | None = None,
) -> dict[int, int]:
    """Entries of the window that an FTS5 ``query`` finds, the newest first, each with its story.

    ``sources`` are the keys of those that count, all by default.
    """
    (found,) = matching_each(db, [query], since, until, most=most, sources=sources)
    return found


def matching_each(
    db: Store,
    queries: Iterable[str],
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Iterable[str] | None = None,
) -> list[dict[int, int]]:
    """What ``matching`` gives of each of several queries; the window is looked for once."""
    from cio_digest.store import spans  # of most commands no window is searched for words

    rows = spans.of(db, since, until)
    where = Condition(
        f"surfaced > ? AND surfaced <= ? AND story IS NOT NULL AND {heard(db, sources)}",
        (seconds(since), seconds(until)),
        few=True,
    )
    return [dict(db.text.matching(db, query, rows, where, most=most)) for query in queries]


def holding(db: Store, query: str, low: int, high: int, *, most: int = ALL) -> set[int]:
    """The entries from one number to another that an FTS5 ``query`` finds, ``most`` the newest."""
    rows = db.text.matching(db, query, (low, high), Condition("1 = 1"), most=most)
    return {entry for entry, _ in rows}


def containing(
    db: Store,
    texts: Sequence[str],
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Iterable[str] | None = None,
) -> dict[int, int]:
    """Entries of the window that hold one of the texts anywhere, the newest first, with stories.

    The index knows words only between spaces; scripts without spaces are looked through row by row.
    """
    held = " OR ".join(
        f"instr(title, ?{n}) > 0 OR instr(text, ?{n}) > 0" for n in range(4, 4 + len(texts))
    )
    rows = db.execute(
        "SELECT id, story FROM entries WHERE surfaced > ?1 AND surfaced <= ?2 "
        f"AND story IS NOT NULL AND ({held}) AND {heard(db, sources)} ORDER BY id DESC LIMIT ?3",
        (seconds(since), seconds(until), most, *texts),
    )
    return dict(rows.fetchall())


def inside_unspaced(
    db: Store,
    words: Sequence[str],
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Iterable[str] | None = None,
) -> dict[int, int]:
    """Entries whose titles hold one of the words among Han, kana or Hangul, newest first.

    To the index such a run is one word, Latin letters within it included. ``words`` are folded.
    """
    held = " OR ".join(f"instr(lower(title), ?{n}) > 0" for n in range(4, 4 + len(words)))
    rows = db.execute(
        "SELECT id, story FROM entries WHERE surfaced > ?1 AND surfaced <= ?2 "
        f"AND story IS NOT NULL AND {db.text.UNSPACED} AND ({held}) "
        f"AND {heard(db, sources)} ORDER BY id DESC LIMIT ?3",
        (seconds(since), seconds(until), most, *words),
    )
    return dict(rows.fetchall())


def widespread(
    db: Store,
    since: datetime,
    until: datetime,
    *,
    outlets: int,
    most: int,
    sources: Iterable[str] | None = None,
) -> list[int]:
    """Stories that grew in the window, widest first: those that so many outlets of sources tell.

    So many are two or more.
    """
    # In so many words, as only then they are looked up by the index of those.
    several = "outlets > 1 AND outlets >= ?"
    rows = db.execute(
        "SELECT story FROM entries WHERE story IN "
        f"(SELECT id FROM stories WHERE last > ? AND first <= ? AND {several}) "
        f"AND {heard(db, sources)} GROUP BY story HAVING count(DISTINCT outlet) >= ? "
        "ORDER BY count(DISTINCT outlet) DESC, story LIMIT ?",
        (seconds(since), seconds(until), outlets, outlets, most),
    )
    return [row[0] for row in rows]


def newest(
    db: Store,
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Iterable[str] | None = None,
) -> list[int]:
    """Stories with an entry of these sources in the window, newest first."""
    rows = db.execute(
        "SELECT story FROM entries WHERE surfaced > ? AND surfaced <= ? AND story IS NOT NULL "
        f"AND {heard(db, sources)} GROUP BY story ORDER BY max(surfaced) DESC, story LIMIT ?",
        (seconds(since), seconds(until), most),
    )
    return [row[0] for row in rows]


def heard(db: Store, sources: Iterable[str] | None) -> str:
    """A condition on ``entries``: that these sources, by their keys, brought it.

    Not one to look them up by (hence the ``+``): that would be all that they ever brought.
    """
    if sources is None:
        return "1 = 1"
    followed = {*sources}
    rows = [row for key, row in db.execute("SELECT key, id FROM sources") if key in followed]
    return f"+entries.source IN ({numbers(rows)})"


def outlets(db: Store, stories: Iterable[int]) -> dict[int, int]:
    """How many outlets tell each of these stories."""
    return dict(db.execute(f"SELECT id, outlets FROM stories WHERE id IN ({numbers(stories)})"))


def daily(
    db: Store, first: datetime, grown: datetime, *, outlets: int
) -> Iterator[tuple[int, int, int]]:
    """Story, day since 1970 and how many outlets told it that day, from ``first`` on.

    Of the stories that grew after ``grown`` and that at least so many outlets tell. Copies of one
    title are one telling, and noise is none.
    """
    yield from db.execute(
        "SELECT e.story, e.surfaced / 86400, "
        "CASE WHEN count(DISTINCT e.outlet) < count(DISTINCT e.title) "
        "THEN count(DISTINCT e.outlet) ELSE count(DISTINCT e.title) END FROM stories s "
        # The cross join has SQLite begin with the few stories, not with all entries by story.
        "CROSS JOIN entries e WHERE e.story = s.id AND s.last > ? AND s.outlets >= ? "
        "AND e.surfaced >= ? AND e.noise = '[]' GROUP BY 1, 2 ORDER BY 1, 2",
        (seconds(grown), outlets, seconds(first)),
    )


def tellings(
    db: Store, since: datetime, until: datetime, *, most: int = ALL
) -> Iterator[list[Telling]]:
    """Story by story what was told, oldest first, for ``leads.records``.

    Of the stories that began after ``since`` and up to ``until`` and that several outlets tell, the
    ``most`` newest, all by default.
    """
    rows = db.execute(
        "SELECT id FROM stories WHERE last > ?1 AND outlets > 1 AND first > ?1 AND first <= ?2 "
        "ORDER BY last DESC LIMIT ?3",
        (seconds(since), seconds(until), most),
    )
    yield from tellings_of(db, [row[0] for row in rows], until)


def tellings_of(db: Store, stories: Iterable[int], until: datetime) -> Iterator[list[Telling]]:
    """What was told by ``until`` in each of these stories, oldest first."""
    from cio_digest.models.rows import Telling  # which a morning that is kept does without

    rows = db.execute(
        "SELECT s.key, e.outlet, CASE WHEN e.network <> '' THEN 1 ELSE 0 END, e.published, "
        "e.first_seen, s.apart, e.handle, e.title, e.story "
        f"FROM entries e JOIN sources s ON s.id = e.source WHERE e.story IN ({numbers(stories)}) "
        "AND e.surfaced <= ? ORDER BY e.story, e.surfaced, e.id",
        (seconds(until),),
    )
    for _, told in groupby(rows, key=itemgetter(-1)):
        yield [Telling._make(row[:-1]) for row in told]


def told_before(db: Store, entries: Iterable[int]) -> set[int]:
    """Those of these entries whose story another outlet had told before."""
    rows = db.execute(
        f"SELECT id FROM entries e WHERE id IN ({numbers(entries)}) "
        "AND EXISTS (SELECT 1 FROM entries o "
        "WHERE o.story = e.story AND o.outlet <> e.outlet "
        "AND (o.surfaced, o.id) < (e.surfaced, e.id))"
    )
    return {row[0] for row in rows}


def current(db: Store, stories: Iterable[int]) -> list[int]:
    """The same stories by the numbers they go by now: those they were merged into."""
    wanted = list(stories)
    into = dict(db.execute(f"SELECT id, story FROM story_aliases WHERE id IN ({numbers(wanted)})"))
    return [into.get(story, story) for story in wanted]


def pasts(
    db: Store, sources: Iterable[str], *, most: int
) -> dict[str, tuple[tuple[str, ...], tuple[bytes, ...]]]:
    """The titles and fingerprints of each source's last entries that have one, oldest first."""
    found = {}
    keys = sorted(sources)
    query = (
        "SELECT e.title, f.value FROM entries e JOIN fingerprints f ON f.entry = e.id "
        "WHERE source = (SELECT id FROM sources WHERE key = ?) "
        "ORDER BY surfaced DESC, id DESC LIMIT ?"
    )
    several = db.for_each(query, ((key, most) for key in keys))
    for key, rows in zip(keys, several, strict=True):
        if rows:
            titles, prints = zip(*reversed(rows), strict=True)
            found[key] = (titles, prints)
    return found


def file(db: Store, before: int, *, within: int) -> int:
    """Give entries without a story that surfaced before a time (Unix seconds) theirs, by address.

    Several entries at one address are one story if each is another source's and they surfaced
    ``within`` so many seconds; any other entry is a story of its own. Gives how many entries these
    were.
    """
    # What workers bring meanwhile has higher numbers, and is for the next time.
    last = db.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()[0]
    old = f"story IS NULL AND surfaced < ?1 AND id <= {int(last)}"
    several: dict[int, int] = dict(
        db.execute(
            # One pass, as a server that knows nothing of these entries yet plans a join badly.
            "SELECT id, story FROM (SELECT id, min(id) OVER alike AS story, "
            "count(*) OVER alike AS told, max(again) OVER alike AS again, "
            "max(surfaced) OVER alike - min(surfaced) OVER alike AS span FROM ("
            "SELECT id, canonical, surfaced, "
            "row_number() OVER (PARTITION BY canonical, source) AS again "
            f"FROM entries WHERE {old} AND canonical <> '') placed "
            "WINDOW alike AS (PARTITION BY canonical)) shared "
            "WHERE told > 1 AND again = 1 AND span <= ?2 ORDER BY story, id",
            (before, within),
        )
    )
    assign(db, several)
    from cio_digest.store import source_days  # which reading stories does without

    source_days.mark(db, old, (before,))
    db.execute(
        f"INSERT INTO stories SELECT id, surfaced, surfaced, 1, 1 FROM entries WHERE {old}",
        (before,),
    )
    alone = db.execute(f"UPDATE entries SET story = id WHERE {old}", (before,)).rowcount
    return len(several) + alone


def clustered(db: Store) -> list[str]:
    """The keys of the sources that have entries with a story."""
    rows = db.execute(
        "SELECT key FROM sources WHERE id IN "
        "(SELECT source FROM entries WHERE story IS NOT NULL) ORDER BY id"
    )
    return [row[0] for row in rows]


def awaiting(db: Store) -> list[str]:
    """The keys of the sources that have entries without a story."""
    rows = db.execute(
        "SELECT key FROM sources WHERE id IN "
        "(SELECT source FROM entries WHERE story IS NULL) ORDER BY id"
    )
    return [row[0] for row in rows]


def unlearnt(db: Store, sources: Iterable[str], *, most: int) -> list[int]:
    """Those of each source's last clustered entries that have no fingerprint."""
    query = (
        "SELECT id FROM (SELECT id FROM entries WHERE source = (SELECT id FROM sources "
        "WHERE key = ?) AND story IS NOT NULL "
        "ORDER BY surfaced DESC, id DESC LIMIT ?) latest "
        "WHERE NOT EXISTS (SELECT 1 FROM fingerprints WHERE entry = latest.id)"
    )
    several = db.for_each(query, ((key, most) for key in sources))
    return [row[0] for rows in several for row in rows]


def unlearnt_new(db: Store, *, most: int) -> list[int]:
    """Entries without story and fingerprint, oldest news first."""
    rows = db.execute(
        "SELECT id FROM entries WHERE story IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM fingerprints WHERE entry = entries.id) "
        "ORDER BY surfaced, id LIMIT ?",
        (most,),
    )
    return [row[0] for row in rows]


def assign(db: Store, stories: Mapping[int, int], merged: Iterable[tuple[int, int]] = ()) -> None:
    """Put entries into their stories, fold merged stories together, and count them anew."""
    merged = list(merged)
    db.executemany(
        "UPDATE entries SET story = ? WHERE id = ?",
        [(story, entry) for entry, story in sorted(stories.items())],
    )
    for old, kept in merged:
        db.execute("UPDATE entries SET story = ? WHERE story = ?", (kept, old))
        db.execute("UPDATE story_aliases SET story = ? WHERE story = ?", (kept, old))
        db.execute(
            "INSERT INTO story_aliases VALUES (?, ?) "
            "ON CONFLICT (id) DO UPDATE SET story = excluded.story",
            (old, kept),
        )
        db.execute("DELETE FROM stories WHERE id = ?", (old,))
        db.execute("DELETE FROM open_stories WHERE story = ?", (old,))
    gone = {old for old, _ in merged}
    touched = ({*stories.values()} | {kept for _, kept in merged}) - gone
    count(db, touched)


def count(db: Store, stories: Iterable[int]) -> None:
    """Count anew what these stories are told by; those without an entry stay as they are."""
    from cio_digest.store import source_days

    wanted = sorted(stories)
    for start in range(0, len(wanted), _PART):
        part = wanted[start : start + _PART]
        db.execute(_COUNTED.format(numbers(part)))
        source_days.mark(db, f"story IN ({numbers(part)})")
