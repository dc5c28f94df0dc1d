"""``cio-digest init``: a feeds.toml of one's own, made from the example."""

from __future__ import annotations

import click

from cio_digest.cli.failures import say

EPILOG = """\b
Examples:
  cio-digest init                     write it where it is looked for
  cio-digest init --from feedly.opml  with the feeds of another reader
  cio-digest init --empty             with neither feeds nor topics
  cio-digest --config my.toml init    write it somewhere else
"""


@click.command(epilog=EPILOG)
@click.option(
    "--from",
    "file",
    type=click.Path(),
    metavar="FILE",
    help="Follow the feeds of another reader's list.",
)
@click.option("--empty", is_flag=True, help="Follow nothing yet, and have no topics.")
@click.pass_context
def command(ctx: click.Context, file: str | None, empty: bool) -> None:
    """Write a feeds.toml to start from; one that is there already is never touched.

    With --from, a list as sources import takes it, the feeds are those of the list alone.
    """
    from cio_digest import config
    from cio_digest.config import paths

    path = paths.config_file(paths.here(), ctx.find_root().obj[0])
    if file:
        ctx.exit(_from(path, file, topics=not empty))
    config.write(path, config.beginning(topics=False) if empty else config.example())
    click.echo(path)
    say("edit it to follow what you read, then run: cio-digest today")


def _from(path: str, file: str, *, topics: bool) -> int:
    """Write a file with the feeds of a list; gives the exit code."""
    from pathlib import Path

    from cio_digest import config
    from cio_digest.cli import reading
    from cio_digest.config import writing
    from cio_digest.lists import feeds, read
    from cio_digest.runs import importing

    begun = config.beginning(topics=topics)
    lines = read.subscriptions(importing.content(file), Path(file).name)
    verdicts = feeds.plan(lines, config.parse(begun, path), {})
    taken = [verdict.table for verdict in verdicts if verdict.state == "taken"]
    if taken:
        text = f"{begun}\n{writing.tables('feeds', taken)}"
        config.parse(text, path)  # what a run would refuse is not written
        config.write(path, text)
    code = reading.report(verdicts, "source", dry_run=False)
    say(f"{path} is written; run: cio-digest today" if taken else "nothing was written")
    return code
