"""``cio-digest save``: stories of the digest onto a reading list."""

from __future__ import annotations

from pathlib import Path

import click

from cio_digest import files
from cio_digest.cli import numbered
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest save 3                           onto reading.md beside the store
  cio-digest save 1 4 --to ~/Notes/later.md   onto a list of yours
  cio-digest save 2 --to later.opml           as OPML, or .json
"""


@click.command(epilog=EPILOG)
@numbered.STORIES
@click.option(
    "--to",
    "file",
    type=click.Path(),
    metavar="FILE",
    help="A list that ends in .md, .json or .opml.",
)
@click.pass_context
def command(ctx: click.Context, numbers: tuple[int, ...], file: str | None) -> None:
    """Put stories of the digest printed last on a reading list, by their numbers."""
    from cio_digest.cli.failures import say
    from cio_digest.config import paths
    from cio_digest.runs import saving

    started = setup(ctx)
    beside = Path(paths.local(paths.here(), started.store)).with_name("reading.md")
    path = Path(files.expanded(file)) if file else beside
    for item, known in saving.save(started, numbers, path):
        say(f"{'already ' if known else ''}on {path}: {item.title}")
