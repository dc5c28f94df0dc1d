"""A story of the digest printed last to the text of its article, fetched now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ParseError
from cio_digest.models.wire import Request
from cio_digest.runs import waiting
from cio_digest.runs.connection import connected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Item
    from cio_digest.runs import Setup
    from cio_digest.store import Store

_ACCEPT = (("Accept", "text/html, application/xhtml+xml;q=0.9"),)
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


class Article(NamedTuple):
    """A story as the digest shows it, and the paragraphs of its article."""

    item: Item
    paragraphs: Sequence[str]


def read(setup: Setup, number: int) -> Article:
    """Fetch the article of the story with this number.

    Raises:
        CioDigestError: there is no such story, or its page cannot be read.
    """
    from cio_digest.digest import explain
    from cio_digest.parse import article
    from cio_digest.store import opened

    with opened(setup.store) as db:
        item = explain.numbered(db, number)
        written = _written(db, setup, item)
    url = explain.address(item)
    return Article(item, article.paragraphs(waiting.run(_page(setup, url, *written)), url))


def _written(db: Store, setup: Setup, item: Item) -> tuple[str, bool]:
    """The address that the reader wrote of who brought the story: a private one stays reachable.

    And whether it is one although its name is public.
    """
    from cio_digest.digest import explain

    own = {source.key: (source.url, source.private) for source in setup.config.sources}
    brought = [each.source for each in explain.story(db, item).entries if each.url == item.url]
    return next((own[key] for key in brought if key in own), ("https://nobody.invalid/", False))


async def _page(setup: Setup, url: str, origin: str, inside: bool) -> bytes:
    """The page, under the same guards as every fetch."""
    async with connected(setup, ()) as connection:
        response = await connection.get(Request(url, _ACCEPT, origin=origin, inside=inside))
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in _PAGES:
        raise ParseError(url, f"this is no web page but {kind}; cio-digest open shows it")
    return response.body
