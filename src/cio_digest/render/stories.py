"""A story of a digest -> what an entry of a feed says of it, for Atom and JSON Feed alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from cio_digest.render import words
from cio_digest.render.markup import Markup, element, joined, linked

if TYPE_CHECKING:
    from cio_digest.models import Digest, Item

# The digest as a feed, whoever's it is: a reader knows it by the address it is subscribed at.
FEED = f"urn:uuid:{uuid5(NAMESPACE_URL, 'cio-digest')}"


def shown(digest: Digest) -> list[tuple[str, Item]]:
    """Every story with the heading it stands under."""
    return [(title, item) for title, items in words.sections(digest) for item in items]


def identity(item: Item) -> str:
    """What names the story for good: the same address is the same story on every day."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, item.url or item.title)}"


def content(item: Item) -> Markup:
    """The story as HTML: who tells it, what it says, and why it is there."""
    quotes = (joined(linked(each.voice, each.url), words.quoted(each)) for each in item.quotes)
    places = joined(*(linked(words.talk(each), each.url) for each in item.talks), by=" · ")
    paragraphs = (
        words.source_line(item),
        item.summary,
        *quotes,
        words.reason(item),
        joined(words.TALK, places) if places else "",
    )
    return joined(*(element("p", text) for text in paragraphs if text))
