"""Small feeds and values for tests, each part with a default."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

from cio_digest.models import Entry, Polling, Source
from cio_digest.runs import update
from cio_digest.store import Store, transaction
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from tests.conftest import NOW


def item(title: str = "A title", **parts: str) -> str:
    """One RSS item; ``date`` defaults to an hour before now."""
    parts = {
        "link": f"https://news.example/{title.replace(' ', '-')}",
        "pubDate": format_datetime(NOW - timedelta(hours=1)),
        **parts,
    }
    rest = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items())
    return f"<item><title>{escape(title)}</title>{rest}</item>"


def rss(*items: str, title: str = "A feed") -> bytes:
    """An RSS 2.0 document."""
    body = "".join(items)
    return f'<rss version="2.0"><channel><title>{title}</title>{body}</channel></rss>'.encode()


def source(url: str, **parts: Any) -> Source:
    """A feed at an address."""
    return Source(url, "feed", url, **parts)


def entry(title: str = "A title", **parts: Any) -> Entry:
    """A clean entry of one hour ago."""
    published: datetime = parts.pop("published", NOW - timedelta(hours=1))
    url = parts.pop("url", f"https://news.example/{title.replace(' ', '-')}")
    values: dict[str, Any] = {
        "source": "https://news.example/feed",
        "guid": url,
        "url": url,
        "canonical": url,
        "title": title,
        "text": "",
        "published": published,
        "first_seen": NOW,
        "surfaced": published,
        "hash": f"{title} {parts.get('text', '')}",
        **parts,
    }
    return Entry(**values)


def saved(db: Store, *entries: Entry, cluster: bool = True) -> None:
    """Keep entries as a run does, source by source, and make them digestible."""
    for key in dict.fromkeys(each.source for each in entries):
        with transaction(db):
            row = source_table.save(db, Polling.new(source(key))._replace(succeeded=NOW))
            entry_table.save(db, row, (each for each in entries if each.source == key))
    if cluster:
        update.digestible(db)
