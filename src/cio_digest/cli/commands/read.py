"""``cio-digest read``: a story's whole article, on the terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, waiting
from cio_digest.cli.setup import Setup, setup

if TYPE_CHECKING:
    from cio_digest.models import Item
    from cio_digest.store import Store

EPILOG = """\b
Examples:
  cio-digest read 3                    page through the article of story 3
  cio-digest read 3 > article.md       keep it
"""


@click.command(epilog=EPILOG)
@click.argument("number", type=click.IntRange(min=1), shell_complete=completing.stories)
@click.pass_context
def command(ctx: click.Context, number: int) -> None:
    """Fetch the article of a story of the digest printed last, and show its text without the page.

    Needs an extra: pip install "cio-digest[read]".
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.digest import explain
    from cio_digest.parse import article
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        item = explain.numbered(db, number)
        written = _written(db, started, item)
    url = explain.address(item)
    found = article.paragraphs(waiting.run(_page(url, *written)), url)
    text = render.article(item, found, started.now, chosen(None), surface(os.environ))
    if sys.stdout.isatty():
        click.echo_via_pager(text, color=True)
    else:
        show(text)


def _written(db: Store, started: Setup, item: Item) -> tuple[str, bool]:
    """The address that the reader wrote of who brought the story: a private one stays reachable.

    And whether it is one although its name is public.
    """
    from cio_digest.digest import explain

    own = {source.key: (source.url, source.private) for source in started.config.sources}
    brought = [each.source for each in explain.story(db, item).entries if each.url == item.url]
    return next((own[key] for key in brought if key in own), ("https://nobody.invalid/", False))


async def _page(url: str, origin: str, inside: bool) -> bytes:
    """The page, under the same guards as every fetch."""
    from cio_digest.errors import ParseError
    from cio_digest.fetch import client
    from cio_digest.models.wire import Request

    accept = (("Accept", "text/html, application/xhtml+xml;q=0.9"),)
    async with client() as opened:
        response = await opened.get(Request(url, accept, origin=origin, inside=inside))
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in {"text/html", "application/xhtml+xml", "text/plain"}:
        raise ParseError(url, f"this is no web page but {kind}; cio-digest open shows it")
    return response.body
