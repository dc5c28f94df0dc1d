"""``cio-digest init``: a feeds.toml of one's own, made from the example."""

from __future__ import annotations

import click

from cio_digest.cli.failures import say

EPILOG = """\b
Examples:
  cio-digest init                     write it where it is looked for
  cio-digest --config my.toml init    write it somewhere else
"""


@click.command(epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Write a feeds.toml to start from; one that is there already is never touched."""
    from cio_digest import config
    from cio_digest.config import paths

    path = paths.config_file(paths.here(), ctx.find_root().obj[0])
    config.write_example(path)
    click.echo(path)
    say("edit it to follow what you read, then run: cio-digest today")
