"""An RSS 0.90 to 2.0 or RSS 1.0 (RDF) element tree to raw entries.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, and the modules
people really use: Dublin Core, content, syndication, iTunes, Media RSS, Atom links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import RawEntry, RawFeed
from cio_digest.parse import dates, elements, intervals, limits, media
from cio_digest.parse.addresses import absolute
from cio_digest.parse.atom import alternate, person
from cio_digest.parse.elements import Children, markup, text

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

# By Dublin Core and Atom, by what other formats call it, and without the namespace it needs.
_PUBLISHED = ("pubdate", "atom:published", "dcterms:issued", "dcterms:created", "published")
_PUBLISHED += ("created", "issued", "atom:issued", "atom:created", "dateadded", "?:pubdate")
_UPDATED = ("dc:date", "dcterms:date", "atom:updated", "atom:modified", "dcterms:modified")
_UPDATED += ("date", "updated", "modified", "lastbuilddate", "?:date", "?:updated")
_NETSCAPE = "netscape.com/rdf/simple/0.9/"


def feed(root: ET.Element, *, url: str) -> RawFeed:
    """Read the channel and its items, wherever this version of RSS puts them."""
    top = elements.children(root)
    channels = top.get("channel", [])
    channel = elements.children(channels[0]) if channels else {}
    base = elements.base(channels[0] if channels else root, elements.base(root, url))
    home = absolute(text(channel, "link") or alternate(channel, base), base)
    language = text(channel, "language", "dc:language")
    items = [item for each in channels for item in each if elements.name(item.tag) == "item"]
    return RawFeed(
        entries=tuple(
            _entry(item, elements.base(item, _base(base, home, url)))
            for item in [*items, *top.get("item", [])][: limits.ENTRIES]
        ),
        title=markup(channel, "title", "dc:title"),
        url=home,
        language=language,
        ttl=intervals.seconds(
            text(channel, "ttl"),
            text(channel, "sy:updateperiod"),
            text(channel, "sy:updatefrequency"),
        ),
        format=_format(root, top),
    )


def _base(base: str, home: str, url: str) -> str:
    """Relative links are meant from the site's address, unless ``xml:base`` says otherwise."""
    return home if base == url and home else base


def _format(root: ET.Element, top: Children) -> str:
    if elements.name(root.tag) == "rss":
        return f"RSS {root.get('version', '')}".strip()
    old = any(_NETSCAPE in child.tag for each in top.values() for child in each)
    return "RSS 0.90/RDF" if old else "RSS 1.0/RDF"


def _entry(item: ET.Element, base: str) -> RawEntry:
    found = elements.children(item)
    files = media.within(found)
    content, summary = _texts(found, files)
    return RawEntry(
        id=text(found, "guid", "atom:id") or item.get(elements.ABOUT, ""),
        url=absolute(_link(found), base),
        title=markup(found, "title", "dc:title") or markup(files, "media:title"),
        content=content,
        summary=summary,
        published=dates.first(*texts(found, *_PUBLISHED)),
        updated=dates.first(*texts(found, *_UPDATED)),
        author=_author(found),
        tags=_tags(found),
        language=text(found, "dc:language", "language") or item.get(elements.LANGUAGE, ""),
        enclosures=media.enclosures(
            found.get("enclosure", []), files.get("media:content", []), base
        ),
        comments=absolute(text(found, "comments"), base),
        # Bing names the publisher in a namespace that changes with every search.
        publisher=text(found, "source", "dc:publisher", "?:source"),
    )


def _texts(found: Children, files: Children) -> tuple[str, str]:
    """The fullest text and, where it is another, the description."""
    description = markup(found, "description", "dc:description")
    texts = [markup(found, "content:encoded", "xhtml:body", "xhtml:div", "fullitem")]
    texts += [description, text(found, "itunes:summary")]
    # A media description may be of a picture: it serves only where there is no other text.
    content = max(texts, key=len) or markup(files, "media:description")
    return content, description if description != content else ""


def _link(found: Children) -> str:
    """The article's address: FeedBurner's original, the link, an Atom link, or a permanent guid."""
    link = text(found, "feedburner:origlink", "link") or alternate(found, "")
    if link:
        return link
    for guid in found.get("guid", []):
        permanent = guid.get("isPermaLink") or guid.get("isPermalink") or "true"
        if permanent.lower() == "true":
            return (guid.text or "").strip()
    return ""


def _author(found: Children) -> str:
    """A name rather than the bare mail address that RSS asks for."""
    names = [text(found, kind) for kind in ("dc:creator", "author", "dc:author", "itunes:author")]
    names += map(person, found.get("atom:author", []))
    names = [name for name in names if name]
    return next((name for name in names if "@" not in name or "(" in name), "".join(names[:1]))


def _tags(found: Children) -> tuple[str, ...]:
    terms = [
        (each.text or "").strip()
        for kind in ("category", "dc:subject")
        for each in found.get(kind, [])
    ]
    for kind in ("itunes:keywords", "media:keywords"):
        terms += text(found, kind).split(",")
    return tuple(dict.fromkeys(term.strip() for term in terms if term.strip()))
