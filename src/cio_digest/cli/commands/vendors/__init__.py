"""``cio-digest vendors``: what was told of the vendors that the reader watches."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from cio_digest.cli import completing, days, formats, groups, tables
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.models.records import WatchedVendor

EPILOG = """\b
Examples:
  cio-digest vendors                       your vendors, and how much was told
  cio-digest vendors show Microsoft        one of them, story by story
  cio-digest vendors show Citrix --days 90 --format html > citrix.html
"""
NONE = "No vendors yet: add [vendors.NAME] or [[stack]] to your feeds.toml; docs/vendors.md."


@click.group("vendors", cls=groups.CommandGroup, invoke_without_command=True, epilog=EPILOG)
@days.OVER
@tables.FORMAT
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """List the vendors you watch and the makers of your stack, with what headlines tell of them.

    A story counts where a headline has the vendor's name, an alias or a product of your stack.
    """
    if ctx.invoked_subcommand is None:
        _list(ctx, **options)


LIST_EPILOG = """\b
Examples:
  cio-digest vendors list                  as vendors alone does
  cio-digest vendors list --days 90 --format json
"""


@command.command("list", epilog=LIST_EPILOG)
@days.OVER
@tables.FORMAT
@click.pass_context
def list_(ctx: click.Context, /, **options: Any) -> None:
    """List your vendors and how much was told of each."""
    _list(ctx, **options)


SHOW_EPILOG = """\b
Examples:
  cio-digest vendors show Microsoft
  cio-digest vendors show "Exchange Server"    by a product of yours
  cio-digest vendors show Citrix --max 5 --format json
"""


@command.command("show", epilog=SHOW_EPILOG)
@click.argument("name", shell_complete=completing.vendors)
@days.OVER
@click.option(
    "--max", "most", type=click.IntRange(1, 1000), default=30, help="At most so many stories."
)
@formats.offered("vendor")
@click.pass_context
def show_(ctx: click.Context, name: str, days: int, most: int, format_name: str | None) -> None:
    """One vendor: how much was told, who covers it, and its stories, the newest first.

    Headlines stand as they were published. What one reports (price, outage, end of life, security,
    people) is said where its words say so plainly, with these words.
    """
    import os

    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import naming
    from cio_digest.scorecards import vendors
    from cio_digest.store import opened

    started = setup(ctx)
    watch = naming.vendor(vendors.watched(started.config), name)
    with opened(started.store) as db:
        span = timedelta(days=days)
        told = vendors.told(db, started.config, [watch], started.now, span)
        named = told.get(watch.name, [])
        made = vendors.page(db, started.config, watch, named, started.now, days)
    made = made._replace(stories=made.stories[:most])
    show(render.vendor(made, chosen(format_name), surface(os.environ)))


def _list(ctx: click.Context, days: int, format_name: str | None) -> None:
    from cio_digest.models.records import WatchedVendor
    from cio_digest.render import vendors as wording
    from cio_digest.scorecards import vendors
    from cio_digest.store import opened

    started = setup(ctx)
    watches = vendors.watched(started.config)
    with opened(started.store) as db:
        told = vendors.told(db, started.config, watches, started.now, timedelta(days=days))
    found = [
        vendors.figures(started.config, each, told.get(each.name, []), started.now, days)
        for each in watches
    ]
    if tables.show_records("vendors", WatchedVendor._fields, found, format_name, days=days):
        return
    tables.show_table(wording.COLUMNS, list(map(wording.row, found)), format_name, NONE)
    tables.show_legend(list(_rising(found)), format_name)


def _rising(figures: list[WatchedVendor]) -> list[str]:
    """A line on those of which clearly more was told than in a usual week."""
    from cio_digest.render.words import count
    from cio_digest.scorecards import vendors

    return [
        f"{each.name} rises: {count(each.week, 'story')} in the last week, "
        f"{each.usual:g} in a usual one."
        for each in figures
        if vendors.rises(each)
    ]
