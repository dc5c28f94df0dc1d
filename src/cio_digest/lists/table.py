"""The text of a CSV file to rows: the columns are known by their headings (RFC 4180, loosely)."""

from __future__ import annotations

import csv
import re
from itertools import chain
from typing import TYPE_CHECKING

from cio_digest.lists.columns import FACTS, meaning
from cio_digest.lists.row import ListRow, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DELIMITERS = ",;\t|"
_SEVERAL = re.compile(r"[\s,;|]+")  # what stands between two addresses in a cell
# A handle with its server, or an address, where a heading may stand as well.
_ADDRESS = r"@?[\w.+-]{1,80}@[\w.-]{1,200}|@?[\w-]{1,80}(?:\.[\w-]{1,80}){1,9}|https?://\S{1,2000}"
_SCHEME = r"^(?:https?://)?(?:www\.)?|/$"


def rows(text: str, file: str) -> Iterator[ListRow]:
    """Each line of a table below its headings, with what stands in it.

    Raises:
        UnreadableError: no column has the names of people, or it is no table.
    """
    lines = _records(text, file)
    number, headings = next(lines, (1, []))
    columns = [meaning(heading) for heading in headings]
    if len(headings) == 1 and re.fullmatch(_ADDRESS, headings[0].strip()):
        columns, lines = [""], chain([(number, headings)], lines)  # a column without a heading
    elif not {"name", "last"} & {*columns} and {*columns} <= {*FACTS, None}:
        raise UnreadableError(
            f"{file}:{number}: no column is called name; call the columns name, role, sector, "
            "organisation, size, and after the networks: mastodon, bluesky, x, blog, …"
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


def _row(where: str, columns: Sequence[str | None], cells: Sequence[str]) -> ListRow:
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
    if not name and not {"name", "first", "last"} & {*columns}:
        # A list of accounts alone, such as Mastodon's export: each is called by its address.
        name = next((re.sub(_SCHEME, "", address) for _, address in addresses), "")
    said = tuple((column or network, each) for column, each in addresses)
    return ListRow(where, name, **facts, addresses=said)
