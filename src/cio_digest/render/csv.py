"""A table -> comma-separated values (RFC 4180) that a spreadsheet does not take for formulas.

A cell that begins like a formula gets an apostrophe before it, which spreadsheets take for "this is
text"; numbers stay numbers. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from csv import QUOTE_ALL, writer
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.render.surface import Surface

# What opens a formula, also in full width and after blanks that are trimmed off.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], _: Surface) -> str:
    """The columns' names, then the rows, every cell in quotes."""
    out = StringIO()
    cells = writer(out, quoting=QUOTE_ALL, lineterminator="\n")
    cells.writerow(map(_guarded, columns))
    cells.writerows(map(_guarded, row) for row in rows)
    return out.getvalue()


def _guarded(cell: str) -> str:
    harmful = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if harmful else cell
