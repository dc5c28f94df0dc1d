"""Finds the topics of an entry and weighs how much it is about each (BM25F, phrases backing off).

The weight of a keyword grows with its rarity in the reader's own feeds, counts more in the title
than in the text, and saturates with repetition (Robertson and Zaragoza, The Probabilistic
Relevance Framework, 2009). A phrase whose words stand apart counts for part of itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cio_digest import words
from cio_digest.models import Entry, Topic
from cio_digest.topics.keywords import Keyword, forms, read
from cio_digest.topics.statistics import Statistics

_TITLE = 3.0  # a word in the title counts as so many in the text
_SATURATION = 1.2  # BM25's k1
_LENGTH = 0.6  # BM25's b
_APART = 0.35  # what the words of a phrase are worth when they stand apart

Places = dict[str, list[int]]


class Hit(NamedTuple):
    """A keyword found: ``where`` is "title" or "text"; ``whole`` is false for parts of a phrase."""

    keyword: str
    where: str
    value: float
    whole: bool = True


class Match(NamedTuple):
    """A topic found in an entry; ``excluded`` names the exclusion that takes it out again."""

    topic: str
    score: float
    hits: tuple[Hit, ...]
    excluded: str = ""


class _Text(NamedTuple):
    """An entry's title or text, with the places of the words that any keyword has."""

    name: str
    written: str
    places: Places
    length: int


class Matcher:
    """Topics compiled for matching. ``terms`` are the folded words that candidates must have."""

    def __init__(self, topics: Sequence[Topic], statistics: Statistics) -> None:
        self._topics = topics
        self._statistics = statistics
        self._wanted = [[read(keyword) for keyword in topic.keywords] for topic in topics]
        self._excluded = [[read(keyword) for keyword in topic.exclude] for topic in topics]
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for number, keywords in enumerate(self._wanted):
            for term in {t for keyword in keywords for phrase in keyword.phrases for t in phrase}:
                self._by_term[term].append(number)
        excluding = {
            term for group in self._excluded for keyword in group for p in keyword.phrases for term in p
        }
        self._forms = {form: term for term in {*self._by_term, *excluding} for form in forms(term)}

    @property
    def terms(self) -> frozenset[str]:
        """What an index is asked for: an entry with none of these matches no topic."""
        return frozenset(form for term in self._by_term for form in forms(term))

    def match(self, entry: Entry) -> Iterator[Match]:
        """The topics an entry is about, in the reader's order."""
        fields = (self._text("title", entry.title), self._text("text", entry.text))
        present = {term for field in fields for term in field.places}
        numbers = {number for term in present for number in self._by_term.get(term, ())}
        for number in sorted(numbers):
            hits = [hit for keyword in self._wanted[number] if (hit := self._hit(keyword, fields))]
            if hits:
                yield Match(
                    self._topics[number].name,
                    sum(hit.value for hit in hits),
                    tuple(sorted(hits, key=lambda hit: -hit.value)),
                    self._exclusion(number, fields),
                )

    def _text(self, name: str, written: str) -> _Text:
        places: Places = defaultdict(list)
        length = 0
        for length, term in enumerate(words.terms(written), 1):
            if term in self._forms:
                places[term].append(length)
        return _Text(name, written, places, length)

    def _exclusion(self, number: int, fields: Sequence[_Text]) -> str:
        for keyword in self._excluded[number]:
            if any(_count(keyword, field) for field in fields):
                return keyword.written
        return ""

    def _hit(self, keyword: Keyword, fields: Sequence[_Text]) -> Hit | None:
        counts = [_count(keyword, field) for field in fields]
        where = "title" if counts[0] else "text"
        if any(counts):
            value = self._saturated(counts, fields)
            return Hit(keyword.written, where, value * self._rarity(keyword.phrases[0]))
        value = self._apart(keyword.phrases[0], fields)
        return Hit(keyword.written, where, value, whole=False) if value else None

    def _apart(self, phrase: tuple[str, ...], fields: Sequence[_Text]) -> float:
        if len(phrase) < 2:
            return 0.0
        value = 0.0
        for term in phrase:
            counts = [len(field.places.get(term, ())) for field in fields]
            if any(counts) and term not in words.STOP_WORDS:
                value += self._saturated(counts, fields) * self._statistics.rarity(term)
        return value * _APART

    def _saturated(self, counts: Sequence[float], fields: Sequence[_Text]) -> float:
        means = (self._statistics.title_length, self._statistics.text_length)
        often = 0.0
        for count, field, mean, weight in zip(counts, fields, means, (_TITLE, 1.0), strict=True):
            often += weight * count / (1 - _LENGTH + _LENGTH * field.length / (mean or 1))
        return often * (1 + _SATURATION) / (often + _SATURATION)

    def _rarity(self, phrase: tuple[str, ...]) -> float:
        return sum(self._statistics.rarity(term) for term in phrase if term not in words.STOP_WORDS) or 1


def compile(topics: Sequence[Topic], statistics: Statistics = Statistics()) -> Matcher:  # noqa: A001, B008
    """Topics, made ready to match thousands of entries."""
    return Matcher(topics, statistics)


def _count(keyword: Keyword, field: _Text) -> int:
    """How often a field has the keyword in any spelling."""
    if keyword.literal:
        text = field.written if keyword.cased else words.fold(field.written)
        return len(keyword.literal.findall(text)) if field.places else 0
    return sum(_runs(phrase, field.places) for phrase in keyword.phrases)


def _runs(phrase: tuple[str, ...], places: Places) -> int:
    """How often the terms of a phrase stand in a row."""
    starts = set(places.get(phrase[0], ()))
    for offset, term in enumerate(phrase[1:], 1):
        starts &= {place - offset for place in places.get(term, ())}
    return len(starts)
