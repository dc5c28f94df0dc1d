"""``cio-digest restore``: replaces the store by a backup."""

from __future__ import annotations

import click

from cio_digest.cli.setup import now

EPILOG = """\b
Examples:
  cio-digest restore ~/backups/cio-digest.db    the store as it was then
"""


@click.command(epilog=EPILOG)
@click.argument("file", type=click.Path(dir_okay=False))
@click.pass_context
def command(ctx: click.Context, file: str) -> None:
    """Replace the store by a copy of the backup FILE; the old store is kept under another name.

    A backup that is damaged or no backup at all is refused, and the store stays as it is.
    """
    from cio_digest import files
    from cio_digest.cli.failures import say
    from cio_digest.config import paths
    from cio_digest.render import words
    from cio_digest.store import backup, locked

    store, moment = paths.store_file(paths.here(), ctx.find_root().obj[1]), now()
    with locked(store, moment):
        entries, old = backup.restore(store, files.expanded(file), moment)
    before = [f"what was there before is {old}"] if old else []
    click.echo(store)
    say(f"{words.count(entries, 'entry')} restored", *before)
