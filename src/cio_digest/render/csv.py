"""Records -> CSV for spreadsheets (RFC 4180), a header first, nothing in it to be computed.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it:
https://owasp.org/www-community/attacks/CSV_Injection. Times are ISO 8601, lengths of time seconds.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def records(_name: str, records: Sequence[tuple[Any, ...]]) -> str:
    """A line for each record; what a record has several of is joined by semicolons."""
    if not records:
        return ""
    fields: tuple[str, ...] = records[0]._fields  # type: ignore[attr-defined]
    return _written([fields, *([_cell(value) for value in record] for record in records)])


def _written(rows: Sequence[Sequence[Any]]) -> str:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    match value:
        case str():
            return f"'{value}" if value.lstrip().startswith(_FORMULA) else value
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case timedelta():
            return int(value.total_seconds())
        case tuple():
            return _cell("; ".join(_joined(each) for each in value))
    return value


def _joined(value: Any) -> str:
    return " ".join(map(_joined, value)) if isinstance(value, tuple) else str(_cell(value))
