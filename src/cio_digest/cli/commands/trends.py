"""``cio-digest trends``: which terms rise or fall, and the history of one term."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, formats
from cio_digest.cli import days as dates
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.text.when import When
EPILOG = """\b
Examples:
  cio-digest trends                        what rises, and its stories
  cio-digest trends passkeys               one term over four weeks
  cio-digest trends CRM --days 14          a topic of yours over two
  cio-digest trends passkeys --days 365    a term over a year, by weeks
  cio-digest trends --falling --max 5      what is going away
  cio-digest trends --date 2026-11-20      what rose on an earlier day
  cio-digest explain 3                     the story with that number
"""


@click.command(epilog=EPILOG)
@click.argument("term", nargs=-1, shell_complete=completing.topics)
@click.option("--falling", is_flag=True, help="What falls below its own history instead.")
@click.option(
    "--days",
    type=click.IntRange(2, 1830),
    default=28,
    help="How many days to draw; above 28 by weeks.",
)
@click.option(
    "--max", "most", type=click.IntRange(1, 20), default=10, help="At most so many terms."
)
@dates.DAY
@formats.offered("trends")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    term: tuple[str, ...],
    falling: bool,
    days: int,
    most: int,
    day: When | None,
    format_name: str | None,
) -> None:
    """Print the terms that rise above their own history, or the history of one TERM or topic.

    A term is a word or a name of two or three words in titles. Its share of all entries is compared
    with the four weeks before, each source and voice counting once a day. Stories have the numbers
    of the digest printed last.
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import morning
    from cio_digest.store import opened
    from cio_digest.trends import page

    if term and not "".join(term).strip():
        raise click.UsageError("Name a term; without one, all that rise are listed.", ctx)
    started = setup(ctx)
    options = page.TrendsOptions(morning.begun(started, day), most, days, falling)
    with opened(started.store) as db:
        if term:
            made = page.one(db, started.config, started.now, " ".join(term), options)
        else:
            made = page.everything(db, started.config, started.now, options)
    show(render.trends(made, chosen(format_name), surface(os.environ)))
