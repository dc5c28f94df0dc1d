"""Bytes of HTTP answers, and of the feeds in them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATE = "Sun, 22 Nov 2026 05:00:00 GMT"
ITEM = (
    "<item><title>One thing is told</title><link>https://one.example/1</link><guid>1</guid>"
    f"<pubDate>{DATE}</pubDate><description>What is told of one thing.</description></item>"
)


def answer(body: bytes | str, *fields: str, status: str = "200 OK") -> Iterator[bytes]:
    """A whole answer with its true length."""
    data = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    yield head(f"Content-Length: {len(data)}", *fields, status=status)
    yield data


def head(*fields: str, status: str = "200 OK") -> bytes:
    """A status line and header fields; characters up to U+00FF stand for bytes."""
    lines = [f"HTTP/1.1 {status}", "Connection: close", *fields, "", ""]
    return "\r\n".join(lines).encode("latin-1")


def raw(*parts: bytes) -> Iterator[bytes]:
    """Bytes as they are, whatever protocol they follow."""
    yield from parts


def streamed(parts: Iterable[bytes], *fields: str) -> Iterator[bytes]:
    """An answer that ends when the connection does."""
    yield head(*fields)
    yield from parts


def redirect(location: str, status: str = "302 Found") -> Iterator[bytes]:
    """An answer that leads elsewhere."""
    return answer("", f"Location: {location}", status=status)


def rss(*items: str, top: str = "", before: str = "", attributes: str = "") -> str:
    """An RSS document; ``top`` stands in its channel and ``before`` before its root."""
    body = "".join(items)
    return (
        f'{before}<rss version="2.0"{attributes}><channel><title>Hostile</title>{top}{body}'
        "</channel></rss>"
    )


def item(title: str = "One thing is told", text: str = "", **parts: str) -> str:
    """An RSS item whose parts are put in as they are, markup and all."""
    parts = {"link": "https://one.example/1", "guid": "1", "pubDate": DATE, **parts}
    rest = "".join(f"<{name}>{value}</{name}>" for name, value in parts.items())
    return f"<item><title>{title}</title><description>{text}</description>{rest}</item>"


def items(count: int, text: str = "") -> str:
    """So many items that differ by a number."""
    return "".join(
        f"<item><title>Item {n}</title><guid>{n}</guid><link>https://one.example/{n}</link>"
        f"{text}</item>"
        for n in range(count)
    )


def jsonfeed(*entries: Any, **about: Any) -> str:
    """A JSON Feed."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Hostile",
        "items": list(entries),
        **about,
    }
    return json.dumps(document)


def json_item(**parts: Any) -> dict[str, Any]:
    """An item of a JSON Feed."""
    return {
        "id": "1",
        "url": "https://one.example/1",
        "title": "One thing is told",
        "date_published": "2026-11-22T05:00:00Z",
        **parts,
    }


def zipped(body: bytes | str) -> bytes:
    """A body packed with gzip."""
    data = body if isinstance(body, bytes) else body.encode()
    return gzip.compress(data, 1, mtime=0)
