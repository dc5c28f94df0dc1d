"""A story of the digest printed last to the text of its article, fetched now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cio_digest.errors import ParseError
from cio_digest.models import Source
from cio_digest.models.wire import Request
from cio_digest.runs import waiting
from cio_digest.runs.connection import connected

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Item
    from cio_digest.models.pages import Block
    from cio_digest.models.wire import Response
    from cio_digest.runs import Setup
    from cio_digest.store import Store

_ACCEPT = (("Accept", "text/html, application/xhtml+xml;q=0.9"),)
_NOBODY = Source("", "feed", "https://nobody.invalid/")
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


class Article(NamedTuple):
    """A story as the digest shows it, and the blocks of its article."""

    item: Item
    blocks: Sequence[Block]


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
        source = _source(db, setup, item)
    page = waiting.run(_page(setup, explain.address(item), source))
    return Article(item, article.blocks(page.body, page.url))


def _source(db: Store, setup: Setup, item: Item) -> Source:
    """The source that brought the story's address: where it is private, the page may be, too."""
    from cio_digest.digest import explain

    own = {source.key: source for source in setup.config.sources}
    brought = [each.source for each in explain.story(db, item).entries if each.url == item.url]
    return next((own[key] for key in brought if key in own), _NOBODY)


async def _page(setup: Setup, url: str, source: Source) -> Response:
    """The page, under the same guards as every fetch, on the feed's own site with its login."""
    async with connected(setup, ()) as connection:
        private: tuple[tuple[str, str], ...] = ()
        if _site(url) == _site(source.url):
            private = (await connection.keys.access(source)).headers
        request = Request(url, _ACCEPT, private, origin=source.url, inside=source.private)
        response = await connection.get(request)
    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in _PAGES:
        raise ParseError(url, f"this is no web page but {kind}; cio-digest open shows it")
    return response


def _site(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2].lower()
