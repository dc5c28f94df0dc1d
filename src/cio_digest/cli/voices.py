"""``cio-digest voices``: the people and outlets one listens to, wherever they speak."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli.failures import say
from cio_digest.cli.setup import own, setup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Source

COLUMNS = ("voice", "role", "addresses")
EPILOG = """\b
Examples:
  cio-digest voices                          whom you listen to, and where
  cio-digest voices import cios.csv          take in a list that somebody made
  cio-digest voices import --dry-run a.opml  only say what would be taken
"""


@click.group("voices", invoke_without_command=True, epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """The people and outlets you listen to; alone, it lists them with role and addresses."""
    if ctx.invoked_subcommand:
        return
    config = setup(ctx).config
    rows = [(v.name, v.role, _addresses(config.sources, v.name)) for v in config.voices]
    if rows:
        _table(COLUMNS, rows)
    else:
        say("no voices yet: add [[voices]] to your feeds.toml, or import a list of them")


def _addresses(sources: Sequence[Source], voice: str) -> str:
    from cio_digest import health

    own = (source for source in sources if source.voice == voice)
    return ", ".join(source.handle or health.address(source.url) for source in own)


IMPORT_EPILOG = """\b
Examples:
  cio-digest voices import cios.csv             add them to your feeds.toml
  cio-digest voices import --dry-run cios.csv   only say what would be added
"""


@command.command("import", epilog=IMPORT_EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and change nothing.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[str, ...], dry_run: bool) -> None:
    """Add the people of a list to your feeds.toml, and say line by line what was taken.

    Of a CSV file, the headings count: name, role, sector, organisation, and a column for each
    network (mastodon, bluesky, x, blog, …) or one of addresses. Of OPML, each outline is a voice.

    Exit codes: 0 all well, 3 some were refused, 1 none could be taken.
    """
    from pathlib import Path

    from cio_digest.cli import reading
    from cio_digest.lists import read, voices

    started = own(ctx, "voices are added to")
    rows = [row for file in files for row in read.people(reading.content(file), Path(file).name)]
    verdicts = voices.plan(rows, started.config)
    ctx.exit(reading.take(started, "voices", verdicts, "voice", dry_run=dry_run))


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    show(render.table(columns, rows, chosen(None), surface(os.environ)))
