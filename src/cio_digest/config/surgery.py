"""The text of a TOML document to the same text with a table or a key more or less.

Nothing but the lines in question is touched, comments, order, blanks and line ends included. A
table is called by its name and its place: among the tables of one name, ``("feeds", 3)``, or under
a header of its own, ``("topics", "CRM")``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.config import positions, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.positions import Spot

Place = tuple[str, str | int]
# The rest of a table that its last key does not end: lines of comment, unless a header follows.
_TAIL = re.compile(r"[^\n]*(?:\n(?:[ \t]*#[^\n]*\n)+(?=[ \t]*\r?(?:\n|\Z))|\n|\Z)")


def place(text: str, line: int) -> Place | None:
    """Which of the tables under ``[[name]]`` begins in a line."""
    for (name, *steps), spot in list(positions.find(text).items())[1:]:
        listed = len(steps) == 1 and text.startswith("[[", spot.value)
        if listed and positions.line_column(text, spot.value)[0] == line:
            return str(name), int(steps[0])
    return None


def extended(text: str, name: str, tables: Sequence[writing.Table]) -> str:
    """The document with more tables under ``[[name]]``, below everything else."""
    return ended(text, writing.tables(name, tables))


def ended(text: str, block: str) -> str:
    """The document with a block of lines below everything else."""
    more = "\n" + block
    if text and not text.endswith("\n"):
        more = "\n" + more
    return text + _ended_like(more, text)


def without(text: str, where: Place) -> str:
    """The document without a table, and without the empty lines above it."""
    start = text.rfind("\n", 0, positions.find(text)[where].value) + 1
    tail = _TAIL.match(text, _last(text, where, below=True).end)
    rest = text[tail.end() :] if tail else ""
    above = text[:start].splitlines(keepends=True)
    while above and not above[-1].strip():
        above.pop()
    return "".join(above) + (rest if above else rest.lstrip("\r\n"))


def followed(text: str, where: Place, block: str) -> str:
    """The document with another table below one, a blank line between them."""
    tail = _TAIL.match(text, _last(text, where, below=True).end)
    end = tail.end() if tail else len(text)
    between = "\n" if text.endswith("\n", 0, end) else "\n\n"
    return text[:end] + _ended_like(between + block, text) + text[end:]


def changed(text: str, where: Place, key: str, value: Any) -> str:
    """The document with another value of a key in a table; None takes the key away."""
    spot = positions.find(text).get((*where, key))
    if spot is None:
        return text if value is None else _added(text, where, writing.pair(key, value))
    if value is None:
        end = text.find("\n", spot.end) + 1 or len(text)
        return text[: text.rfind("\n", 0, spot.key) + 1] + text[end:]
    return text[: spot.value] + writing.value(value) + text[spot.end :]


def _added(text: str, where: Place, line: str) -> str:
    """One more line below the last of a table's own keys, as far in as that is."""
    last = _last(text, where)
    begin = text.rfind("\n", 0, last.key) + 1
    indent = text[begin : last.key] if text[begin : last.key].isspace() else ""
    end = text.find("\n", last.end)
    if end < 0:
        return f"{text}\n{indent}{line}\n"
    return text[: end + 1] + _ended_like(f"{indent}{line}\n", text) + text[end + 1 :]


def _last(text: str, where: Place, *, below: bool = False) -> Spot:
    """The last key of a table before the next header, those of tables ``below`` it included."""
    spots = positions.find(text)
    start = spots[where]
    headers = [
        spot.value
        for path, spot in spots.items()
        if spot.value > start.value and not spot.end and text.startswith("[", spot.value)
        if not (below and path[:2] == where)
    ]
    end = min(headers, default=len(text))
    own = [spot for spot in spots.values() if start.value < spot.key < end and spot.end]
    return max(own, key=lambda spot: spot.end, default=start._replace(end=start.value))


def _ended_like(more: str, text: str) -> str:
    return more.replace("\n", "\r\n") if "\r\n" in text else more
