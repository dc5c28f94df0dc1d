"""Finds words of which all that a text has is in a phrase with a meaning of its own.

"Oval Office", "cutting edge", "brother-in-law": a table of ours, ``phrases.txt``, a line for each
word, all read as terms.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from typing import TYPE_CHECKING

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable


def only(term: str, texts: Iterable[str]) -> bool:
    """Whether texts have a term in such phrases alone; true of texts that do not have it."""
    found = _phrases(term)
    return bool(found) and all(f" {term} " not in _without(found, text) for text in texts)


def _without(phrases: Iterable[str], text: str) -> str:
    """The terms of a text between spaces, these phrases left out."""
    terms = _line(text)
    for phrase in phrases:
        terms = terms.replace(phrase, " ")
    return terms


@cache
def _phrases(term: str) -> tuple[str, ...]:
    return tuple(map(_line, _table()[term].split(", "))) if term in _table() else ()


@cache
def _table() -> dict[str, str]:
    lines = (pkgutil.get_data(__package__, "phrases.txt") or b"").decode("ascii").splitlines()
    return {term: phrases for term, _, phrases in (line.partition(": ") for line in lines)}


def _line(text: str) -> str:
    return f" {' '.join(words.terms(text))} "
