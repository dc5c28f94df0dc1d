"""Tells texts that have to do with technology from others, by words of a table of our own.

The table (``technology.txt``) has words that news about other things seldom use, English ones and
some of German, French, Spanish, Portuguese, Italian and Dutch, all folded and stemmed as
``words.terms`` does. What has another everyday sense ("box", "edge", "search") is left out.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from cio_digest.text import companies, words

if TYPE_CHECKING:
    from collections.abc import Collection

_LAST_LATIN = "\u024f"


def is_in(text: str, *, but: Collection[str] = ()) -> bool:
    """Whether a text has a word of technology, or "IT", other than these terms."""
    return "IT" in words.written(text) or not _table().isdisjoint({*words.terms(text)} - {*but})


def is_named(keyword: str) -> bool:
    """Whether a keyword has a word of technology, or is the name of a product or its maker."""
    return is_in(keyword) or keyword.lower() in _products()


def can_tell(text: str) -> bool:
    """Whether a text is in a script that the table has words of."""
    return all(char <= _LAST_LATIN for char in text if char.isalpha())


@cache
def _table() -> frozenset[str]:
    data = pkgutil.get_data(__package__, "technology.txt") or b""
    return frozenset(data.decode("ascii").split())


@cache
def _products() -> frozenset[str]:
    listed = ",".join([*companies.PARTS, *companies.PARTS.values()])
    return frozenset(name.strip().lower() for name in listed.split(","))
