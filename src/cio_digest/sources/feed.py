"""A feed at a URL: RSS, Atom or JSON Feed, or a page that names its feed.

Pages name their feeds by ``<link rel="alternate">``, the convention that RSS Autodiscovery
(https://www.rssboard.org/rss-autodiscovery) describes.
"""

from __future__ import annotations

from cio_digest import parse, polling
from cio_digest.errors import ParseError
from cio_digest.models import Polling, RawFeed, Request, Response, Source


def request(source: Source, state: Polling, private: tuple[tuple[str, str], ...]) -> Request:
    """Ask for the feed, unless it is still the one we have."""
    return polling.request(state, source, private)


def read(source: Source, response: Response) -> RawFeed | Request:
    """Give the feed in the answer, or the request for the feed that a page names.

    Raises:
        ParseError: there is neither a feed nor a page that names one, or the answer is an excuse
            dressed up as a feed.
    """
    content_type = response.headers.get("content-type", "")
    try:
        feed = parse.feed(response.body, url=response.url, content_type=content_type)
    except ParseError:
        links = parse.feed_links(response.body, url=response.url)
        if not links or links[0] == response.url:
            raise
        return Request(links[0], origin=source.url)
    if excuse := parse.refusal(feed):
        raise ParseError(response.url, excuse)
    return feed
