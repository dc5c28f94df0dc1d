"""Rows of facts to stdout, in the format that was asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cio_digest.cli import formats
from cio_digest.render.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

# The option of every command that prints a table.
FORMAT = formats.offered("table")


def show_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], format_name: str | None, empty: str = ""
) -> None:
    """Print the rows; where there are none, people see the text ``empty``."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    to = chosen(format_name)
    if empty and not rows and for_people(format_name):
        from textwrap import fill

        show(f"{fill(empty, surface(os.environ).width) if to == 'terminal' else empty}\n")
        return
    show(render.table(columns, rows, to, surface(os.environ)))


def show_records(
    name: str,
    fields: Sequence[str],
    records: Sequence[tuple[Any, ...]],
    format_name: str | None,
    **facts: Any,
) -> bool:
    """Print figures as data where data was asked for, which tables for people only round.

    ``name`` says what they are, ``fields`` what is in each, and ``facts`` hold of all of them.
    Gives whether that was so.
    """
    from cio_digest import render
    from cio_digest.cli.output import show

    if format_name is None or "records" not in render.FORMATS[format_name].makes:
        return False
    show(render.records(name, fields, records, format_name, facts))
    return True


def show_legend(lines: Sequence[str], format_name: str | None) -> None:
    """Print what the figures of a table are of, below it and for people alone."""
    from textwrap import fill

    from cio_digest.cli.output import show
    from cio_digest.cli.surface import surface

    if lines and for_people(format_name):
        width = surface(os.environ).width
        show("\n".join(["", *(fill(line, width) if line else line for line in lines), ""]))


def for_people(format_name: str | None) -> bool:
    """Whether the output is for people, so that a remark may be printed with the table."""
    return format_name is None or not FORMATS[format_name].document
