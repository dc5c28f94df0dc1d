"""A table, or records -> comma-separated values (RFC 4180) that are no formulas to a spreadsheet.

A cell that begins like a formula gets an apostrophe before it, which spreadsheets take for "this is
text"; numbers stay numbers. https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from csv import QUOTE_ALL, writer
from datetime import datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

from cio_digest.render.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def records(_name: str, fields: Sequence[str], records: Sequence[tuple[Any, ...]]) -> str:
    """A column a field; times in ISO 8601, lengths of time in seconds, several values by ";"."""
    rows = [[_cell(value) for value in record] for record in records]
    return table(fields, rows, Surface())


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case timedelta():
            return f"{value.total_seconds():.0f}"
        case tuple():
            return "; ".join(" ".join(map(str, each)) for each in value)
    return str(value)


def _guarded(cell: str) -> str:
    harmful = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if harmful else cell
