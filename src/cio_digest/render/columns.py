"""Cells of styled text -> the rows of a table that fits a page, for a terminal."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render.page import Layout, hung, joined, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_GAP = "  "


def fitted(rows: Sequence[Sequence[Text]], page: Layout) -> list[int]:
    """Column widths that fit the page, the widest giving way first, as far as words stay whole."""
    columns = [*zip(*rows, strict=True)]
    widths = [max(cell_len(cell.plain) for cell in column) for column in columns]
    whole = [max(map(longest_word, column)) for column in columns]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - page.width
    for _ in range(excess):
        able = [at for at, width in enumerate(widths) if width > whole[at]]
        widest = max(able or range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def below(cell: Text, page: Layout) -> list[Text]:
    """A cell under its row: prose in lines that fit, an address whole, so that it can be copied."""
    prose = " " in cell.plain
    return hung(Text(_GAP), wrapped(page, cell, page.width - len(_GAP)) if prose else [cell])


def longest_word(cell: Text) -> int:
    """How wide a cell must be for its words to stay whole."""
    return max(map(cell_len, cell.plain.split()), default=0)


def row(
    page: Layout, cells: Sequence[Text], widths: Sequence[int], figures: Sequence[bool]
) -> list[Text]:
    """One row of a table, as many lines high as its highest cell; figures end under each other."""
    columns = [wrapped(page, cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*columns, fillvalue=Text()):
        line = Text()
        for part, width, right in zip(parts, widths, figures, strict=False):
            room = Text(" " * (width - cell_len(part.plain)))
            line = joined(line, *((room, part) if right else (part, room)), Text(_GAP))
        line.rstrip()
        lines.append(line)
    return lines
