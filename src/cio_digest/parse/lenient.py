"""Any other XML, however broken, to raw entries: what feedparser can make of it.

https://feedparser.readthedocs.io; its cleaning of markup and of links is left out, because this
project does both itself, and they are two thirds of its time.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from cio_digest.errors import ParseError
from cio_digest.models import RawEntry, RawFeed
from cio_digest.parse import dates, intervals, limits, loose, mending, plain
from cio_digest.parse.addresses import absolute
from cio_digest.parse.media import enclosures

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_ABSURD_TAG = re.compile(r"<[A-Za-z/][^<>]{8192,}>?")
_NAMES = {
    "rss090": "RSS 0.90/RDF",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0/RDF",
    "rss20": "RSS 2.0",
    "rss": "RSS",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
}


def feed(text: str, *, url: str) -> RawFeed:
    """Read a feed with feedparser.

    Raises:
        ParseError: it is nothing that feedparser knows for a feed.
    """
    document = _parsed(_bounded(text), url)
    about, version = document.feed, document.get("version", "")
    if not version and not document.entries:
        raise ParseError(url, "not a feed: neither RSS, Atom nor JSON Feed")
    home = _home(about, url)
    base = home if home and version.startswith("rss") else url
    entries = (_entry(entry, base) for entry in document.entries[: limits.ENTRIES])
    return RawFeed(
        entries=tuple(each for each in entries if each.title or each.content or each.url),
        title=_text(about, "title"),
        url=home,
        language=_text(about, "language"),
        ttl=intervals.seconds(
            _text(about, "ttl"),
            _text(about, "sy_updateperiod"),
            _text(about, "sy_updatefrequency"),
        ),
        format=_NAMES.get(version, version),
    )


def _home(about: Any, url: str) -> str:
    home = absolute(_text(about, "link"), url)
    return home if home.startswith(("http://", "https://")) else ""


def _bounded(text: str) -> str:
    """A document that feedparser reads in seconds: its time grows with the square of some things.

    Tags of absurd length go, and a very long document ends after the last entry that fits.
    """
    text = text[: mending.after_items(text, limits.ENTRIES)]
    short = "<".join(text[: limits.LENIENT].split("<", limits.LENIENT_TAGS)[: limits.LENIENT_TAGS])
    if len(short) < len(text):
        short = short[: max(short.rfind("</item>"), short.rfind("</entry>"), 0) or None]
    return _ABSURD_TAG.sub("", short)


def _parsed(text: str, url: str) -> Any:
    import feedparser  # 50 ms, and most feeds do without it

    # Bytes in a file, never a string: feedparser opens strings that look like paths or addresses.
    body = BytesIO(text.encode("utf-8", "replace"))
    try:
        return feedparser.parse(
            body, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        kind = type(error).__name__
        raise ParseError(url, f"too damaged to read as a feed ({kind})") from error


def _entry(entry: Any, base: str) -> RawEntry:
    if not isinstance(dict.get(entry, "links", []), list):
        del entry["links"]  # an element of that name, over which feedparser itself stumbles
    summary = _body(entry, "summary")
    content = max([summary, *map(_body, loose.tables(entry.get("content")))], key=len)
    source = entry.get("source") or {}
    return RawEntry(
        id=_text(entry, "id"),
        url=absolute(_text(entry, "feedburner_origlink") or _text(entry, "link"), base),
        title=_title(entry),
        content=content,
        summary=summary if summary != content else "",
        published=dates.parse(_text(entry, "published") or _text(entry, "created")),
        updated=dates.parse(dict.get(entry, "updated", "")),  # its own `get` gives published, too
        author=_text(entry, "author"),
        tags=_tags(entry),
        language=_text(entry, "language"),
        links=tuple(_addresses(entry, base, "related", "via")),
        enclosures=enclosures(
            loose.tables(entry.get("enclosures")), loose.tables(entry.get("media_content")), base
        ),
        comments=absolute(_text(entry, "comments"), base)
        or next(iter(_addresses(entry, base, "replies")), ""),
        publisher=_text(source, "title") or _text(source, "value") or _text(entry, "publisher"),
    )


def _text(entry: Any, key: str) -> str:
    value = entry.get(key)
    return value.strip() if isinstance(value, str) else ""


def _title(entry: Any) -> str:
    title = _text(entry, "title")
    return plain.as_markup(title) if _is_plain(entry.get("title_detail")) else title


def _body(content: Any, key: str = "value") -> str:
    text = _text(content, key)
    return plain.body(text) if _is_plain(content.get(f"{key}_detail", content)) else text


def _is_plain(detail: Any) -> bool:
    return loose.table(detail).get("type") == "text/plain"


def _tags(entry: Any) -> tuple[str, ...]:
    terms = [_text(tag, "label") or _text(tag, "term") for tag in loose.tables(entry.get("tags"))]
    return tuple(dict.fromkeys(term for term in terms if term))


def _addresses(entry: Any, base: str, *relations: str) -> list[str]:
    return [
        absolute(href, base)
        for link in loose.tables(entry.get("links"))
        if link.get("rel") in relations and (href := _text(link, "href"))
    ]
