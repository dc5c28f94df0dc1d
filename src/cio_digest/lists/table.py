"""The text of a CSV file to rows: the columns are known by their headings (RFC 4180, loosely)."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from cio_digest.lists.columns import FACTS, meaning
from cio_digest.lists.row import Row, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DELIMITERS = ",;\t|"
_SEVERAL = re.compile(r"[\s,;|]+")  # what stands between two addresses in a cell


def rows(text: str, file: str) -> Iterator[Row]:
    """Each line of a table below its headings, with what stands in it.

    Raises:
        UnreadableError: no column has the names of people, or it is no table.
    """
    lines = _records(text, file)
    number, headings = next(lines, (1, []))
    columns = [meaning(heading) for heading in headings]
    if "name" not in columns and "last" not in columns:
        raise UnreadableError(
            f"{file}:{number}: no column is called name; call the columns name, role, sector, "
            "organisation, and after the networks: mastodon, bluesky, x, blog, …"
        )
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            yield _row(f"{file}:{line}", columns, cells)


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line that it begins in."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=_delimiter(text))
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableError(f"{file}:{line}: is no table: {error}") from None


def _delimiter(text: str) -> str:
    """What parts the headings, outside of quotes."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max(_DELIMITERS, key=first.count)


def _row(where: str, columns: Sequence[str | None], cells: Sequence[str]) -> Row:
    facts: dict[str, str] = {}
    addresses: list[tuple[str, str]] = []
    for column, cell in zip(columns, cells, strict=False):
        if column in FACTS:
            facts.setdefault(column, " ".join(cell.split()))
        elif column is not None:
            addresses += [(column, each) for each in _SEVERAL.split(cell) if each]
    network = meaning(facts.pop("network", "")) or ""
    first, last = facts.pop("first", ""), facts.pop("last", "")
    name = facts.pop("name", "") or f"{first} {last}".strip()
    said = tuple((column or network, each) for column, each in addresses)
    return Row(where, name, **facts, addresses=said)
