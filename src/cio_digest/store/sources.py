"""What is remembered of each source between runs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cio_digest.masking import masked
from cio_digest.models import Polling, Source
from cio_digest.store.engine import MOST_MARKS, marks
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

    from cio_digest.store.engine import Store

_TIMES = frozenset({"due", "checked", "succeeded", "failing_since", "whole", "held_at"})
_COLUMNS = tuple("key" if name == "source" else name for name in Polling._fields)
_SET = ", ".join(f"{name} = ?" for name in _COLUMNS[1:])


def states(db: Store, sources: Iterable[Source]) -> dict[str, Polling]:
    """The state of each configured source by its key, a fresh one where it was never asked."""
    wanted = {source.key: source for source in sources}
    query = f"SELECT {', '.join(_COLUMNS)} FROM sources"
    if len(wanted) <= MOST_MARKS:
        rows = db.execute(f"{query} WHERE key IN ({marks(wanted)})", tuple(wanted))
    else:
        rows = db.execute(query)
    kept = {row[0]: _state(row) for row in rows}
    return {key: kept.get(key) or Polling.new(source) for key, source in wanted.items()}


def resting(db: Store, now: datetime, longest: timedelta) -> set[str]:
    """The keys of sources that were read, and are due later, within what a source rests at most.

    Of most sources that is all there is to know, at little cost.
    """
    rows = db.execute(
        "SELECT key FROM sources WHERE checked <= ?1 AND due > ?1 AND due <= ?2",
        (seconds(now), seconds(now + longest)),
    )
    return {row[0] for row in rows}


def save(db: Store, state: Polling) -> int:
    """Remember a state; gives the source's row id."""
    remember(db, state)
    row = db.execute("SELECT id FROM sources WHERE key = ?", (state.source,)).fetchone()
    return int(row[0])


def remember(db: Store, state: Polling) -> None:
    """Keep the state of a source for the next run: of one that is known, by one statement."""
    names, places = ", ".join(_COLUMNS), marks(_COLUMNS)
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
    values = [seconds(value) if isinstance(value, datetime) else value for value in state]
    # Most are known: an INSERT would use up a number of PostgreSQL's each time.
    if not db.execute(
        f"UPDATE sources SET {_SET} WHERE key = ?", (*values[1:], values[0])
    ).rowcount:
        db.execute(
            f"INSERT INTO sources ({names}) VALUES ({places}) "
            f"ON CONFLICT (key) DO UPDATE SET {changes}",
            values,
        )


def _state(row: tuple[Any, ...]) -> Polling:
    values = [
        moment(value) if name in _TIMES else value
        for name, value in zip(_COLUMNS, row, strict=True)
    ]
    state = Polling(*values)
    return state._replace(gone=bool(state.gone))


def last_read(db: Store) -> datetime | None:
    """When any source was last read with success."""
    row: tuple[int | None] = db.execute("SELECT max(succeeded) FROM sources").fetchone()
    return moment(row[0])


def asked(db: Store) -> set[str]:
    """The keys of the sources that were asked at least once."""
    return {key for (key,) in db.execute("SELECT key FROM sources WHERE checked IS NOT NULL")}


def is_any_read(db: Store, before: datetime) -> bool:
    """Whether any source was read with success before a moment, though it was read since.

    What it brought then tells: when it last succeeded is overwritten by the run that is under way.
    """
    query = (
        "SELECT 1 FROM sources WHERE succeeded < ? UNION ALL "
        "SELECT 1 FROM entries WHERE id = (SELECT min(id) FROM entries) AND first_seen < ? LIMIT 1"
    )
    return db.execute(query, (seconds(before), seconds(before))).fetchone() is not None


def newest(db: Store, sources: Iterable[Source], until: datetime) -> dict[str, datetime]:
    """When the newest entry of each source appeared, of those that have one with a date.

    Catalogues are left out: that they have nothing on the reader's stack for months says no ill.
    """
    wanted = {source.key for source in sources if not source.stack}
    rows = db.execute(
        "SELECT key, (SELECT max(surfaced) FROM entries WHERE source = sources.id "
        "AND surfaced > 0 AND surfaced <= ?) FROM sources",
        (seconds(until),),
    )
    return {key: last for key, at in rows if key in wanted and (last := moment(at))}


def titles(db: Store) -> dict[str, str]:
    """What each source calls itself, its address where it does not, without the keys in it."""
    rows = db.execute("SELECT key, title FROM sources")
    return {key: title or masked(key) for key, title in rows}


def publishers(db: Store, sources: Sequence[Source]) -> dict[str, str]:
    """What stands beside a headline, by the keys of sources and accounts."""
    from cio_digest.text.publishers import names  # which only what names tellers needs

    return names(dict(db.execute("SELECT key, title FROM sources")), sources)
