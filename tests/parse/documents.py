"""Feeds to read, put together from what a test is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import parse

if TYPE_CHECKING:
    from cio_digest.models import RawFeed

URL = "https://example.com/blog/feed.xml"
NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def rss(items: str = "<item><title>One</title></item>", channel: str = "") -> str:
    return (
        f'<rss version="2.0" {NAMESPACES}><channel><title>News</title>{channel}{items}'
        "</channel></rss>"
    )


def atom(entries: str, attributes: str = "", feed: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f"{attributes}><title>News</title>{feed}{entries}</feed>"
    )


def read(document: str | bytes, url: str = URL, content_type: str = "") -> RawFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse.feed(body, url=url, content_type=content_type)
