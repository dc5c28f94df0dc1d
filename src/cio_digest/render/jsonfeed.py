"""A digest -> a JSON Feed of its stories, for other readers to subscribe to.

https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING, Any

from cio_digest.render import harmless, stories, words

if TYPE_CHECKING:
    from cio_digest.models import Digest, Item
    from cio_digest.render.surface import Surface


def digest(digest: Digest, _: Surface) -> str:
    """The whole digest, an item a story."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "cio-digest",
        "description": f"{words.day(digest.date)} · {words.totals(digest)}",
        "items": [_item(topic, item) for topic, item in stories.shown(digest)],
    }
    return dumps(feed, ensure_ascii=False, indent=2) + "\n"


def _item(topic: str, item: Item) -> dict[str, Any]:
    """A story; what it has nothing to say of is left out."""
    facts = {
        "id": stories.identity(item),
        "url": harmless.link(item.url),
        "title": words.title(item),
        "content_html": str(stories.content(item)),
        "summary": item.summary,
        "date_published": f"{item.published:%Y-%m-%dT%H:%M:%SZ}",
        "authors": [{"name": item.publisher}] if item.publisher else [],
        "tags": [topic],
    }
    return {key: value for key, value in facts.items() if value}
