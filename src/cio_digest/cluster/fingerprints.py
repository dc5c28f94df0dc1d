"""Turns an entry into its fingerprint: the words that tell its event, small enough to keep.

A fingerprint is a few hundred bytes: a format number, then a CRC-32 for each word, then a weight
for each word. A word's hash stands for it; among 100,000 words one pair is expected to share one.
"""

from __future__ import annotations

import itertools
import sys
from array import array
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cio_digest import words
from cio_digest.cluster import boilerplate

if TYPE_CHECKING:
    from cio_digest.models import Entry

_FORMAT = 1
_TITLE, _TEXT, _PAIR = 8, 6, 2  # how much a title's words count, a text's, and a title's pairs
_LEAD = 80  # words: a report tells its event in the first sentences


class Fingerprint(NamedTuple):
    """The words of one entry of a source, as hashes, and how much each counts in it."""

    words: array[int]
    weights: bytes
    source: str = ""


def fingerprint(entry: Entry, phrases: frozenset[str] = frozenset()) -> bytes:
    """An entry as the bytes that the store keeps; ``phrases`` is its source's boilerplate."""
    weights = _weigh(boilerplate.strip(entry.title, phrases), entry.text)
    hashes = array("I", (crc32(word.encode()) for word in weights))
    if sys.byteorder == "big":
        hashes.byteswap()
    return bytes((_FORMAT,)) + hashes.tobytes() + bytes(weights.values())


def read(kept: bytes, source: str) -> Fingerprint:
    """Kept bytes as words and weights; empty if written in another format."""
    count = (len(kept) - 1) // 5
    hashes: array[int] = array("I")
    if not kept or kept[0] != _FORMAT:
        return Fingerprint(hashes, b"")
    hashes.frombytes(kept[1 : 1 + 4 * count])
    if sys.byteorder == "big":
        hashes.byteswap()
    return Fingerprint(hashes, kept[1 + 4 * count :], source)


def _weigh(title: str, text: str) -> dict[str, int]:
    """Each word that may tell an event, with its weight: title above text, pairs of words too."""
    heading = [word for word in words.terms(title) if word not in words.STOP_WORDS]
    weights = dict.fromkeys(heading, _TITLE)
    for word in words.terms(text[: _LEAD * 10])[:_LEAD]:
        if word not in words.STOP_WORDS:
            weights[word] = _TITLE + _TEXT if weights.get(word, 0) >= _TITLE else _TEXT
    for first, second in itertools.pairwise(heading):
        weights[f"{first} {second}"] = _PAIR
    return weights
