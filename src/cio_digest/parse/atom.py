"""An Atom 1.0 (RFC 4287) or 0.3 element tree to raw entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import RawEntry, RawFeed
from cio_digest.parse import dates, elements, intervals, limits, media, plain
from cio_digest.parse.addresses import absolute
from cio_digest.parse.elements import Children, text

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable

_PUBLISHED = ("atom:published", "atom:issued", "dcterms:issued", "atom:created", "dcterms:created")
_PUBLISHED += ("pubdate",)
_UPDATED = ("atom:updated", "atom:modified", "dc:date", "dcterms:modified")
_PAGES = ("", "text/html", "application/xhtml+xml")


def feed(root: ET.Element, *, url: str) -> RawFeed:
    """Read the feed and its entries."""
    found = elements.children(root)
    base = elements.base(root, url)
    language = root.get(elements.LANGUAGE, "")
    return RawFeed(
        entries=tuple(
            _entry(entry, base) for entry in found.get("atom:entry", [])[: limits.ENTRIES]
        ),
        title=construct(found, "atom:title"),
        url=alternate(found, base),
        language=language,
        ttl=intervals.seconds(
            "", text(found, "sy:updateperiod"), text(found, "sy:updatefrequency")
        ),
        format="Atom 0.3" if root.tag.startswith("{http://purl.org/atom/ns#}") else "Atom 1.0",
    )


def _entry(entry: ET.Element, outer: str) -> RawEntry:
    found = elements.children(entry)
    base = elements.base(entry, outer)
    files = media.within(found)
    summary = construct(found, "atom:summary", plain.body)
    content = construct(found, "atom:content", plain.body)
    described = plain.body(text(files, "media:description"))
    identity = text(found, "atom:id")
    links = found.get("atom:link", [])
    return RawEntry(
        id=identity,
        url=absolute(text(found, "feedburner:origlink"), base)
        or alternate(found, base)
        or (identity if identity.startswith(("http://", "https://")) else ""),
        title=construct(found, "atom:title") or plain.as_markup(text(files, "media:title")),
        content=content or summary or described,
        summary=summary if content else "",
        published=dates.first(*texts(found, *_PUBLISHED)),
        updated=dates.first(*texts(found, *_UPDATED)),
        author=", ".join(filter(None, map(person, found.get("atom:author", []))))
        or text(found, "dc:creator"),
        tags=_tags(found),
        language=entry.get(elements.LANGUAGE, "") or text(found, "dc:language"),
        links=tuple(_addresses(links, base, "related", "via")),
        enclosures=media.enclosures(
            [link for link in links if link.get("rel") == "enclosure"],
            files.get("media:content", []),
            base,
        ),
        comments=next(iter(_addresses(links, base, "replies")), ""),
        publisher=_source(found),
        engagement=media.engagement(files),
    )


def construct(
    found: Children, name: str, from_plain: Callable[[str], str] = plain.as_markup
) -> str:
    """A text construct (RFC 4287 §3.1, Atom 0.3 ``mode``) as markup."""
    for element in found.get(name, []):
        kind = element.get("type", "text").strip().lower()
        if "/" in kind and not kind.startswith("text/") and "html" not in kind:
            continue  # a picture in base64, or data for programs
        if len(element):
            value = elements.inner(element)
        elif element.get("mode") == "escaped" or "html" in kind:
            value = (element.text or "").strip()
        else:
            value = from_plain((element.text or "").strip())
        if value:
            return value
    return ""


def alternate(found: Children, base: str) -> str:
    """The page an entry or feed stands for: its ``rel="alternate"`` link, HTML before others."""
    links = [
        link
        for link in found.get("atom:link", [])
        if link.get("rel", "alternate") == "alternate" and link.get("href")
    ]
    links.sort(key=lambda link: link.get("type", "") not in _PAGES)
    return absolute(links[0].get("href", ""), elements.base(links[0], base)) if links else ""


def person(element: ET.Element) -> str:
    """The name of a person construct, else their address."""
    found = elements.children(element)
    return text(found, "atom:name", "atom:email") or (element.text or "").strip()


def _addresses(links: list[ET.Element], base: str, *relations: str) -> list[str]:
    return [
        absolute(href, base)
        for link in links
        if link.get("rel") in relations and (href := link.get("href", ""))
    ]


def _tags(found: Children) -> tuple[str, ...]:
    terms = [
        each.get("label", "") or each.get("term", "") for each in found.get("atom:category", [])
    ]
    terms += [(each.text or "") for each in found.get("dc:subject", [])]
    return tuple(dict.fromkeys(term.strip() for term in terms if term.strip()))


def _source(found: Children) -> str:
    for source in found.get("atom:source", []):
        return construct(elements.children(source), "atom:title")
    return ""
