"""The page of a command's help, laid out for the width that there is."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click
from click.formatting import wrap_text

from cio_digest.cli import columns

if TYPE_CHECKING:
    from collections.abc import Iterable

_ABOUT = r"(?m)^( *)(\S.*?) {2,}(\S.*)$"  # a command, and what it is for
_MARGIN = 2  # columns that click leaves free on the right
_LEAST = 10  # columns for what a term means
_NARROWEST = 50
_WIDEST = 80


class HelpPage(click.HelpFormatter):
    """Help whose examples fit: a terminal would break a longer line in the middle of a word."""

    def __init__(self, width: int | None, widest: int | None) -> None:
        """A page of a width, or as wide as the terminal: click takes 3 ms to ask for that."""
        room = min(columns.of_stdout(os.environ), widest or _WIDEST) - _MARGIN
        super().__init__(width=width or max(room, _NARROWEST))

    def write_text(self, text: str) -> None:
        """Write a text; what an example is for stands below it where one line is too short."""
        room = self.width + _MARGIN - self.current_indent
        kept_as_it_is = text.startswith("\b\n")
        if kept_as_it_is and any(len(line) > room for line in text.splitlines()):
            text = re.sub(_ABOUT, r"\1\2\n\1    \3", text)
        super().write_text(text)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms and what they mean; click would break each line, even of those that fit."""
        rows = list(rows)
        column = max((len(term) for term, _ in rows), default=0)
        start = column + col_spacing
        room = self.width - start - _MARGIN
        plain = all(meaning and "\n" not in meaning for _, meaning in rows)
        if column > col_max or room < _LEAST or not plain:
            super().write_dl(rows, col_max, col_spacing)
            return
        for term, meaning in rows:
            lines = [meaning] if len(meaning) <= room else wrap_text(meaning, room).splitlines()
            self.write(f"{'':{self.current_indent}}{term:{start}}{lines[0]}\n")
            for line in lines[1:]:
                self.write(f"{'':{self.current_indent + start}}{line}\n")
