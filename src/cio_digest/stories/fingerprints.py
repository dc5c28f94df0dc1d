"""Turns an entry into its fingerprint: the words that tell its event, small enough to keep.

A word's CRC-32 stands for it; among 100,000 words one pair is expected to share one. The vowels at
its end are left out before: they are what Portuguese, Spanish, French and English spell differently
in one word, and most of what an inflection changes there. Common words of other languages stand as
their English ones.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cio_digest.stories import boilerplate, columns
from cio_digest.text import translations, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cio_digest.models import Entry

_FORMAT = 3
_TITLE, _TEXT, _PAIR = 128, 96, 32  # how much a title's words count, a text's, a title's pairs
_NOTHING = 0  # in place of a stop word's hash
_VOWELS = "aeiou"
_LONG, _LEFT = 5, 3  # letters of a word that loses its last vowels, and of what must be left
_LEAD = 80  # words: a report tells its event in the first sentences


class Fingerprint(NamedTuple):
    """The words of one entry, as hashes, and how much each counts in it, 0 to 255."""

    words: array[int]
    weights: bytes


def fingerprint(entry: Entry, phrases: frozenset[str] = frozenset()) -> Fingerprint:
    """An entry as its fingerprint; ``phrases`` is its source's boilerplate."""
    weights = _weigh(boilerplate.strip(entry.title, phrases), entry.text)
    return Fingerprint(array("I", weights), bytes(weights.values()))


def number(term: str) -> int:
    """What stands for a folded, stemmed word."""
    return crc32(_root(term).encode())


def told(title: str) -> set[int]:
    """What stands for the words of a title that may tell an event."""
    return {crc32(root.encode()) for term in words.terms(title) if (root := _english(term))}


@cache
def translated() -> frozenset[int]:
    """What stands for the English words that words of other languages are read as."""
    return frozenset(map(number, translations.english().values()))


def damp(fingerprint: Fingerprint, template: Mapping[int, float]) -> Fingerprint:
    """The same with a source's template counting less, by the share of entries that have it."""
    if not template:
        return fingerprint
    weights = bytearray(fingerprint.weights)
    for place, word in enumerate(fingerprint.words):
        if word in template:
            weights[place] = round(weights[place] * (1 - template[word]))
    return fingerprint._replace(weights=bytes(weights))


def keep(fingerprint: Fingerprint) -> bytes:
    """A few hundred bytes: a format number, then the hashes, then the weights."""
    return bytes((_FORMAT,)) + columns.integers(fingerprint.words) + fingerprint.weights


def read(data: bytes) -> Fingerprint:
    """The inverse of ``keep``; empty if written in another format."""
    count = (len(data) - 1) // 5
    if not data or data[0] != _FORMAT:
        return Fingerprint(array("I"), b"")
    return Fingerprint(columns.read_integers(data[1 : 1 + 4 * count]), data[1 + 4 * count :])


def _weigh(title: str, text: str) -> dict[int, int]:
    """Each word that may tell an event, with its weight: title above text, pairs of words too."""
    heading = [root for term in words.terms(title) if (root := _english(term))]
    marks = [crc32(root.encode()) for root in heading]
    # The first ten characters a word, and of these words the first: most are shorter.
    lead = chain.from_iterable(map(_marks, words.written(text[: _LEAD * 10])[:_LEAD]))
    told = dict.fromkeys(islice(lead, _LEAD), _TEXT)
    told.pop(_NOTHING, None)
    weights = dict.fromkeys(marks, _TITLE) | told
    for mark in told.keys() & marks:
        weights[mark] = _TITLE + _TEXT
    for mark, following in zip(marks, heading[1:], strict=False):
        weights[crc32(f" {following}".encode(), mark)] = _PAIR  # goes on where the first word ended
    return weights


@lru_cache(maxsize=16384)
def _marks(word: str) -> tuple[int, ...]:
    """The hashes of a written word's terms, ``_NOTHING`` for those of them that are stop words."""
    terms = words.normal.__wrapped__(word)  # what is kept here need not be kept there, too
    roots = map(_english, terms)
    return tuple([crc32(root.encode()) if root else _NOTHING for root in roots])


def _english(term: str) -> str:
    """The root of a term, or of its English one if it is of another language; "" for stop words."""
    english = translations.english().get(term, term)
    return "" if english in words.STOP_WORDS else _root(english)


def _root(term: str) -> str:
    """A word without the vowels at its end, if it is long enough."""
    root = term.rstrip(_VOWELS)
    return root if len(term) >= _LONG and len(root) >= _LEFT else term
