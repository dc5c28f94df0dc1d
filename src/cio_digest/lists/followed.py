"""Addresses to whether they are followed already, however they are written.

Two addresses of one place differ by scheme, ``www.``, a slash at the end, or by the redirect that
leads from one to the other.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Polling, Source

_NONE: Mapping[str, Polling] = MappingProxyType({})


class Followed:
    """Where each address that is followed stands; with ``states``, also where they led."""

    def __init__(self, sources: Iterable[Source], states: Mapping[str, Polling] = _NONE) -> None:
        self._where: dict[str, str] = {}
        for source in sources:
            self.add(source.key, source.where)
            if state := states.get(source.key):
                self.add(state.url, source.where)
                self.add(state.moved_to, source.where)

    def add(self, address: str, where: str) -> None:
        """Follow an address, or the key of an account, from now on."""
        if address:
            self._where.setdefault(_mark(address), where)

    def where(self, *addresses: str) -> str:
        """Where the first of them that is followed stands, "" where none is."""
        marks = map(_mark, filter(None, addresses))
        return next((self._where[mark] for mark in marks if mark in self._where), "")


def _mark(address: str) -> str:
    """What two addresses of one place have in common."""
    return normalize.url(address) or address.casefold()
