"""``cio-digest sources import`` and ``export``: lists from and for other readers."""

from __future__ import annotations

import click

from cio_digest.cli import formats, tables
from cio_digest.cli.failures import say
from cio_digest.cli.setup import own, setup

IMPORT = """\b
Examples:
  cio-digest sources import feedly.opml         from Feedly, Inoreader, …
  cio-digest sources import ~/.newsboat/urls    from newsboat
  cio-digest sources import --dry-run a.txt     only say what would be added
"""
EXPORT = """\b
Examples:
  cio-digest sources export feeds.opml
  cio-digest sources export | newsboat -i /dev/stdin
"""


@click.command("import", epilog=IMPORT)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and change nothing.")
@tables.FORMAT
@click.pass_context
def import_(
    ctx: click.Context, files: tuple[str, ...], dry_run: bool, format_name: str | None
) -> None:
    """Add the feeds of another reader's list.

    A list is OPML, newsboat's urls, or has an address in each line; the FILE - is standard input.
    Folders become tags. What was taken into your feeds.toml and what not is said line by line.

    Exit codes: 0 all well, 3 some were refused, 1 none could be taken.
    """
    from pathlib import Path

    from cio_digest.cli import reading
    from cio_digest.lists import feeds, read
    from cio_digest.runs import importing
    from cio_digest.runs.naming import states

    started = own(ctx, "sources are added to")
    lines = [
        line
        for file in files
        for line in read.subscriptions(importing.content(file), Path(file).name)
    ]
    verdicts = feeds.plan(lines, started.config, states(started))
    ctx.exit(reading.take(started, "feeds", verdicts, "source", format_name, dry_run=dry_run))


@click.command("export", epilog=EXPORT)
@click.argument("file", required=False, type=click.Path())
@click.pass_context
def export(ctx: click.Context, file: str | None) -> None:
    """Write your feeds for another reader, as OPML.

    To FILE, else to stdout. Each tag is a folder. Searches, accounts, programs and files have no
    address that another reader could ask, and credentials are nobody else's: they stay.
    """
    from cio_digest.cli.output import show
    from cio_digest.lists import opml
    from cio_digest.networks import health
    from cio_digest.render.words import count
    from cio_digest.runs.naming import states

    if file:
        formats.refuse_end(file, "a list of feeds", ("opml", "xml"))
    started = setup(ctx)
    sources, known = started.config.sources, states(started)
    feeds = [
        each._replace(title=each.title or each.voice or known[each.key].title)
        for each in sources
        if opml.is_feed(each)
    ]
    show(opml.document(feeds, started.now), file)
    if left := len(sources) - len(feeds):
        are = "is no feed" if left == 1 else "are no feeds"
        say(f"{len(feeds)} of {count(len(sources), 'source')}; {left} {are} at an address")
    if keys := sum(health.address(each.url) != each.url for each in feeds):
        whose = "the address of one holds" if keys == 1 else f"the addresses of {keys} hold"
        say(f"{whose} a key of yours: keep the list to yourself")
