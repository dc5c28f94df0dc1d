"""The links of an entry or feed to the page that it stands for.

RFC 4287 §4.2.7; relations may be written as IANA addresses (RFC 4287 §4.2.7.2), in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.parse import elements
from cio_digest.parse.addresses import absolute

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Iterable

_PAGES = ("", "text/html", "application/xhtml+xml")
_COUNT = "{http://purl.org/syndication/thread/1.0}count"
_IANA = ("http://www.iana.org/assignments/relation/", "https://www.iana.org/assignments/relation/")


def relation(link: ET.Element) -> str:
    """What a link is to its entry, ``alternate`` where it does not say."""
    name = elements.attribute(link, "rel").lower()
    for address in _IANA:
        name = name.removeprefix(address)
    return name or "alternate"


def alternate(links: Iterable[ET.Element], base: str, language: str = "") -> str:
    """The page an entry or feed stands for: its ``rel="alternate"`` link, HTML before others.

    Of translations it is the one in ``language``, the entry's own, where they say so.
    """
    pages = [link for link in links if relation(link) == "alternate" and link.get("href")]
    pages.sort(key=lambda link: (not _is_page(link), _is_translation(link, language)))
    return absolute(pages[0].get("href", ""), elements.base(pages[0], base)) if pages else ""


def addresses(links: Iterable[ET.Element], base: str, *relations: str) -> list[str]:
    """The addresses of links with one of the relations."""
    return [
        absolute(href, elements.base(link, base))
        for link in links
        if relation(link) in relations and (href := link.get("href", ""))
    ]


def replies(links: Iterable[ET.Element], base: str) -> str:
    """Where an entry is discussed: a page before a feed of the replies (RFC 4685 §4)."""
    told = [link for link in links if relation(link) == "replies"]
    told.sort(key=lambda link: not _is_page(link))
    return next(iter(addresses(told, base, "replies")), "")


def count_of_replies(links: Iterable[ET.Element]) -> str:
    """How many replies a link says there are, "" where none does."""
    counts = (link.get(_COUNT, "") for link in links if relation(link) == "replies")
    return next(filter(None, counts), "")


def _is_translation(link: ET.Element, language: str) -> bool:
    """Whether a link says that its page is in another language; ``x-default`` says nothing."""
    other = elements.attribute(link, "hreflang").lower().partition("-")[0]
    return bool(language) and other not in {"", "x", language.lower().partition("-")[0]}


def _is_page(link: ET.Element) -> bool:
    return link.get("type", "").partition(";")[0].lower() in _PAGES
