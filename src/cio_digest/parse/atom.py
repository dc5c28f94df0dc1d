"""An Atom 1.0 (RFC 4287) or 0.3 element tree to raw entries, with threads (RFC 4685)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import RawEntry, RawFeed
from cio_digest.parse import bodies, dates, elements, intervals, limits, links, loose, media, plain
from cio_digest.parse.addresses import absolute
from cio_digest.parse.elements import Children, text, texts

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable
    from datetime import datetime

_PUBLISHED = (
    "atom:published", "atom:issued", "dcterms:issued", "atom:created", "dcterms:created",
    "pubdate",
)  # fmt: skip
_UPDATED = ("atom:updated", "atom:modified", "dc:date", "dcterms:modified")
_OPAQUE = ("image/", "audio/", "video/")


def feed(root: ET.Element, *, url: str) -> RawFeed:
    """Read the feed and its entries."""
    found = elements.children(root)
    base = elements.base(root, url)
    language = root.get(elements.LANGUAGE, "")
    entries = found.get("atom:entry", [])
    return RawFeed(
        entries=tuple(_entry(entry, base, language) for entry in limits.newest(entries, date)),
        title=construct(found, "atom:title"),
        url=links.alternate(found.get("atom:link", []), base),
        language=language,
        ttl=intervals.seconds(
            "", text(found, "sy:updateperiod"), text(found, "sy:updatefrequency")
        ),
        format="Atom 0.3" if "purl.org/atom/ns" in root.tag else "Atom 1.0",
        note=limits.note(entries),
    )


def date(entry: ET.Element) -> datetime | None:
    """When an entry was published or, unknown that, changed."""
    found = elements.children(entry)
    return dates.first(*texts(found, *_PUBLISHED, *_UPDATED))


def _entry(entry: ET.Element, outer: str, language: str = "") -> RawEntry:
    found = elements.children(entry)
    base = elements.base(entry, outer)
    files = media.within(found)
    summary = construct(found, "atom:summary", plain.body)
    content = construct(found, "atom:content", plain.body)
    described = plain.body(text(files, "media:description"))
    pointers = found.get("atom:link", [])
    return RawEntry(
        id=text(found, "atom:id"),
        url=_page(found, base, entry.get(elements.LANGUAGE, "") or language),
        title=construct(found, "atom:title") or plain.as_markup(text(files, "media:title")),
        content=(full := bodies.fullest((content, summary)) or described),
        summary=next((other for other in (summary, content) if other and other != full), ""),
        published=dates.first(*texts(found, *_PUBLISHED)),
        updated=dates.first(*texts(found, *_UPDATED)),
        author=", ".join(filter(None, map(person, found.get("atom:author", []))))
        or text(found, "dc:creator"),
        tags=_tags(found, files),
        language=entry.get(elements.LANGUAGE, "") or text(found, "dc:language"),
        links=tuple(links.addresses(pointers, base, "related", "via")),
        enclosures=media.enclosures(
            [link for link in pointers if links.relation(link) == "enclosure"],
            files.get("media:content", []),
            base,
        ),
        comments=links.replies(pointers, base),
        commented=_commented(found, pointers),
        publisher=_source(found),
        engagement=media.engagement(files),
    )


def _page(children: Children, base: str, language: str) -> str:
    """The entry's page: as it should be told, else by what also leads to the text."""
    pointers, identity = children.get("atom:link", []), text(children, "atom:id")
    sources = [elements.attribute(each, "src") for each in children.get("atom:content", [])]
    return (
        absolute(text(children, "feedburner:origlink"), base)
        or links.alternate(pointers, base, language)
        or absolute(text(children, "atom:link"), base)
        or (identity if identity.startswith(("http://", "https://")) else "")
        or absolute(next(filter(None, sources), ""), base)
        or next(iter(links.addresses(pointers, base, "self")), "")
    )


def construct(
    children: Children, name: str, from_plain: Callable[[str], str] = plain.as_markup
) -> str:
    """A text construct (RFC 4287 §3.1, Atom 0.3 ``mode``) as markup."""
    for element in children.get(name, []):
        kind = element.get("type", "text").strip().lower()
        mode = element.get("mode", "").strip().lower()
        if len(element):
            value = elements.inner(element) if _is_markup(kind) else ""
        elif mode == "base64" or not _is_markup(kind):
            # By both versions of Atom what is no text is base64; a picture says nothing here.
            opaque = kind.startswith(_OPAQUE)
            value = "" if opaque else _of_bytes((element.text or "").strip(), from_plain)
        elif mode == "escaped" or "html" in kind:
            value = (element.text or "").strip()
        else:
            value = from_plain((element.text or "").strip())
        if value:
            return value
    return ""


def _of_bytes(text: str, from_plain: Callable[[str], str]) -> str:
    """What is said to be base64 as markup; it stays as it is where it is words all the same."""
    return bodies.decoded(text) or ("" if bodies.in_base64(text) else from_plain(text))


def _is_markup(kind: str) -> bool:
    return "/" not in kind or kind.startswith("text/") or "html" in kind


def person(element: ET.Element) -> str:
    """The name of a person construct, else their address."""
    if not len(element):
        return (element.text or "").strip()
    names = ("atom:name", "name", "?:name", "atom:email", "email")
    return text(elements.children(element), *names) or (element.text or "").strip()


def _commented(children: Children, pointers: list[ET.Element]) -> int | None:
    """How many replies there are, by the entry or by a link to them."""
    counts = (text(children, "thr:total", "slash:comments"), links.count_of_replies(pointers))
    return next((found for each in counts if (found := loose.count(each)) is not None), None)


def _tags(children: Children, files: Children) -> tuple[str, ...]:
    terms = [
        each.get("label", "") or each.get("term", "") for each in children.get("atom:category", [])
    ]
    terms += [(each.text or "") for each in children.get("dc:subject", [])] + media.categories(
        files
    )
    return tuple(dict.fromkeys(term.strip() for term in terms if term.strip()))


def _source(children: Children) -> str:
    for source in children.get("atom:source", []):
        return construct(elements.children(source), "atom:title")
    return ""
