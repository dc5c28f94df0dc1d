"""``cio-digest read``: a story's whole article, on the terminal."""

from __future__ import annotations

import os

import click

from cio_digest.cli import completing, numbered
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest read 3                    page through the article of story 3
  cio-digest read 3 > article.md       keep it
"""


@click.command(epilog=EPILOG)
@click.argument("number", type=numbered.number, shell_complete=completing.stories)
@click.pass_context
def command(ctx: click.Context, number: int) -> None:
    """Fetch the article of a story of the digest printed last, and show its text without the page.

    Needs an extra: pip install "cio-digest[read]".
    """
    from cio_digest import render
    from cio_digest.cli import logs
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import article

    started = setup(ctx)
    logs.start(started.store)
    item, blocks = article.read(started, number)
    text = render.article(item, blocks, started.now, chosen(None), surface(os.environ))
    show(text)
