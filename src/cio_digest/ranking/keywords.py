"""Turns a keyword as the reader wrote it into every way a text may write it, and finds it there.

"SharePoint" is also "Share Point" and "share-point"; "bank" is also "banks"; "AI" is never part
of "training"; "IT" is never "it"; "C#", ".NET" and "S/4HANA" keep their signs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Collection

Places = dict[str, list[int]]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[^\w\s'’,-]")
_UNSPACED = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # kana, Han, Hangul
_WORD, _LETTER = rf"[^\W{_UNSPACED}]", rf"[^\W\d{_UNSPACED}]"
_SPLIT_LEAST = 3  # letters: "share point" is SharePoint, "a part" is not apart


class Keyword(NamedTuple):
    """A keyword ready for matching.

    ``phrases`` are its spellings as sequences of terms; ``literal``, where there is one, must be
    found in the text as written (``cased``) or folded.
    """

    written: str
    phrases: tuple[tuple[str, ...], ...]
    literal: re.Pattern[str] | None = None
    cased: bool = False


def read(keyword: str) -> Keyword:
    """A keyword with its spellings."""
    terms = tuple(words.terms(keyword))
    phrases = {terms: None}
    if len(terms) > 1:
        phrases["".join(terms),] = None
    else:
        phrases |= dict.fromkeys(_splits(terms[0] if terms else "", keyword))
    cased = keyword.isupper() and words.fold(keyword) in words.STOP_WORDS
    literally = cased or len(keyword) == 1 or _SIGNS.search(keyword)
    literal = _literal(keyword if cased else words.fold(keyword)) if literally else None
    spelled = tuple(phrase for phrase in phrases if phrase and phrase[0])
    return Keyword(keyword, spelled, literal, cased)


def _splits(term: str, keyword: str) -> list[tuple[str, ...]]:
    """The ways to write one word as two, its humps first."""
    humps = tuple(words.terms(_CAMEL.sub(" ", keyword)))
    cuts = range(_SPLIT_LEAST, len(term) - _SPLIT_LEAST + 1) if term.isascii() else ()
    return [humps, *((words.stem(term[:cut]), term[cut:]) for cut in cuts)]


def _literal(text: str) -> re.Pattern[str]:
    """The text as written, with any space between its words, and no word going on at its ends.

    "C" goes on in "C#" and in "C++"; a name with signs does not in a number ("C++26", ".NET10"),
    and none does in scripts without spaces.
    """
    body = r"\s+".join(re.escape(part) for part in text.split())
    after = _LETTER if _SIGNS.search(text) else _WORD
    return re.compile(rf"(?<!{_WORD}){body}(?!{after}|#|\+\+)")


class Located(NamedTuple):
    """An entry's title or text, with the places of the words that any keyword has."""

    name: str
    written: str
    places: Places
    length: int


def located(name: str, written: str, terms: Collection[str]) -> Located:
    """A text with the places of these terms; its ``length`` is in words."""
    places: Places = defaultdict(list)
    length = 0
    for length, term in enumerate(words.terms(written), 1):
        if term in terms:
            places[term].append(length)
    return Located(name, written, places, length)


def count(keyword: Keyword, text: Located) -> int:
    """How often a text has the keyword in any spelling."""
    if keyword.literal:
        written = text.written if keyword.cased else words.fold(text.written)
        return len(keyword.literal.findall(written)) if text.places else 0
    return sum(_runs(phrase, text.places) for phrase in keyword.phrases)


def _runs(phrase: tuple[str, ...], places: Places) -> int:
    """How often the terms of a phrase stand in a row."""
    first = places.get(phrase[0])
    if not first or len(phrase) == 1:
        return len(first or ())
    starts = set(first)
    for offset, term in enumerate(phrase[1:], 1):
        starts &= {place - offset for place in places.get(term, ())}
    return len(starts)
