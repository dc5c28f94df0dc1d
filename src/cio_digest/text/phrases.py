"""Finds words of which all that a text has is in a phrase with a meaning of its own.

"Oval Office", "cutting edge", "brother-in-law": a table of ours, ``phrases.txt``, a line for each
word, all read as terms; one with a hyphen ("in-law") is looked for with it.
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = ".,;:!?\"'“”‘’«»()[]"


def holding(term: str, texts: Sequence[str]) -> str:
    """The first such phrase, as it is written, if texts have a term in these alone; "" if not."""
    found = _phrases(term)
    if any(f" {term} " in _without(found, text) for text in texts if found):
        return ""
    return next((said for text in texts for each in found if (said := _written(each, text))), "")


def _written(phrase: str, text: str) -> str:
    """A phrase as a text writes it, "" if the text does not have it."""
    if "-" in phrase:
        found = _hyphened(phrase).search(text)
        return found[0] if found else ""
    sought, written = phrase.split(), text.split()
    places = [(term, at) for at, word in enumerate(written) for term in words.terms(word)]
    for start in range(len(places) - len(sought) + 1):
        part = places[start : start + len(sought)]
        if [term for term, _ in part] == sought:
            return " ".join(written[part[0][1] : part[-1][1] + 1]).strip(_MARKS)
    return ""


def _without(phrases: Sequence[str], text: str) -> str:
    """The terms of a text between spaces, these phrases left out."""
    for phrase in phrases:
        if "-" in phrase:
            text = _hyphened(phrase).sub(" ", text)
    terms = _line(text)
    for phrase in phrases:
        terms = terms.replace(phrase, " ")
    return terms


@cache
def _hyphened(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){phrase}s?(?!\w)", re.IGNORECASE)


@cache
def _phrases(term: str) -> tuple[str, ...]:
    found = _table()[term].split(", ") if term in _table() else []
    return tuple(each if "-" in each else _line(each) for each in found)


@cache
def _table() -> dict[str, str]:
    lines = (pkgutil.get_data(__package__, "phrases.txt") or b"").decode("ascii").splitlines()
    return {term: phrases for term, _, phrases in (line.partition(": ") for line in lines)}


def _line(text: str) -> str:
    return f" {' '.join(words.terms(text))} "
