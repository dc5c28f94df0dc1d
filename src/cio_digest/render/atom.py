"""A digest -> an Atom feed of its stories, for other readers (RFC 4287, RFC 4685)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.render import harmless, stories, words
from cio_digest.render.markup import Markup, element, lines

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models import Digest, Item
    from cio_digest.render.surface import Surface


def digest(digest: Digest, _: Surface) -> str:
    """The whole digest, an entry a story."""
    feed = element(
        "feed",
        "\n",
        lines(
            element("id", stories.FEED),
            element("title", "cio-digest"),
            element("subtitle", f"{words.day(digest.date)} · {words.totals(digest)}"),
            element("updated", _time(digest.until)),
            element("generator", "cio-digest"),
            *(_entry(topic, item, digest.now) for topic, item in stories.shown(digest)),
        ),
        "\n",
        xmlns="http://www.w3.org/2005/Atom",
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n{feed}\n'


def _entry(topic: str, item: Item, now: datetime) -> Markup:
    address = harmless.link(item.url)
    return element(
        "entry",
        "\n",
        lines(
            element("id", stories.identity(item)),
            element("title", words.title(item)),
            _link(address) if address else "",
            *(_link(place, "replies") for each in item.talks if (place := harmless.link(each.url))),
            element("published", _time(item.published)),
            element("updated", _time(now)),
            element("author", element("name", item.publisher or "cio-digest")),
            element("category", term=topic),
            element("content", str(stories.content(item)), type="html"),
        ),
        "\n",
    )


def _link(address: str, relation: str = "alternate") -> Markup:
    """Closed as XML has it: ``link`` is never closed in HTML."""
    return Markup(element("link", rel=relation, href=address).removesuffix(">") + "/>")


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
