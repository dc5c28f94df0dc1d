"""``cio-digest sources``: the places one watches, and how they are doing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli import adding, checking, keeping, moving
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models import Polling, Source

COLUMNS = ("source", "state", "last read", "tags", "address")
EPILOG = """\b
Examples:
  cio-digest sources list                 all sources, those that fail first
  cio-digest sources list --failing       only those that need you
  cio-digest sources check                ask them again: what is wrong?
  cio-digest sources add ledger.example   follow a site by its feed
  cio-digest sources import feeds.opml    take in another reader's list
  cio-digest sources kinds                which networks can be read, and how
"""


@click.group("sources", epilog=EPILOG)
def command() -> None:
    """The places you watch, and how they are doing."""


for each in (
    adding.add,
    keeping.remove,
    keeping.rename,
    keeping.tag,
    keeping.mute,
    keeping.unmute,
    checking.check,
    moving.import_,
    moving.export,
):
    command.add_command(each)


@command.command("list", epilog=EPILOG)
@click.option("--failing", is_flag=True, help="Only sources whose last read failed.")
@click.option("--tag", metavar="TAG", help="Only sources with this tag.")
@click.pass_context
def list_(ctx: click.Context, failing: bool, tag: str | None) -> None:
    """List the sources with their state."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    started = setup(ctx)
    with opened(started.store) as db:
        states = table.states(db, started.config.sources)
    rows = [
        _row(source, states[source.key], started.now)
        for source in started.config.sources
        if (not failing or states[source.key].failures) and (not tag or tag in source.tags)
    ]
    rows.sort(key=lambda row: row[1] == "fine")
    if not rows:
        show("No such sources.\n")
        return
    show(render.table(COLUMNS, rows, chosen(None), surface(os.environ)))


def _row(source: Source, state: Polling, now: datetime) -> tuple[str, ...]:
    from cio_digest import health
    from cio_digest.render import words

    read = words.age(state.succeeded, now) if state.succeeded else "never"
    name, tags = health.name(source, state), ", ".join(source.tags)
    muted = source.muted_until is not None and now.date() < source.muted_until
    condition = f"muted until {source.muted_until}" if muted else health.condition(state)
    return (name, condition, read, tags, health.address(source.url))


@command.command("kinds", epilog=EPILOG)
def kinds() -> None:
    """List the kinds of sources with what each needs."""
    from cio_digest import render, sources
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    rows = sources.overview()
    show(render.table(sources.COLUMNS, rows, chosen(None), surface(os.environ)))
