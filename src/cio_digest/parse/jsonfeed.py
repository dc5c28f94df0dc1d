"""A JSON Feed document to raw entries (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from cio_digest.errors import ParseError
from cio_digest.models import Enclosure, RawEntry, RawFeed
from cio_digest.parse import dates, limits, loose, plain
from cio_digest.parse.addresses import absolute


def feed(text: str, *, url: str) -> RawFeed:
    """Read JSON Feed 1.0 or 1.1.

    Raises:
        ParseError: the text is broken JSON, or JSON of another shape.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError(url, f"broken JSON: {error}") from None
    version = loose.text(document.get("version")) if isinstance(document, dict) else ""
    if "jsonfeed.org/version/" not in version:
        raise ParseError(url, "JSON, but not a JSON Feed (no jsonfeed.org version); not a feed")
    home = absolute(loose.text(document.get("home_page_url")), url)
    return RawFeed(
        entries=tuple(
            _entry(item, home or url)
            for item in loose.tables(document.get("items"))[: limits.ENTRIES]
        ),
        title=loose.text(document.get("title")),
        url=home,
        language=loose.text(document.get("language")),
        format="JSON Feed " + {"1": "1.0"}.get(number := version.rpartition("/")[2], number),
    )


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    outside = absolute(loose.text(item.get("external_url")), base)
    own = absolute(loose.text(item.get("url")), base)
    return RawEntry(
        id=loose.text(item.get("id")),
        url=own or outside,
        title=plain.as_markup(loose.text(item.get("title"))),
        content=loose.text(item.get("content_html"))
        or plain.body(loose.text(item.get("content_text"))),
        summary=plain.body(loose.text(item.get("summary"))),
        published=dates.parse(loose.text(item.get("date_published"))),
        updated=dates.parse(loose.text(item.get("date_modified"))),
        author=_authors(item),
        tags=loose.texts(item.get("tags")),
        language=loose.text(item.get("language")),
        links=(outside,) if outside and own else (),
        enclosures=tuple(_enclosures(item, base)),
    )


def _authors(item: dict[str, Any]) -> str:
    people = loose.tables(item.get("authors")) or loose.tables([item.get("author")])
    return ", ".join(name for person in people if (name := loose.text(person.get("name"))))


def _enclosures(item: dict[str, Any], base: str) -> list[Enclosure]:
    return [
        Enclosure(absolute(address, base), loose.text(file.get("mime_type")), _size(file))
        for file in loose.tables(item.get("attachments"))
        if (address := loose.text(file.get("url")))
    ]


def _size(file: dict[str, Any]) -> int:
    size = file.get("size_in_bytes")
    return size if isinstance(size, int) and size > 0 else 0
