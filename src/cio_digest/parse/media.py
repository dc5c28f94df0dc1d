"""Media RSS elements and files that hang on an entry to enclosures and fallback texts.

https://www.rssboard.org/media-rss; RSS ``enclosure``; Atom links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cio_digest.models import Enclosure, Engagement
from cio_digest.parse import elements
from cio_digest.parse.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.parse.elements import Children


class Attributes(Protocol):
    """Anything that answers ``get(name, default)``: an XML element, a feedparser dictionary."""

    def get(self, key: str, default: str, /) -> str:
        """Give the attribute's value or ``default``."""


def within(children: Children) -> Children:
    """Media RSS elements of an entry, also those inside its groups and contents."""
    media = {kind: list(children[kind]) for kind in children if kind.startswith("media:")}
    if not media:
        return media
    for holder in media.pop("media:group", []) + media.get("media:content", []):
        for kind, each in elements.children(holder).items():
            media.setdefault(kind, []).extend(each)
    return media


def enclosures(
    files: Sequence[Attributes], media: Sequence[Attributes], base: str
) -> tuple[Enclosure, ...]:
    """Enclosures in document order; of ``media:content`` only what is played, not pictures."""
    if not files and not media:
        return ()
    found: dict[str, Enclosure] = {}
    for each in (*files, *filter(_is_played, media)):
        address = absolute(each.get("url", "") or each.get("href", ""), base)
        if address:
            size = each.get("length", "") or each.get("fileSize", "") or each.get("filesize", "")
            found.setdefault(address, Enclosure(address, each.get("type", ""), _number(size)))
    return tuple(found.values())


def categories(media: Children) -> list[str]:
    """The names of an entry's categories, by their label where they have one."""
    return [each.get("label", "") or (each.text or "") for each in media.get("media:category", ())]


def engagement(media: Children) -> Engagement | None:
    """The thumbs up that a video got, which YouTube tells as the count of its ratings."""
    for community in media.get("media:community", []):
        for rating in elements.children(community).get("media:starrating", []):
            return Engagement(likes=_number(rating.get("count", "")) or None)
    return None


def _is_played(element: Attributes) -> bool:
    kind = f"{element.get('medium', '')} {element.get('type', '')}".lower()
    return "audio" in kind or "video" in kind


def _number(size: str) -> int:
    size = size.strip()
    return int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0
