"""Turns a keyword as the reader wrote it into every way a text may write it, and finds it there.

"SharePoint" is also "Share Point" and "share-point"; "bank" is also "banks", "email" also
"e-mail"; "AI" is never part of "training"; "IT" is never "it"; "C#", ".NET" and "S/4HANA" keep
their signs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text import variants, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

Places = dict[str, list[int]]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Signs of a South or South-East Asian script are part of its words, though not for "\w".
_SIGNS = r"[^\w\s'’,\u0300-\u036f\u0900-\u0eff\u1000-\u109f\u1780-\u17ff-]"
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
IN_WORD, _LETTER = rf"[^\W{_UNSPACED}]", rf"[^\W\d{_UNSPACED}]"
_AROUND = re.compile(r"^#(?=\w\w)|(?<=\w\w)[!?]+$")  # of #SharePoint and Yahoo!, which texts omit
_SPLIT_LEAST = 3  # letters: "share point" is SharePoint, "a part" is not apart
_PREFIXES = ("e", "co", "re", "o")  # that a sign may follow: e-mail, co-pilot, re-use, O'Neill
# Start-up, Wi-Fi; "in" is left out, as "a link in …" is not LinkedIn.
_SUFFIXES = ("up", "fi")
_SCRIPT = "js"  # as in Node.js
# What texts write in other ways inside a name with signs: AT & T, CI-CD, NodeJS, S/4 HANA.
_INSIDE = re.compile(r"(\s*[&/]\s*|\s+|(?<=\w)\.(?=\w)|(?<=\d)(?=[^\W\d_]))")
_WRITTEN = {"&": r"(?:\s?&\s?|\s(?:and|und|et)\s)", "/": r"\s?[/-]?\s?", ".": r"[.\s]?"}
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")  # U.S.
_NUMBERED = re.compile(r"(?<=[a-z]{2})(?=[0-9]+$)")  # NIS2 is also NIS 2
_POINT = re.compile(r"\.[0-9]")
_BEFORE_POINT = re.compile(r"[0-9]{1,4}(?=\.[0-9])")
_VERSION = re.compile(r"([0-9]{1,4})(?:\.[0-9]{1,2}){1,3}")

Phrase = tuple[str, ...]


class Keyword(NamedTuple):
    """A keyword ready for matching.

    ``phrases`` are its spellings as sequences of terms, the reader's own first; ``literal``, where
    there is one, must be found in the text as written (``cased``) or folded.
    """

    written: str
    phrases: tuple[Phrase, ...]
    literal: re.Pattern[str] | None = None
    cased: bool = False

    @property
    def sought(self) -> Iterator[str]:
        """The terms of which a text with the keyword, or with its words apart, has one."""
        own, *others = self.phrases
        yield from own
        yield from (max(phrase, key=len) for phrase in others)


@lru_cache(maxsize=1024)  # a morning asks of each keyword four times
def read(keyword: str) -> Keyword:
    """A keyword with its spellings."""
    bare = _AROUND.sub("", keyword.strip())
    if _INITIALS.fullmatch(bare):
        bare = bare.replace(".", "")
    cased = bare.isupper() and words.fold(bare) in words.STOP_WORDS
    literally = cased or len(bare) == 1 or _has_signs(bare)
    literal = _literal(bare if cased else words.fold(bare), initials=cased) if literally else None
    spelled = tuple(dict.fromkeys(phrase for phrase in _phrases(bare) if phrase and phrase[0]))
    return Keyword(keyword, spelled, literal, cased)


def once(keywords: Iterable[str]) -> dict[str, str]:
    """Each keyword with the first of those that mean the same: "CRM" for "crm", "GPU" for "GPUs".

    What counts by its signs or capitals ("C#", "IT") means itself alone.
    """
    first: dict[tuple[object, ...], str] = {}
    same = {}
    for keyword in sorted(keywords, key=str.istitle):  # "Teams" may be a name, "teams" is both
        found = read(keyword)
        exact = found.literal.pattern if found.literal else ""
        marks = [(exact, found.cased, phrase) for phrase in found.phrases[:2]]
        known = next((first[mark] for mark in marks if mark in first), keyword)
        same[keyword] = known
        first.update(dict.fromkeys(marks[:1], known))
    return same


def _phrases(bare: str) -> Iterator[Phrase]:
    """The spellings of a keyword, its own first."""
    own = tuple(words.terms(bare))
    yield own
    if len(own) > 1:
        if not words.unspaced(bare):
            yield (words.stem("".join(own)),)
    else:
        yield from _splits(own[0] if own else "", bare)
    for place, term in enumerate(own):
        for other in variants.of(term):
            yield (*own[:place], other, *own[place + 1 :])
    for spelled in variants.letters(bare):
        yield tuple(words.terms(spelled))


def _splits(term: str, keyword: str) -> Iterator[Phrase]:
    """The ways to write one word as two, its humps first."""
    yield tuple(words.terms(_CAMEL.sub(" ", keyword)))
    if not term.isascii():
        return
    yield tuple(words.terms(_NUMBERED.sub(" ", term)))
    for cut in range(_SPLIT_LEAST, len(term) - _SPLIT_LEAST + 1):
        yield words.stem(term[:cut]), term[cut:]
    for prefix in _PREFIXES:
        if term.startswith(prefix) and len(term) - len(prefix) >= _SPLIT_LEAST:
            yield prefix, term[len(prefix) :]
    for suffix in _SUFFIXES:
        if term.endswith(suffix) and len(term) > _SPLIT_LEAST:
            first = words.stem(term.removesuffix(suffix))
            yield from ((first, suffix), (first, f"{suffix}s"))
    if words.fold(keyword).endswith(_SCRIPT) and len(term) > _SPLIT_LEAST:
        yield words.stem(words.fold(keyword).removesuffix(_SCRIPT)), _SCRIPT


def _literal(text: str, *, initials: bool = False) -> re.Pattern[str]:
    """The text as written, with any space between its words, and no word going on at its ends.

    "C" goes on in "C#", in "C++" and in "C&A"; a name that ends in signs does not in a number
    ("C++26"), and none does in scripts without spaces. ``initials`` may have points ("U.S.").
    """
    if initials:
        body = r"\.?".join(map(re.escape, text))
        return re.compile(rf"(?<!{IN_WORD}){body}(?!{IN_WORD}|#|\+\+)")
    parts = _INSIDE.split(text)  # every second is one that is written in several ways
    inside = [_WRITTEN.get(part.strip(), r"\s+" if part else r"\s?") for part in parts[1::2]]
    body = "".join(chain(*zip(map(re.escape, parts[::2]), [*inside, ""], strict=True)))
    if _has_signs(text):
        plural = "(?:['\u2019]?s)?" if text[-1].isalpha() else ""
        return re.compile(rf"(?<!{IN_WORD}){body}{plural}(?!{_LETTER}|#|\+\+)")
    return re.compile(rf"(?<!{IN_WORD})(?<!{IN_WORD}&){body}(?!{IN_WORD}|#|\+\+|&{IN_WORD})")


def _has_signs(text: str) -> bool:
    """Whether a keyword has signs, as "C#" does."""
    if text.replace(" ", "").isalnum():  # the pattern takes long to compile
        return False
    return re.search(_SIGNS, text) is not None


class Located(NamedTuple):
    """An entry's title or text, with the places of the words that any keyword has."""

    name: str
    written: str
    places: Places
    length: int


def located(name: str, written: str, terms: AbstractSet[str]) -> Located:
    """A text with the places of these terms; its ``length`` is in words.

    A number with points is also its first part: who follows "Python 3" follows "Python 3.15".
    """
    spelled = words.terms(written)
    places: Places = {}
    # A text has hardly any of these terms: where none is, its words are not looked at one by one.
    if present := frozenset(spelled).intersection(terms):
        for place, term in enumerate(spelled, 1):
            if term in present:
                places.setdefault(term, []).append(place)
    # Most numbers with points are no keyword's, which is sooner told than where they stand.
    if _POINT.search(written) and not terms.isdisjoint(_BEFORE_POINT.findall(written)):
        _add_versions(places, written, terms)
    return Located(name, written, places, len(spelled))


def _add_versions(places: Places, written: str, terms: AbstractSet[str]) -> None:
    """Add the first part of each number with points, where the number stands."""
    place = 0
    added = set[str]()
    for word in words.written(written):
        place += len(words.normal(word))
        if (version := _VERSION.fullmatch(word)) and version[1] in terms:
            places.setdefault(version[1], []).append(place)
            added.add(version[1])
    for number in added:
        places[number].sort()


def count(keyword: Keyword, text: Located) -> int:
    """How often a text has the keyword in any spelling."""
    if keyword.literal:
        return literally(keyword, text.written) if text.places else 0
    places = text.places
    return sum([_runs(phrase, places) for phrase in keyword.phrases if phrase[0] in places])


def literally(keyword: Keyword, written: str) -> int:
    """How often a text has a keyword that counts by its signs or capitals as it is written."""
    if keyword.literal is None:
        return 0
    return len(keyword.literal.findall(written if keyword.cased else words.fold(written)))


def _runs(phrase: tuple[str, ...], places: Places) -> int:
    """How often the terms of a phrase stand in a row; the first of them has a place."""
    first = places[phrase[0]]
    if len(phrase) == 1:
        return len(first)
    starts = set(first)
    for offset, term in enumerate(phrase[1:], 1):
        starts &= {place - offset for place in places.get(term, ())}
    return len(starts)
