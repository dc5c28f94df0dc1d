"""A digest -> what names it: a line for people, and a mark for programs."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from cio_digest.render import harmless, words
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Digest, Item

LONGEST = 69  # characters: with its name one line of a mail; phones show about 40


def line(digest: Digest) -> str:
    """``22 November: Northwind opens its agent pricing``, on one line of visible text."""
    day = f"{digest.date.day} {digest.date:%B}: "
    shown = [item for _, items in words.sections(digest) for item in items]
    best = max(shown, key=lambda item: item.score, default=None)
    if best is None:
        return f"{day}nothing new"
    return day + shorten(harmless.text(words.title(best)), LONGEST - len(day))


def mark(digest: Digest) -> str:
    """What names the digest of a day, however often it is made; late stories leave it as it is."""
    return identity(f"{digest.date:%Y%m%d}", [section.items for section in digest.sections])


def identity(days: str, sections: Sequence[Sequence[Item]]) -> str:
    """What names a page of these days and stories, however often it is made."""
    shown = repr([(item.title, item.url) for items in sections for item in items])
    digits = blake2b(shown.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"cio-digest.{days}.{digits}"
