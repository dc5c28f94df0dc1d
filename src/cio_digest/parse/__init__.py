"""The bytes a source answered to raw entries, or to one clear line that says why not.

What reads a document is imported when one is there: networks import the small modules beside it,
and every command imports the networks that feeds.toml names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.errors import ParseError

if TYPE_CHECKING:
    from cio_digest.models import RawFeed
    from cio_digest.parse.discovery import Announced

__all__ = ["PAGE", "feed", "feed_links", "refusal", "refusal_page"]

PAGE = "an HTML page where a feed should be"

# What a document must hold somewhere before it is worth feedparser's time.
_FEED_TAG = re.compile(r"<(?:[\w-]+:)?(?:rss|rdf|feed|channel|item|entry)\b", re.IGNORECASE)
_PAGE_TAG = re.compile(r"<(?:!doctype\s+html|html|script|h1|p|div)\b", re.IGNORECASE)


def feed(body: bytes, *, url: str, content_type: str = "") -> RawFeed:
    """Read a feed of any kind: JSON Feed, well-formed XML quickly, broken XML with patience.

    ``url`` is where the document was finally found; relative links start from there.

    Raises:
        ParseError: the body is no feed; ``reason`` says what it is instead.
    """
    from cio_digest.parse import encoding, jsonfeed, lenient, strict

    text = encoding.text(body, content_type).replace("\0", "").strip("\ufeff \t\r\n")
    if not text:
        raise ParseError(url, "the answer is empty")
    if text[0] in "{[":
        return jsonfeed.feed(text, url=url)
    found = strict.feed(text, url=url)
    if found is not None:
        return found
    if not _is_feed(text):
        raise ParseError(url, _what(text))
    found = lenient.feed(text, url=url)
    if not found.entries and not _closed(text):
        raise ParseError(url, "the feed is cut off before its first entry ends")
    return found


def feed_links(body: bytes, *, url: str) -> tuple[Announced, ...]:
    """The feeds that a page announces, best first, each once."""
    from cio_digest.parse import discovery

    return discovery.feed_links(body, url=url)


def refusal(feed: RawFeed) -> str:
    """Why a parsed feed is an error in disguise, or ``""`` when it is a feed."""
    from cio_digest.parse import refusals

    return refusals.refusal(feed)


def refusal_page(body: bytes) -> str:
    """Why a page turns the reader away (bot check, login), or ``""`` when it does not say so."""
    from cio_digest.parse import refusals

    return refusals.refusal_page(body)


def _is_feed(text: str) -> bool:
    """Whether there is a tag of a feed, and no tag of a page before it."""
    ours, page = _FEED_TAG.search(text), _PAGE_TAG.search(text)
    return ours is not None and (page is None or ours.start() < page.start())


def _closed(text: str) -> bool:
    return text.endswith(">") and "</" in text[-200:]


def _what(text: str) -> str:
    if reason := refusal_page(text[:200_000].encode("utf-8", "replace")):
        return reason
    if _PAGE_TAG.search(text[:100_000]):
        return f"{PAGE}; look for the site's feed address"
    if text.startswith("<"):
        return "XML, but neither RSS nor Atom"
    return f"not a feed; it begins {text[:40]!r}"
