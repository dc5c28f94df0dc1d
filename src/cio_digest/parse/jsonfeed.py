"""A JSON Feed document to raw entries (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.errors import ParseError
from cio_digest.models import Enclosure, RawEntry, RawFeed
from cio_digest.parse import brokenjson, dates, limits, loose, plain
from cio_digest.parse.addresses import absolute

if TYPE_CHECKING:
    from datetime import datetime

_ABOUT = ("version", "title", "home_page_url", "feed_url")  # of which a feed has one at least
_OF_ITEMS = ("url", "external_url", "title", "content_html", "content_text", "id")


def feed(text: str, *, url: str) -> RawFeed:
    """Read JSON Feed 1.0 or 1.1; of broken JSON the items before the fault.

    Raises:
        ParseError: the text is broken JSON, or JSON of another shape.
    """
    document, note = brokenjson.loaded(text, url)
    about = loose.table(document)
    version = loose.text(about.get("version"))
    if "jsonfeed.org/version/" not in version and not _is_feed(about):
        raise ParseError(url, "JSON, but not a JSON Feed (no jsonfeed.org version); not a feed")
    home = absolute(loose.text(about.get("home_page_url")), url)
    rows = _rows(about)
    items = loose.tables(rows)
    if len(items) < len(rows):
        note = f"{len(rows) - len(items):,} of {len(rows):,} items could not be read"
    return RawFeed(
        entries=tuple(_entry(item, home or url) for item in limits.newest(items, _date)),
        title=loose.text(about.get("title")),
        url=home,
        language=loose.text(about.get("language")),
        format=f"JSON Feed {_version(version)}".strip(),
        note=note or limits.note(items),
    )


def _is_feed(about: dict[str, Any]) -> bool:
    """Whether a document without the version of a JSON Feed is one all the same."""
    items = loose.tables(_rows(about))
    return any(about.get(key) for key in _ABOUT) and any(
        sum(key in item for key in _OF_ITEMS) > 1 for item in items[:1]
    )


def _rows(about: dict[str, Any]) -> list[Any]:
    """The items; PHP makes an object of a list whose numbers have a gap."""
    items = about.get("items")
    return list(items.values()) if isinstance(items, dict) else loose.rows(items)


def _version(address: str) -> str:
    number = address.rpartition("/")[2]
    return {"1": "1.0"}.get(number, number)


def _date(item: dict[str, Any]) -> datetime | None:
    names = ("date_published", "date_modified")
    return dates.first(*(loose.text(item.get(name)) for name in names))


def _entry(item: dict[str, Any], base: str) -> RawEntry:
    outside = absolute(loose.text(item.get("external_url")), base)
    identity = loose.text(item.get("id"))
    named = identity if identity.startswith(("http://", "https://")) else ""
    own = absolute(loose.text(item.get("url")), base) or ("" if outside else named)
    return RawEntry(
        id=identity,
        url=own or outside,
        title=plain.as_markup(loose.text(item.get("title"))),
        content=loose.text(item.get("content_html"))
        or plain.body(loose.text(item.get("content_text"))),
        summary=plain.body(loose.text(item.get("summary"))),
        published=dates.parse(loose.text(item.get("date_published"))),
        updated=dates.parse(loose.text(item.get("date_modified"))),
        author=_authors(item),
        tags=_tags(item),
        language=loose.text(item.get("language")),
        links=(outside,) if outside and own else (),
        enclosures=tuple(_enclosures(item, base)),
    )


def _authors(item: dict[str, Any]) -> str:
    """Names of people, who are objects by the specification and plain names now and then."""
    for people in (item.get("authors"), item.get("author")):
        every = people if isinstance(people, list) else [people]
        named = [loose.text(person.get("name")) for person in loose.tables(every)]
        if names := [name for name in named if name] or list(loose.texts(every)):
            return ", ".join(names)
    return ""


def _tags(item: dict[str, Any]) -> tuple[str, ...]:
    tags = item.get("tags")
    return loose.texts(tags.split(",") if isinstance(tags, str) else tags)


def _enclosures(item: dict[str, Any], base: str) -> list[Enclosure]:
    return [
        Enclosure(absolute(address, base), loose.text(file.get("mime_type")), _size(file))
        for file in loose.tables(item.get("attachments"))
        if (address := loose.text(file.get("url")))
    ]


def _size(file: dict[str, Any]) -> int:
    return max(loose.count(file.get("size_in_bytes")) or 0, 0)
