"""``cio-digest dates``: what sources announce for a day ahead."""

from __future__ import annotations

import os

import click

from cio_digest.cli import formats
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest dates                             the next of them
  cio-digest dates --format ics > ahead.ics    for a calendar
"""


@click.command(epilog=EPILOG)
@click.option(
    "--max", "most", type=click.IntRange(1, 200), default=30, help="At most so many dates."
)
@formats.offered("timeline", "ics")
@click.pass_context
def command(ctx: click.Context, most: int, format_name: str | None) -> None:
    """Print the dates ahead that entries of your topics announce, with the sentence that says so.

    Dates are read in English and German, of the last half year, and only where they are sure: with
    a year, or where the sentence looks ahead. "Tomorrow" is not. Calendars (ics) need an extra:
    pip install "cio-digest[calendar]".
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.digest import ahead
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        made = ahead.page(db, started.config, started.now, most)
    if format_name == "ics":
        from cio_digest.render import ics

        show(ics.calendar(made), paged=False)
        return
    show(render.timeline(made, chosen(format_name), surface(os.environ)))
