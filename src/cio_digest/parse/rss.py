"""An RSS 0.90 to 2.0 or RSS 1.0 (RDF) element tree to raw entries.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, and the modules
people really use: Dublin Core, content, syndication, slash, iTunes, Media RSS, Atom links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import RawEntry, RawFeed
from cio_digest.parse import (
    atom,
    bodies,
    dates,
    elements,
    intervals,
    limits,
    links,
    loose,
    media,
    plain,
)
from cio_digest.parse.addresses import absolute, is_web
from cio_digest.parse.elements import Children, markup, text, texts

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from datetime import datetime

# By Dublin Core and Atom, by what other formats call it, and without the namespace it needs.
_PUBLISHED = (
    "pubdate", "atom:published", "dcterms:issued", "dcterms:created", "published",
    "created", "issued", "atom:issued", "atom:created", "dateadded", "?:pubdate",
)  # fmt: skip
_UPDATED = (
    "dc:date", "dcterms:date", "atom:updated", "atom:modified", "dcterms:modified",
    "date", "updated", "modified", "lastbuilddate", "?:date", "?:updated",
)  # fmt: skip
# Where texts stand: by their modules, and under the same names without a namespace.
_BODIES = (
    "content:encoded", "xhtml:body", "xhtml:div", "fullitem", "encoded", "?:encoded",
    "body", "content", "full-text", "?:full-text",
)  # fmt: skip
_DESCRIPTIONS = ("description", "dc:description")
_SUMMARIES = ("itunes:summary", "summary", "abstract", "dcterms:abstract", "itunes:subtitle")
_ATOM_BODIES = ("atom:content", "atom:summary")
_AUTHORS = ("dc:creator", "author", "dc:author", "itunes:author", "atom:author", "?:author")
_NETSCAPE = "netscape.com/rdf/simple/0.9/"


def feed(root: ET.Element, *, url: str) -> RawFeed:
    """Read the channel and its items, wherever this version of RSS puts them."""
    top = elements.children(root)
    channels = top.get("channel", [])
    channel = elements.children(channels[0]) if channels else {}
    base = elements.base(channels[0] if channels else root, elements.base(root, url))
    home = absolute(_page(channel), base) or links.alternate(channel.get("atom:link", []), base)
    language = text(channel, "language", "dc:language")
    items = [item for each in channels for item in each if elements.name(item.tag) == "item"]
    items += top.get("item", [])
    return RawFeed(
        entries=tuple(
            _entry(item, elements.base(item, _base(base, home, url)), home)
            for item in limits.newest(items, _date)
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
        note=limits.note(items),
    )


def _about(item: ET.Element) -> str:
    about = item.get(elements.ABOUT, "")
    return about if about.startswith(("http://", "https://")) else ""


def _date(item: ET.Element) -> datetime | None:
    return dates.first(*texts(elements.children(item), *_PUBLISHED, *_UPDATED))


def _base(base: str, home: str, url: str) -> str:
    """Relative links are meant from the site's address, unless ``xml:base`` says otherwise."""
    return home if base == url and home else base


def _format(root: ET.Element, top: Children) -> str:
    if elements.name(root.tag) == "rss":
        return f"RSS {root.get('version', '')}".strip()
    old = any(_NETSCAPE in child.tag for each in top.values() for child in each)
    return "RSS 0.90/RDF" if old else "RSS 1.0/RDF"


def _entry(item: ET.Element, base: str, home: str) -> RawEntry:
    found = elements.children(item)
    files = media.within(found)
    content, summary = _texts(found, files)
    return RawEntry(
        id=text(found, "guid", "atom:id") or item.get(elements.ABOUT, ""),
        url=_link(found, base, home) or absolute(_about(item) or text(found, "comments"), base),
        title=markup(found, "title", "dc:title", "itunes:title") or markup(files, "media:title"),
        content=content,
        summary=summary,
        published=dates.first(*texts(found, *_PUBLISHED)),
        updated=dates.first(*texts(found, *_UPDATED)),
        author=_author(found),
        tags=_tags(found, files),
        language=text(found, "dc:language", "language") or item.get(elements.LANGUAGE, ""),
        enclosures=media.enclosures(
            found.get("enclosure", []), files.get("media:content", []), base
        ),
        comments=absolute(text(found, "comments"), base),
        commented=loose.count(text(found, "slash:comments", "thr:total")),
        # Bing names the publisher in a namespace that changes with every search.
        publisher=text(found, "source", "dc:publisher", "?:source"),
    )


def _texts(children: Children, files: Children) -> tuple[str, str]:
    """The fullest text and, where it is another, the description."""
    description = markup(children, *_DESCRIPTIONS)
    every = [markup(children, *_BODIES), description, markup(children, *_SUMMARIES)]
    if "atom:content" in children or "atom:summary" in children:
        every += [atom.construct(children, name, plain.body) for name in _ATOM_BODIES]
    # A media description may be of a picture: it serves only where there is no other text.
    content = bodies.fullest(every) or (markup(files, "media:description") if files else "")
    return content, description if description != content else ""


def _link(children: Children, base: str, home: str) -> str:
    """The article's address: FeedBurner's original, the link, an Atom link, or a permanent guid.

    What opens no page (``mailto:``), or the site's ``home``, serves only where there is nothing
    else; the ids of episodes are files and no pages.
    """
    link = absolute(text(children, "feedburner:origlink") or _page(children), base)
    is_home = link.rstrip("/") == home.rstrip("/") and "enclosure" not in children
    if is_web(link) and not is_home:
        return link
    other = links.alternate(children.get("atom:link", []), base) or _permanent(children, base)
    return other or link


def _page(children: Children) -> str:
    """The address in ``link``, also where it is written as in Atom."""
    if link := text(children, "link"):
        return link
    return links.alternate(children.get("link", []), "") or text(children, "url")


def _permanent(children: Children, base: str) -> str:
    """A guid that is an address: one that looks so, or that says so."""
    for guid in children.get("guid", []):
        value, permanent = (guid.text or "").strip(), elements.attribute(guid, "isPermaLink")
        if permanent.lower() == "false":
            continue
        if value.startswith(("http://", "https://", "//")) or permanent.lower() == "true":
            return absolute(value, base)
    return ""


def _author(children: Children) -> str:
    """Names rather than the bare mail address that RSS asks for; several where there are."""
    people = [
        [name for each in children[kind] if (name := atom.person(each))]
        for kind in _AUTHORS
        if kind in children
    ]
    for names in people:
        if named := [name for name in names if "@" not in name or "(" in name or "<" in name]:
            return ", ".join(dict.fromkeys(named))
    return next((names[0] for names in people if names), "")


def _tags(children: Children, files: Children) -> tuple[str, ...]:
    terms = texts(children, "category", "dc:subject") + media.categories(files)
    if "itunes:category" in children:
        terms += [elements.attribute(each, "text") for each in children["itunes:category"]]
    for keywords in texts(children, "itunes:keywords", "media:keywords"):
        terms += keywords.split(",")
    return tuple(dict.fromkeys(term.strip() for term in terms if term.strip()))
