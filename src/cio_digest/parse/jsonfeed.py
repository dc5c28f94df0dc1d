"""A JSON Feed document to raw entries (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from cio_digest.errors import ParseError
from cio_digest.models import Enclosure, RawEntry, RawFeed
from cio_digest.parse import dates, limits, plain
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
    version = _text(document.get("version")) if isinstance(document, dict) else ""
    if "jsonfeed.org/version/" not in version:
        raise ParseError(url, "JSON, but not a JSON Feed (no jsonfeed.org version); not a feed")
    home = absolute(_text(document.get("home_page_url")), url)
    return RawFeed(
        entries=tuple(
            _entry(item, home or url) for item in _dicts(document.get("items"))[: limits.ENTRIES]
        ),
        title=_text(document.get("title")),
        url=home,
        language=_text(document.get("language")),
        format="JSON Feed " + {"1": "1.0"}.get(number := version.rpartition("/")[2], number),
    )


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    outside = absolute(_text(item.get("external_url")), base)
    own = absolute(_text(item.get("url")), base)
    return RawEntry(
        id=_text(item.get("id")),
        url=own or outside,
        title=plain.as_markup(_text(item.get("title"))),
        content=_text(item.get("content_html")) or plain.body(_text(item.get("content_text"))),
        summary=plain.body(_text(item.get("summary"))),
        published=dates.parse(_text(item.get("date_published"))),
        updated=dates.parse(_text(item.get("date_modified"))),
        author=_authors(item),
        tags=tuple(tag for tag in map(_text, _list(item.get("tags"))) if tag),
        language=_text(item.get("language")),
        links=(outside,) if outside and own else (),
        enclosures=tuple(_enclosures(item, base)),
    )


def _authors(item: dict[str, Any]) -> str:
    people = _dicts(item.get("authors")) or _dicts([item.get("author")])
    return ", ".join(name for person in people if (name := _text(person.get("name"))))


def _enclosures(item: dict[str, Any], base: str) -> list[Enclosure]:
    return [
        Enclosure(absolute(address, base), _text(file.get("mime_type")), _size(file))
        for file in _dicts(item.get("attachments"))
        if (address := _text(file.get("url")))
    ]


def _size(file: dict[str, Any]) -> int:
    size = file.get("size_in_bytes")
    return size if isinstance(size, int) and size > 0 else 0


def _text(value: Any) -> str:
    """A string, or a number where a publisher forgot the quotes; else nothing."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in _list(value) if isinstance(each, dict)]
