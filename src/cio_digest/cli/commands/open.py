"""``cio-digest open``: stories of the digest in the browser."""

from __future__ import annotations

import click

from cio_digest.cli import numbered
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest open 3          the third story in the browser
  cio-digest open 1 4        two of them
  cio-digest open 3 --url    only print its address
  cio-digest open 3 --talk   where it is discussed most
  cio-digest open 3 --talk --url   the addresses of all its discussions
"""


@click.command(epilog=EPILOG)
@numbered.STORIES
@click.option("--url", "only", is_flag=True, help="Print the address instead.")
@click.option("--talk", is_flag=True, help="Its liveliest discussion; with --url all of them.")
@click.pass_context
def command(ctx: click.Context, numbers: tuple[int, ...], only: bool, talk: bool) -> None:
    """Open stories of the digest printed last in the browser, by their numbers.

    Exit code 1 where no browser could be started; the addresses are printed then, too.
    """
    from cio_digest.cli.failures import say
    from cio_digest.digest import explain
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        stories = [explain.numbered(db, number) for number in numbers]
        if talk:
            found = [explain.talks(db, started.config, story) for story in stories]
            urls = [each.url for talks in found for each in (talks if only else talks[:1])]
        else:
            urls = [explain.address(story) for story in stories]
    for url in urls:
        click.echo(url)
    failed = [] if only else [url for url in urls if not _shown(url)]
    if failed:
        say("no browser could be started; set BROWSER to one, or open the address above")
        ctx.exit(1)


def _shown(url: str) -> bool:
    """Whether a browser took the address; a BROWSER that is no command line starts none."""
    import webbrowser

    try:
        return webbrowser.open(url)
    except (ValueError, IndexError):  # a quotation mark is never closed, or nothing but blanks
        return False
