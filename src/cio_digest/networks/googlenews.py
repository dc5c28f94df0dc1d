"""Google News: searches, by their feeds.

https://news.google.com/rss/search?q=… with the edition in hl, gl and ceid. Its links are opaque
wrappers, so that an entry joins its story by title: without the publisher's name at its end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source

_GAP = 2.0  # seconds
_COUNTRIES = {"en": "US", "cs": "CZ", "da": "DK", "el": "GR", "ja": "JP", "ko": "KR", "sv": "SE"}


def read(task: Task) -> Conversation:
    """Read one feed."""
    return (yield from feed.at(task, address(task.source), entry, gap=_GAP))


def address(source: Source) -> str:
    """A search of the last week, unless it says ``when:`` itself, in its language's edition."""
    if not source.query:
        return ""
    query = source.query if "when:" in source.query else f"{source.query} when:7d"
    language = source.language or "en"
    country = _COUNTRIES.get(language, language.upper())
    locale = "en-US" if language == "en" else language
    edition = {"hl": locale, "gl": country, "ceid": f"{country}:{language}"}
    return links.address(source.url, "/rss/search", q=query, **edition)


def entry(raw: RawEntry) -> RawEntry:
    """Publisher and headline apart; the text is only headlines of others."""
    publisher = raw.publisher or raw.title.rpartition(" - ")[2]
    headline = raw.title.removesuffix(f" - {publisher}") or raw.title
    return raw._replace(title=headline, publisher=publisher, content="", summary="")


KIND = Kind(
    title="Google News",
    reads="search",
    read=read,
    lacks="headlines without text, and links that lead through Google; 100 a search at most",
    server="https://news.google.com",
    search=Search(style="or", partial=True),
)
