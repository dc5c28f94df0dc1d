"""Clean entries into the store, and rows back into entries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cio_digest.models import Enclosure, Engagement, Entry
from cio_digest.store import facts
from cio_digest.store.engine import MOST_MARKS, marks, numbers
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

_COLUMNS = (
    "guid, hash, published, first_seen, surfaced, url, canonical, title, text, author, "
    "publisher, outlet, language, tags, links, enclosures, network, handle, "
    "likes, reposts, replies, score, bot, noise, own"
)
_NAMES = _COLUMNS.split(", ")
_PUBLISHED = _NAMES.index("published")
_ENCODER = json.JSONEncoder(ensure_ascii=False)  # ``json.dumps`` would make one each time
_UNTIDY = 0.25  # share of entries that came since the index was last made one piece
_KEPT = {"guid", "first_seen", "surfaced", "published"}
_CHANGED = [at for at, name in enumerate(_NAMES) if name not in _KEPT]
_UPDATE = f"""
    UPDATE entries SET {", ".join(f"{_NAMES[at]} = ?" for at in _CHANGED)},
    published = coalesce(published, ?) WHERE id = ?
"""
_INSERT = f"INSERT INTO entries (source, {_COLUMNS}) VALUES ({', '.join('?' * 26)})"
_SELECT = f"""
    SELECT s.key, entries.id, entries.story, {", ".join(f"entries.{name}" for name in _NAMES)}
    FROM entries JOIN sources s ON s.id = entries.source
"""


def known(db: Store, source: str, hashes: Sequence[str]) -> dict[str, int]:
    """Those of the hashes that this source's stored entries already bear, with the entries' ids."""
    found: dict[str, int] = {}
    for start in range(0, len(hashes), MOST_MARKS):
        part = hashes[start : start + MOST_MARKS]
        rows = db.execute(
            f"SELECT hash, id FROM entries WHERE hash IN ({marks(part)}) "
            "AND source = (SELECT id FROM sources WHERE key = ?)",
            (*part, source),
        )
        found.update(rows.fetchall())
    return found


def elsewhere(db: Store, source: str, kind: str, guid: str) -> list[tuple[int, str, bool]]:
    """This entry as other sources of the same network have it: its id, their key, if in a story.

    ``kind`` is how keys of that network begin.
    """
    return [
        (key, holder, told is not None)
        for key, holder, told in db.execute(
            "SELECT e.id, s.key, e.story FROM entries e JOIN sources s ON s.id = e.source "
            "WHERE e.guid = ?1 AND e.source IN "
            "(SELECT id FROM sources WHERE key <> ?2 AND substr(key, 1, ?3) = ?4)",
            (guid, source, len(kind), kind),
        )
    ]


def adopt(db: Store, entry: int, source: int | None, surfaced: datetime) -> None:
    """Give an entry without a story to another source, if any; its earlier time counts."""
    from cio_digest.store import source_days  # which reading entries does without

    source_days.mark(db, "id = ?", (entry,))
    db.execute(
        "UPDATE entries SET source = coalesce(?1, source), "
        "surfaced = CASE WHEN surfaced < ?2 THEN surfaced ELSE ?2 END WHERE id = ?3 "
        # Where that source has it already, it stays.
        "AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.source = ?1 AND o.guid = entries.guid "
        "AND o.id <> ?3)",
        (source, seconds(surfaced), entry),
    )
    source_days.mark(db, "id = ?", (entry,))


def rename(db: Store, names: Iterable[tuple[int, str]]) -> None:
    """Give entries, by their ids, the names that their source calls them by now."""
    db.executemany("UPDATE entries SET guid = ? WHERE id = ?", [(name, key) for key, name in names])


def save(db: Store, source: int, entries: Iterable[Entry]) -> list[int]:
    """Insert what is new and update what changed; gives the ids of all, in order.

    An entry that changes keeps when it was first seen, when it surfaced and its first believable
    date, so that an edit never makes old news new.
    """
    entries = [*entries]
    stored = {row[1]: row for row in _stored(db, source, [entry.guid for entry in entries])}
    new: dict[str, Entry] = {}
    changed: dict[int, Entry] = {}
    for entry in entries:
        old = stored.get(entry.guid)
        if old is None:
            new[entry.guid] = _updated(new.get(entry.guid), entry)
        elif entry.hash != old[2]:
            changed[old[0]] = entry
    db.executemany(_INSERT, [(source, *_values(entry)) for entry in new.values()])
    _update(db, changed)
    ids = {row[1]: row[0] for row in (*stored.values(), *_stored(db, source, [*new]))}
    if new or changed:
        from cio_digest.store import source_days

        source_days.mark(db, f"id IN ({numbers([*map(ids.__getitem__, new), *changed])})")
    return [ids[entry.guid] for entry in entries]


def is_any(db: Store, source: int) -> bool:
    """Whether anything of this source is stored."""
    row = db.execute("SELECT 1 FROM entries WHERE source = ? LIMIT 1", (source,)).fetchone()
    return row is not None


def _stored(db: Store, source: int, guids: Sequence[str]) -> list[tuple[int, str, str]]:
    """The id, name and hash of a source's entries with these names."""
    rows: list[tuple[int, str, str]] = []
    for start in range(0, len(guids), MOST_MARKS):
        part = guids[start : start + MOST_MARKS]
        rows += db.execute(
            f"SELECT id, guid, hash FROM entries WHERE source = ? AND guid IN ({marks(part)})",
            (source, *part),
        )
    return rows


def _updated(old: Entry | None, new: Entry) -> Entry:
    """A new entry that stands twice in a feed, as if the second had come later."""
    if old is None or old.hash == new.hash:
        return old or new
    return new._replace(
        first_seen=old.first_seen,
        surfaced=old.surfaced,
        published=old.published or new.published,
    )


def _update(db: Store, changed: Mapping[int, Entry]) -> None:
    """Keep what entries are by now, in the order of their ids, and index them anew."""
    rows = [(number, _values(changed[number])) for number in sorted(changed)]
    indexed = facts.number(db, "indexed") if rows else 0
    again = [number for number, _ in rows if number <= indexed]
    query = f"SELECT id, title, text FROM entries WHERE id IN ({numbers(again)}) ORDER BY id"
    old = db.execute(query).fetchall() if again else []
    values = [(*(row[at] for at in _CHANGED), row[_PUBLISHED], number) for number, row in rows]
    db.executemany(_UPDATE, values)
    if again:
        from cio_digest.store import matches  # which reading entries does without

        matches.outdate(db, again)
        db.text.change(db, old, [changed[number] for number in again])


def unclustered(db: Store, *, most: int) -> list[Entry]:
    """Entries that no story has yet, oldest news first."""
    rows = db.execute(
        f"{_SELECT} WHERE entries.story IS NULL ORDER BY entries.surfaced, entries.id LIMIT ?",
        (most,),
    )
    return [_entry(row) for row in rows]


def learnt(db: Store, *, most: int) -> list[Entry]:
    """Entries with a fingerprint that no story has yet, oldest news first.

    What others bring in while these are clustered has none, and has to be learnt from first.
    """
    rows = db.execute(
        f"{_SELECT} WHERE entries.story IS NULL "
        "AND EXISTS (SELECT 1 FROM fingerprints WHERE entry = entries.id) "
        "ORDER BY entries.surfaced, entries.id LIMIT ?",
        (most,),
    )
    return [_entry(row) for row in rows]


def relink(db: Store, entries: Iterable[Entry]) -> None:
    """Keep the addresses of stored entries as they are now."""
    db.executemany(
        "UPDATE entries SET canonical = ?, links = ? WHERE id = ?",
        [(entry.canonical, _json(entry.links), entry.id) for entry in entries],
    )


def of_stories(db: Store, stories: Iterable[int], until: datetime) -> dict[int, list[Entry]]:
    """The entries of each story that surfaced by then, oldest first."""
    rows = db.execute(
        f"{_SELECT} WHERE entries.story IN ({numbers(stories)}) AND entries.surfaced <= ? "
        "ORDER BY entries.surfaced, entries.id",
        (seconds(until),),
    )
    found: dict[int, list[Entry]] = {}
    for row in rows:
        entry = _entry(row)
        found.setdefault(entry.story, []).append(entry)
    return found


def find(db: Store, text: str, canonical: str) -> Entry | None:
    """The newest entry at this address, or with all these words in its title.

    Where words have no spaces between them, any part of a title will do.
    """
    from cio_digest.text import words  # of all that reads entries nothing else needs it

    text = text.encode(errors="replace").decode()  # a shell may pass bytes that are no UTF-8
    if not text.strip():
        return None
    value: str | int | None
    if canonical:
        where, value = "entries.canonical = ? ORDER BY entries.id DESC", canonical
    elif (number := db.text.titled(db, text)) is None and words.unspaced(text):
        where, value = "entries.title LIKE ? ORDER BY entries.id DESC", f"%{text}%"
    else:
        where, value = "entries.id = ?", number
    row = db.execute(f"{_SELECT} WHERE {where} LIMIT 1", (value,)).fetchone()
    return _entry(row) if row else None


def index(db: Store) -> None:
    """Bring the full-text index up to date."""
    from cio_digest.store import spans  # which reading entries does without

    before, last = facts.number(db, "indexed"), total(db)
    db.text.add(db, before, last)
    spans.add(db, before, last)
    facts.remember(db, "indexed", last)
    if last - facts.number(db, "optimized") > last * _UNTIDY:
        db.text.optimize(db)
        facts.remember(db, "optimized", last)


def totals(db: Store, since: datetime) -> dict[str, int]:
    """How many entries each source brought that surfaced at an instant or later, by its key."""
    query = "SELECT s.key, count(*) FROM entries e JOIN sources s ON s.id = e.source "
    return dict(db.execute(f"{query} WHERE e.surfaced >= ? GROUP BY s.key", (seconds(since),)))


def count(db: Store, sources: Iterable[str], since: datetime, until: datetime) -> int:
    """How many entries of these sources surfaced after ``since`` and up to ``until``."""
    rows = db.execute(
        "SELECT key, (SELECT count(*) FROM entries "
        "WHERE source = sources.id AND surfaced > ? AND surfaced <= ?) FROM sources",
        (seconds(since), seconds(until)),
    )
    counts = dict(rows.fetchall())
    return sum(counts.get(key, 0) for key in sources)


def load(db: Store, ids: Iterable[int]) -> list[Entry]:
    """The entries with these ids, oldest news first."""
    rows = db.execute(
        f"{_SELECT} WHERE entries.id IN ({numbers(ids)}) ORDER BY entries.surfaced, entries.id"
    )
    return [_entry(row) for row in rows]


def texts(db: Store, ids: Iterable[int]) -> list[Entry]:
    """What entries with these ids say, and who says it, no more; oldest news first."""
    rows = db.execute(
        "SELECT s.key, entries.id, entries.outlet, entries.title, entries.text FROM entries "
        f"JOIN sources s ON s.id = entries.source WHERE entries.id IN ({numbers(ids)}) "
        "ORDER BY entries.surfaced, entries.id"
    )
    never = moment(0)
    return [
        Entry(source, "", "", "", title, text, None, never, never, outlet=outlet, id=key)
        for source, key, outlet, title, text in rows
    ]


def of_sources(
    db: Store, sources: Iterable[str], since: datetime, until: datetime, *, most: int
) -> list[Entry]:
    """What these sources brought after ``since`` and up to ``until``, the newest first."""
    keys = list(sources)
    rows: list[tuple[int, int]] = []
    for start in range(0, len(keys), MOST_MARKS):
        part = keys[start : start + MOST_MARKS]
        rows += db.execute(
            "SELECT surfaced, id FROM entries WHERE source IN (SELECT id FROM sources WHERE key IN "
            f"({marks(part)})) AND surfaced > ? AND surfaced <= ? "
            "ORDER BY surfaced DESC, id DESC LIMIT ?",
            (*part, seconds(since), seconds(until), most),
        )
    newest = sorted(rows, reverse=True)[:most]
    return load(db, (key for _, key in newest))[::-1]


def social(db: Store, since: datetime, until: datetime, *, most: int) -> list[Entry]:
    """Posts of people on networks, the newest first."""
    rows = db.execute(
        f"{_SELECT} WHERE network <> '' AND handle <> '' AND surfaced > ? AND surfaced <= ? "
        "ORDER BY surfaced DESC, entries.id DESC LIMIT ?",
        (seconds(since), seconds(until), most),
    )
    return [_entry(row) for row in rows]


def total_between(db: Store, since: datetime, until: datetime) -> int:
    """How many entries surfaced after ``since`` and up to ``until``."""
    query = "SELECT count(*) FROM entries WHERE surfaced > ? AND surfaced <= ?"
    return int(db.execute(query, (seconds(since), seconds(until))).fetchone()[0])


def total(db: Store) -> int:
    """How many entries there are or were: the last number, which is never given again."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()[0])


def begun(db: Store) -> datetime | None:
    """When the first entry was read, None where there is none."""
    row = db.execute("SELECT first_seen FROM entries ORDER BY id LIMIT 1").fetchone()
    return moment(row[0]) if row else None


def _values(entry: Entry) -> tuple[Any, ...]:
    engagement = entry.engagement or Engagement()
    return (
        entry.guid,
        entry.hash,
        seconds(entry.published),
        seconds(entry.first_seen),
        seconds(entry.surfaced),
        entry.url,
        entry.canonical,
        entry.title,
        entry.text,
        entry.author,
        entry.publisher,
        entry.outlet,
        entry.language,
        _json(entry.tags),
        _json(entry.links),
        _json(entry.enclosures),
        entry.network,
        entry.handle,
        *engagement,
        entry.bot,
        _json(entry.noise),
        entry.own,
    )


def _json(values: Sequence[Any]) -> str:
    return _ENCODER.encode(values) if values else "[]"


def array(text: str) -> tuple[Any, ...]:
    """A stored JSON array as a tuple."""
    return () if text == "[]" else tuple(json.loads(text))


def _entry(row: tuple[Any, ...]) -> Entry:
    (source, key, story, guid, digest, published, first_seen, surfaced, *rest) = row
    (url, canonical, title, text, author, publisher, outlet, language, tags, links) = rest[:10]
    enclosures, network, handle, *engagement, bot, noise, own = rest[10:]
    return Entry(
        source=source,
        guid=guid,
        url=url,
        canonical=canonical,
        title=title,
        text=text,
        published=moment(published),
        first_seen=moment(first_seen),
        surfaced=moment(surfaced),
        author=author,
        publisher=publisher,
        outlet=outlet,
        language=language,
        tags=array(tags),
        links=array(links),
        enclosures=tuple(Enclosure(*each) for each in array(enclosures)),
        network=network,
        handle=handle,
        engagement=None if engagement == [None] * 4 else Engagement(*engagement),
        bot=bool(bot),
        noise=array(noise),
        hash=digest,
        id=key,
        story=story or 0,
        own=own,
    )
