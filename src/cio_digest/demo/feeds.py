"""A feed -> the document its publisher would serve: RSS 2.0, RSS 1.0, Atom 1.0 or JSON Feed 1.1."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, RawFeed

MEDIA_TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}

_SLASH = "http://purl.org/rss/1.0/modules/slash/"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def document(feed: RawFeed) -> bytes:
    """The feed in its own format, as UTF-8."""
    return _WRITERS[feed.format](feed).encode()


def _rss(feed: RawFeed) -> str:
    """https://www.rssboard.org/rss-specification, comments by the slash module."""
    items = "\n".join(_item(entry, _rss_date(entry.published)) for entry in feed.entries)
    return f"""{_DECLARATION}<rss version="2.0" xmlns:slash="{_SLASH}">
<channel>
<title>{escape(feed.title)}</title>
<link>{escape(feed.url)}</link>
<description>{escape(feed.title)}</description>
<language>{feed.language}</language>
{items}
</channel>
</rss>
"""


def _item(entry: RawEntry, published: str) -> str:
    parts = [
        f"<title>{escape(entry.title)}</title>" if entry.title else "",
        f"<link>{escape(entry.url)}</link>",
        f'<guid isPermaLink="true">{escape(entry.id)}</guid>',
        f"<pubDate>{published}</pubDate>",
        f"<author>{escape(entry.author)}</author>" if entry.author else "",
        *(f"<category>{escape(tag)}</category>" for tag in entry.tags),
        *(
            f'<enclosure url={quoteattr(file.url)} type="{file.type}" length="{file.length}"/>'
            for file in entry.enclosures
        ),
        f"<description>{escape(entry.content)}</description>",
        f"<comments>{escape(entry.comments)}</comments>" if entry.comments else "",
        f"<slash:comments>{entry.commented}</slash:comments>" if entry.comments else "",
    ]
    return f"<item>\n{_lines(parts)}\n</item>"


def _rdf(feed: RawFeed) -> str:
    """https://web.resource.org/rss/1.0/spec, dates by the Dublin Core module."""
    order = "\n".join(f"<rdf:li resource={quoteattr(entry.url)}/>" for entry in feed.entries)
    items = "\n".join(
        f"""<item rdf:about={quoteattr(entry.url)}>
<title>{escape(entry.title)}</title>
<link>{escape(entry.url)}</link>
<dc:date>{_iso(entry.published)}</dc:date>
<description>{escape(entry.content)}</description>
</item>"""
        for entry in feed.entries
    )
    return f"""{_DECLARATION}<rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about={quoteattr(feed.url)}>
<title>{escape(feed.title)}</title>
<link>{escape(feed.url)}</link>
<description>{escape(feed.title)}</description>
<dc:language>{feed.language}</dc:language>
<items><rdf:Seq>
{order}
</rdf:Seq></items>
</channel>
{items}
</rdf:RDF>
"""


def _atom(feed: RawFeed) -> str:
    """RFC 4287."""
    newest = _iso(feed.entries[0].published) if feed.entries else "1970-01-01T00:00:00Z"
    entries = "\n".join(
        f"""<entry>
<title>{escape(entry.title)}</title>
<link href={quoteattr(entry.url)}/>
<id>{escape(entry.id)}</id>
<published>{_iso(entry.published)}</published>
<updated>{_iso(entry.published)}</updated>
<author><name>{escape(entry.author or feed.title)}</name></author>
<content type="html">{escape(entry.content)}</content>
</entry>"""
        for entry in feed.entries
    )
    return f"""{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{feed.language}">
<title>{escape(feed.title)}</title>
<link href={quoteattr(feed.url)}/>
<id>{escape(feed.url)}</id>
<updated>{newest}</updated>
{entries}
</feed>
"""


def _json(feed: RawFeed) -> str:
    """https://www.jsonfeed.org/version/1.1/."""
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.content,
            "date_published": _iso(entry.published),
        }
        for entry in feed.entries
    ]
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.url,
            "language": feed.language,
            "items": items,
        },
        ensure_ascii=False,
        indent=1,
    )


_WRITERS = {"rss": _rss, "rdf": _rdf, "atom": _atom, "json": _json}


def _lines(parts: list[str]) -> str:
    return "\n".join(filter(None, parts))


def _rss_date(when: datetime | None) -> str:
    return format_datetime(_known(when), usegmt=True)


def _iso(when: datetime | None) -> str:
    return _known(when).isoformat().replace("+00:00", "Z")


def _known(when: datetime | None) -> datetime:
    """The time; every entry of the world has one."""
    return when or datetime(1970, 1, 1, tzinfo=timezone.utc)
