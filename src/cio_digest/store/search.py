"""What the full-text index finds, newest first, with how well it fits, and the words it matched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.store.engine import Condition, MarkedText, numbers
from cio_digest.store.times import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.store.engine import Store

TITLE = 3.0  # a word in the title counts as so many in the text (BM25's weight of a column)
FEW = 20  # sources, of which all entries can be looked at
WORDS = 28  # of a snippet around what was matched
_PLAIN = 240  # characters of one where no words were asked for
_SIGN = re.compile(r'"(?:[^"]|"")*"(?: \*)?|[()]|NOT|title :')  # what an expression is made of
OPEN, CLOSE = "\x02", "\x03"  # around what was matched; nothing in the store has control characters


class SearchRow(NamedTuple):
    """A found entry; ``fit`` grows the better its words match, 0 where no words were asked for."""

    entry: int
    story: int
    surfaced: datetime
    fit: float


def find(
    db: Store, expression: str, conditions: Sequence[Condition], *, most: int
) -> list[SearchRow]:
    """The newest entries that an FTS5 ``expression`` (empty: all) and all conditions hold for."""
    where = " AND ".join(["e.story IS NOT NULL", *(each.sql for each in conditions)])
    values = tuple(value for each in conditions for value in each.values)
    if expression:
        since = max((each.since for each in conditions), default=0)
        few = any(each.few for each in conditions)
        rows = db.text.find(db, expression, Condition(where, values, since, few), most=most)
    else:
        rows = db.execute(
            f"SELECT e.id, e.story, e.surfaced, 0.0 FROM entries e WHERE {where} "
            "ORDER BY e.surfaced DESC, e.story DESC, e.id DESC LIMIT ?",
            (*values, most),
        ).fetchall()
    return [SearchRow(key, story, moment(surfaced), fit) for key, story, surfaced, fit in rows]


def marked(db: Store, expression: str, entries: Iterable[int]) -> Mapping[int, MarkedText]:
    """The titles and snippets of found entries."""
    if expression:
        return db.text.marked(db, _wanted(expression), [*entries])
    rows = db.execute(
        f"SELECT id, title, substr(text, 1, {_PLAIN}) FROM entries WHERE id IN ({numbers(entries)})"
    )
    return {key: MarkedText(title, snippet) for key, title, snippet in rows}


def _wanted(expression: str) -> str:
    """The phrases of an FTS5 expression but for those after NOT, of which one is enough.

    Of an expression itself FTS5 marks more or fewer, by what stands in other rows.
    """
    found: dict[str, None] = {}
    left, depth = [0], 0  # how deep what is left out, and what is about titles, stands
    titles = [0]
    before = ""
    for sign in _SIGN.findall(expression):
        if sign == "(":
            depth += 1
            if before == "NOT":
                left.append(depth)
            elif before == "title :":
                titles.append(depth)
        elif sign == ")":
            for open_groups in (left, titles):
                if open_groups[-1] == depth:
                    open_groups.pop()
            depth -= 1
        elif sign.startswith('"') and len(left) == 1:
            title = "title : " if len(titles) > 1 or before == "title :" else ""
            found.setdefault(f"{title}{sign}")
        before = sign
    return " OR ".join(found)


def has_unspaced(db: Store) -> bool:
    """Whether the index has any word of a script without spaces."""
    return db.text.has_unspaced(db)


def runs_with(db: Store, letters: str, *, most: int) -> list[str]:
    """The words of the index with these letters and some of a script without spaces."""
    return db.text.runs_with(db, letters, most=most)


def of_sources(db: Store, keys: Sequence[str]) -> Condition:
    """That an entry is of one of these sources.

    By their numbers: a server then narrows a reader's view of all entries before anything else.
    """
    wanted = {*keys}
    ids = [number for key, number in db.execute("SELECT key, id FROM sources") if key in wanted]
    return Condition(f"e.source IN ({numbers(ids)})" if ids else "1 = 0", few=len(ids) <= FEW)


def names(db: Store) -> dict[str, str]:
    """What each source that was ever read calls itself, by its key."""
    return dict(db.execute("SELECT key, title FROM sources"))
