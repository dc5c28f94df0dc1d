"""Rows of cells -> the lines of a table in a terminal, its columns aligned."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cio_digest.render import words
from cio_digest.render.page import Layout, hung, run, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIM = "dim"
_LOUD = {"drop": "bold cyan", "watch": "bold", "keep": ""}  # verdicts
_GAP = "  "


def lines(columns: Sequence[str], rows: Sequence[Sequence[str]], page: Layout) -> list[Text]:
    """Aligned columns as wide as they need to be; where that is too wide, cells wrap.

    A last column of addresses, which cannot wrap, stands under its rows then.
    """
    heading = [run(page, name, _DIM) for name in columns]
    cells = [
        [run(page, row[0]), *(run(page, cell, _LOUD.get(cell, _DIM)) for cell in row[1:])]
        for row in rows
    ]
    figures = [words.is_figures(column) for column in zip(*rows, strict=True)]
    widths = _fitted([heading, *cells], page)
    beside = len(columns)
    if any(_longest_word(row[-1]) > widths[-1] for row in cells):
        beside -= 1
        widths = _fitted([row[:beside] for row in (heading, *cells)], page)
    laid = []
    for row in (heading, *cells):
        laid += _row(page, row[:beside], widths, figures)
        laid += [line for cell in row[beside:] for line in _below(cell, page)]
    return laid


def _fitted(rows: Sequence[Sequence[Text]], page: Layout) -> list[int]:
    """Column widths that fit the page, the widest giving way first, as far as words stay whole."""
    columns = [*zip(*rows, strict=True)]
    widths = [max(cell_len(cell.plain) for cell in column) for column in columns]
    whole = [max(map(_longest_word, column)) for column in columns]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - page.width
    for _ in range(excess):
        able = [at for at, width in enumerate(widths) if width > whole[at]]
        widest = max(able or range(len(widths)), key=widths.__getitem__)
        widths[widest] = max(1, widths[widest] - 1)
    return widths


def _below(cell: Text, page: Layout) -> list[Text]:
    """A cell under its row: prose in lines that fit, an address whole, so that it can be copied."""
    prose = " " in cell.plain
    return hung(Text(_GAP), wrapped(page, cell, page.width - len(_GAP)) if prose else [cell])


def _longest_word(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split()), default=0)


def _row(
    page: Layout, cells: Sequence[Text], widths: Sequence[int], figures: Sequence[bool]
) -> list[Text]:
    """One row of a table, as many lines high as its highest cell; figures end under each other."""
    columns = [wrapped(page, cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*columns, fillvalue=Text()):
        line, room = Text(), 0  # as many blanks as are to be written before the next part
        for part, width, right in zip(parts, widths, figures, strict=False):
            free = width - cell_len(part.plain)
            if part:
                line.append(" " * (room + free if right else room)).append_text(part)
                room = 0 if right else free
            else:
                room += free
            room += len(_GAP)
        line.rstrip()
        lines.append(line)
    return lines
