"""``cio-digest sources``: the sources and their state."""

from __future__ import annotations

import click

from cio_digest.cli import groups
from cio_digest.cli.commands.sources.add import add
from cio_digest.cli.commands.sources.check import check
from cio_digest.cli.commands.sources.keep import mute, remove, rename, tag, unmute
from cio_digest.cli.commands.sources.list import kinds, list_
from cio_digest.cli.commands.sources.move import export, import_
from cio_digest.cli.commands.sources.score import score

EPILOG = """\b
Examples:
  cio-digest sources list                 all sources, those that fail first
  cio-digest sources list --failing       only those that need you
  cio-digest sources list --format csv > sources.csv
  cio-digest sources check                ask them again: what is wrong?
  cio-digest sources score                what each is worth to you, and why
  cio-digest sources add ledger.example   follow a site by its feed
  cio-digest sources import feeds.opml    take in another reader's list
  cio-digest sources kinds                which networks can be read, and how
"""


@click.group("sources", cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """List your sources and their state; add, check and change them."""


for each in (list_, kinds, add, remove, rename, tag, mute, unmute, check, import_, export, score):
    command.add_command(each)
