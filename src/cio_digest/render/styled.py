"""Segments of styled text, of which the lines of a terminal's page are made, measured in its cells.

A CJK character takes two cells, a combining one none. Rich knows the widths; the rest of it, which
takes 20 ms to import, is not needed for lines that are laid out here anyway.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich import cells as rich_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"\s*\S+\s*")  # with the blanks around it


class Segment(NamedTuple):
    """Text in one look.

    ``look`` are the parameters of its escape sequence (ECMA-48, SGR), such as ``1;36``; ``url`` is
    where it leads.
    """

    text: str
    look: str = ""
    url: str = ""


Text: TypeAlias = tuple[Segment, ...]  # a line, or what will be broken into lines
BLANK: Text = ()


def unstyled(text: str) -> Text:
    """Text as it is."""
    return (Segment(text),) if text else BLANK


def plain(text: Text) -> str:
    """What is written, whatever its looks."""
    return text[0].text if len(text) == 1 else "".join(segment.text for segment in text)


def cells(text: Text) -> int:
    """How many cells of a line it takes."""
    return cell_len(plain(text))


def cell_len(text: str) -> int:
    """How many cells of a line a string takes."""
    return len(text) if text.isascii() else rich_cells.cell_len(text)


def joined(*parts: Text) -> Text:
    """One line of all parts, each in its own looks."""
    return tuple(segment for part in parts for segment in part)


def cut(text: Text, start: int, end: int) -> Text:
    """The part between two characters, counted from 0."""
    segments, at = [], 0
    for segment in text:
        part = segment.text[max(0, start - at) : max(0, end - at)]
        if part:
            segments.append(segment._replace(text=part))
        at += len(segment.text)
    return tuple(segments)


def stripped(text: Text) -> Text:
    """Without the blanks at its end."""
    written = plain(text)
    end = len(written.rstrip())
    return text if end == len(written) else cut(text, 0, end)


def broken(text: Text, room: int) -> list[Text]:
    """Lines of at most so many cells: broken between words, in a word only where it is longer."""
    written = plain(text)
    if cell_len(written) <= room:  # as most cells of a table do
        return [text]
    starts = [*_starts(written, room), len(written)]
    return [cut(text, start, end) for start, end in zip([0, *starts], starts, strict=False)]


def _starts(text: str, room: int) -> Iterator[int]:
    """Where all lines but the first begin."""
    used = 0
    for match in _WORD.finditer(text):
        start, word = match.start(), match[0].rstrip()
        size, whole = cell_len(word), cell_len(match[0])
        if used + size <= room:
            used += whole
            continue
        if start and used:
            yield start
        if size > room:
            *pieces, last = rich_cells.chop_cells(word, room)
            for piece in pieces:
                start += len(piece)
                yield start
            size = cell_len(last)
        used = size + cell_len(match[0]) - cell_len(word)
