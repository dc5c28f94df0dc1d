"""``cio-digest sources list`` and ``kinds``: what one watches, and what could be watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, tables
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models import Polling, Source
    from cio_digest.models.records import ListedSource

COLUMNS = ("source", "state", "last read", "tags", "address")
EPILOG = """\b
Examples:
  cio-digest sources list                 all sources, those that fail first
  cio-digest sources list --failing       only those that need you
  cio-digest sources list --tag daily     only those with your tag
  cio-digest sources list --format csv > sources.csv
"""
KINDS = """\b
Examples:
  cio-digest sources kinds                which networks can be read, and how
  cio-digest sources kinds --format json
"""


@click.command("list", epilog=EPILOG)
@click.option("--failing", is_flag=True, help="Only sources whose last read failed.")
@click.option(
    "--tag", metavar="TAG", shell_complete=completing.tags, help="Only sources with this tag."
)
@tables.FORMAT
@click.pass_context
def list_(ctx: click.Context, failing: bool, tag: str | None, format_name: str | None) -> None:
    """List the sources with their state; an aligned table on a terminal, markdown in a pipe."""
    from cio_digest.models.records import ListedSource
    from cio_digest.networks import health
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    started = setup(ctx)
    with opened(started.store) as db:
        states = table.states(db, started.config.sources)
        newest = table.newest(db, started.config.sources, started.now)
    silent = health.silent(newest, started.now)
    listed = [
        (source, states[source.key], silent.get(source.key))
        for source in started.config.sources
        if not failing or states[source.key].failures
        if not tag or _is_tagged(source, tag)
    ]
    records = [_record(*each) for each in listed]
    if tables.show_records("sources", ListedSource._fields, records, format_name):
        return
    rows = [_row(*each, started.now) for each in listed]
    rows.sort(key=lambda row: row[1] == "fine")
    tables.show_table(COLUMNS, rows, format_name, "No such sources.")


def _is_tagged(source: Source, tag: str) -> bool:
    from cio_digest.lists import folders

    return folders.has(source.tags, tag)


def _record(source: Source, state: Polling, silent: datetime | None) -> ListedSource:
    from cio_digest.models.records import ListedSource
    from cio_digest.networks import health

    return ListedSource(
        name=health.name(source, state),
        address=health.address(source.url),
        kind=source.kind,
        state=health.code(state, silent),
        error=state.error,
        voice=source.voice,
        role=source.role,
        tags=source.tags,
        muted_until=source.muted_until,
        last_read=state.succeeded,
        last_tried=state.checked,
        next_read=state.due,
        failures=state.failures,
        failing_since=state.failing_since,
        silent_since=silent,
        where=source.where,
    )


def _row(source: Source, state: Polling, silent: datetime | None, now: datetime) -> tuple[str, ...]:
    from cio_digest.networks import health
    from cio_digest.render import words

    read = words.age(state.succeeded, now) if state.succeeded else "never"
    name, tags = health.name(source, state), ", ".join(source.tags)
    muted = source.muted_until is not None and now.date() < source.muted_until
    condition = f"muted until {source.muted_until}" if muted else health.condition(state, silent)
    return (name, condition, read, tags, health.address(source.url))


@click.command("kinds", epilog=KINDS)
@tables.FORMAT
def kinds(format_name: str | None) -> None:
    """List the kinds of sources: what each reads, what it needs, what it cannot do."""
    from cio_digest.models.records import ListedKind
    from cio_digest.networks import registry

    kinds = [
        ListedKind(kind, readable=kind in registry.KINDS, reads=reads, needs=needs, cannot=lacks)
        for kind, reads, needs, lacks in registry.overview()
    ]
    if tables.show_records("kinds", ListedKind._fields, kinds, format_name):
        return
    tables.show_table(registry.COLUMNS, registry.overview(), format_name)
