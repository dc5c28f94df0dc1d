"""``cio-digest sources score``: the rating of each source, with its figures."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, days, tables
from cio_digest.cli.setup import setup
from cio_digest.masking import masked
from cio_digest.runs import naming

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models.scorecards import Scorecard

EPILOG = """\b
Examples:
  cio-digest sources score                    every source, over 30 days
  cio-digest sources score "The Ledger"       one, figure by figure
  cio-digest sources score --days 90 --format csv > sources.csv
"""


@click.command("score", epilog=EPILOG)
@click.argument("name", required=False, shell_complete=completing.sources)
@days.OVER
@tables.FORMAT
@click.pass_context
def score(ctx: click.Context, name: str | None, days: int, format_name: str | None) -> None:
    """Rate your sources, or one in full: its pace, what reached you, what it alone had.

    Reached: posts whose story a digest showed. The verdict is advice, its reason shown where you
    NAME the source; nothing is dropped by it. What each figure is of stands in docs/sources.md.
    """
    from cio_digest.models.scorecards import Scorecard
    from cio_digest.scorecards import sources
    from cio_digest.store import opened

    started = setup(ctx)
    asked = {each.key for each in naming.sources(started, [name] if name else [])}
    with opened(started.store) as db:
        cards = sources.scorecards(db, started.config, started.now, timedelta(days=days))
    picked = [c._replace(source=masked(c.source)) for c in cards if c.source in asked]
    if tables.show_records("sources", Scorecard._fields, picked, format_name, days=days):
        return
    if name:
        _show_one(picked[0], days, started.now, format_name)
    else:
        _show_all(picked, days, format_name)


def _show_one(card: Scorecard, days: int, now: datetime, format_name: str | None) -> None:
    from cio_digest.render import figures

    tables.show_table((card.name, "", ""), figures.source_in_full(card, days, now), format_name)


def _show_all(cards: list[Scorecard], days: int, format_name: str | None) -> None:
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.render import figures

    cards.sort(key=lambda card: figures.VERDICTS.index(card.verdict))
    narrow = chosen(format_name) == "terminal" and surface(os.environ).width < figures.NARROW
    columns = slice(figures.FEWER if narrow else None)
    rows = [figures.source(card)[columns] for card in cards]
    tables.show_table(figures.SOURCES[columns], rows, format_name)
    tables.show_legend((figures.summary(cards, days), *figures.LEGEND), format_name)
