"""The bytes a source answered to raw entries, or to one clear line that says why not.

What reads a document is imported when there is one: networks import the small modules beside it,
and every command imports the networks that feeds.toml names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cio_digest.models import RawFeed
    from cio_digest.parse.discovery import AnnouncedFeed

__all__ = ["LOGIN", "PAGE", "feed", "feed_links", "refusal", "refusal_page"]

LOGIN = "a login page instead of a feed: the address needs credentials"
PAGE = "an HTML page where a feed should be"


def feed(body: bytes, *, url: str, content_type: str = "") -> RawFeed:
    """Read a feed of any kind: JSON Feed, well-formed XML quickly, broken XML with patience.

    ``url`` is where the document was finally found; relative links start from there. ``note`` says
    what was lost or guessed.

    Raises:
        ParseError: the body is no feed; ``reason`` says what it is instead.
    """
    from cio_digest.parse import document

    return document.feed(body, url=url, content_type=content_type)


def feed_links(body: bytes, *, url: str) -> tuple[AnnouncedFeed, ...]:
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
