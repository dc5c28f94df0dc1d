"""``cio-digest story``: the affair that a story is part of, day by day."""

from __future__ import annotations

import os

import click

from cio_digest.cli import completing, formats, numbered
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest story 3                             what came before and after it
  cio-digest story 3 --format html > affair.html
"""


@click.command(epilog=EPILOG)
@click.argument("number", type=numbered.number, shell_complete=completing.stories)
@formats.offered("timeline")
@click.pass_context
def command(ctx: click.Context, number: int, format_name: str | None) -> None:
    """Show the affair of a story day by day, by its number in the digest printed last.

    Stories of an affair are linked by the names and figures that they share. Each day has one
    headline, as it was published; +3 after its source are three more that told it.
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.digest import timeline
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        made = timeline.number(db, started.config, number, started.now)
    show(render.timeline(made, chosen(format_name), surface(os.environ)))
