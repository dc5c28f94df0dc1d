"""``cio-digest sources score``: what each source is worth to its reader, and why."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import naming
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.scorecards.sources import Scorecard

FORMATS = ("terminal", "markdown", "json", "csv", "plain")
EPILOG = """\b
Examples:
  cio-digest sources score                         every source, over 30 days
  cio-digest sources score "The Ledger"            one, figure by figure
  cio-digest sources score --days 90 --format csv > sources.csv
"""


@click.command("score", epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--days", type=click.IntRange(1, 366), default=30, help="Over how many days.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(FORMATS),
    help="What to print; else a terminal gets terminal, a pipe markdown.",
)
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], days: int, wanted: str | None) -> None:
    """Rate your sources, or one in full: its pace, what reached you, what it alone had.

    The verdict is advice, with its reason in full where you NAME the source; nothing is dropped by
    it. What each figure is of stands in docs/sources.md.
    """
    from cio_digest import rating
    from cio_digest.cli.surface import chosen
    from cio_digest.store import opened

    started = setup(ctx)
    asked = {source.key for source in naming.sources(started.config, names)}
    with opened(started.store) as db:
        cards = rating.sources(db, started.config, started.now, timedelta(days=days))
    picked = [card for card in cards if card.source in asked]
    _show(picked, chosen(wanted), days, started.now, full=bool(names))


def _show(cards: list[Scorecard], to: str, days: int, now: datetime, *, full: bool) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import surface
    from cio_digest.render import figures

    if to in render.RECORDS:
        show(render.records("sources", cards, to))
        return
    page = surface(os.environ)
    if full:
        for card in cards:
            rows = figures.source_in_full(card, days, now)
            show(render.table((card.name, "", ""), rows, to, page))
        return
    cards.sort(key=lambda card: figures.VERDICTS.index(card.verdict))
    show(render.table(figures.SOURCES, [figures.source(card) for card in cards], to, page))
    show(f"\n{figures.summary(cards, days)}\n")
