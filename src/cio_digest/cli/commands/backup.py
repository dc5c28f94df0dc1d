"""``cio-digest backup``: a copy of the store, made while it is in use."""

from __future__ import annotations

import click

EPILOG = """\b
Examples:
  cio-digest backup ~/backups/cio-digest.db    a copy of all that was read
  cio-digest restore ~/backups/cio-digest.db   and back
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(dir_okay=False))
@click.pass_context
def command(ctx: click.Context, file: str) -> None:
    """Copy the store to FILE, as it is at one moment, whatever runs meanwhile.

    A backup that is there already is replaced in one step; any other file is left alone.
    """
    from cio_digest import files
    from cio_digest.cli.failures import say
    from cio_digest.config import paths
    from cio_digest.render import words
    from cio_digest.store import backup, opened

    with opened(paths.store_file(paths.here(), ctx.find_root().obj[1])) as db:
        entries = backup.save(db, files.expanded(file))
    click.echo(file)
    say(f"{words.count(entries, 'entry')}, with all stories, digests and verdicts")
