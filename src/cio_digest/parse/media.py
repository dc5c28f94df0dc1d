"""Files that hang on an element (RSS ``enclosure``, Media RSS, Atom links) to enclosures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from cio_digest.models import Enclosure
from cio_digest.parse.addresses import absolute

_PLAYED = ("audio", "video")


class Attributes(Protocol):
    """Anything that answers ``get(name, default)``: an XML element, a feedparser dictionary."""

    def get(self, key: str, default: str, /) -> str:
        """The attribute's value or ``default``."""


def enclosures(
    files: Iterable[Attributes], media: Iterable[Attributes], base: str
) -> tuple[Enclosure, ...]:
    """Enclosures in document order; of ``media:content`` only what is played (MRSS 1.5.1)."""
    played = [
        each for each in media if _PLAYED[0] in _kind(each) or _PLAYED[1] in _kind(each)
    ]
    found: dict[str, Enclosure] = {}
    for each in [*files, *played]:
        address = each.get("url", "") or each.get("href", "")
        if address:
            size = each.get("length", "") or each.get("fileSize", "") or each.get("filesize", "")
            address = absolute(address, base)
            found.setdefault(address, Enclosure(address, each.get("type", ""), _bytes(size)))
    return tuple(found.values())


def _kind(element: Attributes) -> str:
    return f"{element.get('medium', '')} {element.get('type', '')}".lower()


def _bytes(size: str) -> int:
    size = size.strip()
    return int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0
