"""The text of a TOML document to the same text with an element of a list more or less.

A list over several lines stays one, with the comments of its other elements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.config import positions, writing

if TYPE_CHECKING:
    from cio_digest.config.positions import KeyPath

_WIDTH = 100  # characters: a line that would be longer becomes two
# What may stand between the last element of a line and the line's end.
_LINE_END = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n]*)?\r?\n")
_NEXT = re.compile(r"[ \t]*,[ \t]*")
_BEFORE = re.compile(r"[ \t]*,[ \t]*\Z")


def more(text: str, path: KeyPath, element: str) -> str:
    """The document with one more text at the end of the list that a key holds."""
    spots = positions.find(text)
    ends = [spot for each, spot in spots.items() if each[:-1] == path and each != path]
    if not ends:
        start = spots[path].value + 1
        return text[:start] + writing.value(element) + text[start:]
    last, written = ends[-1], writing.value(element)
    line = _LINE_END.match(text, last.end)
    begin = text.rfind("\n", 0, last.value) + 1
    blank = re.match(r"[ \t]*", text[begin : last.value])
    indent = blank[0] if blank else ""
    full = last.end + len(written) + 3 - begin > _WIDTH
    if line is None or not (full or begin + len(indent) == last.value):
        return f"{text[: last.end]}, {written}{text[last.end :]}"
    comma = "" if line[1] else ","
    above = text[: last.end] + comma + text[last.end : line.end()]
    ending = "\r\n" if above.endswith("\r\n") else "\n"
    return f"{above}{indent}{written}{line[1]}{ending}{text[line.end() :]}"


def less(text: str, path: KeyPath, number: int) -> str:
    """The document without one element of several in the list that a key holds."""
    spots = positions.find(text)
    spot = spots[(*path, number)]
    begin = text.rfind("\n", 0, spot.value) + 1
    line = _LINE_END.match(text, spot.end)
    if line and not text[begin : spot.value].strip():
        return text[:begin] + text[line.end() :]
    last = (*path, number + 1) not in spots
    following = _NEXT.match(text, spot.end)
    above = text[: spot.value]
    if last and (before := _BEFORE.search(above)):
        return above[: before.start()] + text[spot.end :]
    end = following.end() if following else spot.end
    return (above.rstrip(" \t") if line else above) + text[end:]
