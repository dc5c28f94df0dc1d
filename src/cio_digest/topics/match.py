"""Finds the topics of an entry and weighs how much it is about each (BM25F, phrases backing off).

The weight of a keyword grows with its rarity in the reader's own feeds, counts more in the title
than in the text, and saturates with repetition (Robertson and Zaragoza, The Probabilistic
Relevance Framework, 2009). A phrase whose words stand apart counts for part of itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from cio_digest import words
from cio_digest.models import Entry, Topic
from cio_digest.topics.keywords import Keyword, forms, read
from cio_digest.topics.statistics import Statistics

_TITLE = 3.0  # a word in the title counts as so many in the text
_SATURATION = 1.2  # BM25's k1
_LENGTH = 0.6  # BM25's b
_APART = 0.2  # what the words of a phrase are worth when they stand apart
_COMPANY = 1.5  # what companions are worth together: about one keyword in the title

Places = dict[str, list[int]]


class Companion(NamedTuple):
    """A word that keeps a topic's company, and what it is worth (see ``companions``)."""

    term: str
    weight: float


class Hit(NamedTuple):
    """What was found of a topic.

    ``where`` is "title" or "text". ``kind`` is "whole" for a keyword, "parts" for the words of a
    phrase standing apart, "companion" for a word that often stands beside the keywords.
    """

    keyword: str
    where: str
    value: float
    kind: str = "whole"


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


class _Topic(NamedTuple):
    """A topic ready for matching."""

    name: str
    keywords: tuple[Keyword, ...]
    exclude: tuple[Keyword, ...]
    companions: tuple[Companion, ...]

    def terms(self) -> set[str]:
        """The terms that can earn it a score."""
        spelled = (phrase for keyword in self.keywords for phrase in keyword.phrases)
        return {*chain.from_iterable(spelled), *(each.term for each in self.companions)}


class Matcher:
    """Topics compiled for matching. ``terms`` are the folded words that candidates must have."""

    def __init__(self, topics: Sequence[_Topic], statistics: Statistics) -> None:
        self._topics = topics
        self._statistics = statistics
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for number, topic in enumerate(topics):
            for term in topic.terms():
                self._by_term[term].append(number)
        excluding = {
            term
            for topic in topics
            for keyword in topic.exclude
            for phrase in keyword.phrases
            for term in phrase
        }
        self._wanted = {*self._by_term, *excluding}

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
            topic = self._topics[number]
            if hits := self._hits(topic, fields):
                score = sum(hit.value for hit in hits)
                yield Match(topic.name, score, tuple(hits), _exclusion(topic, fields))

    def _hits(self, topic: _Topic, fields: Sequence[_Text]) -> list[Hit]:
        """What is found of a topic, the most telling first."""
        found = [hit for keyword in topic.keywords if (hit := self._hit(keyword, fields))]
        company = [hit for each in topic.companions if (hit := self._company(each, fields))]
        together = sum(hit.value for hit in company)
        share = min(1.0, self._worth(topic) / together) if together else 1.0
        found += [hit._replace(value=hit.value * share) for hit in company]
        return sorted(found, key=lambda hit: -hit.value)

    def _worth(self, topic: _Topic) -> float:
        """The most that companions count for together: about one keyword in the title."""
        return _COMPANY * max(self._rarity(keyword.phrases[0]) for keyword in topic.keywords)

    def _text(self, name: str, written: str) -> _Text:
        places: Places = defaultdict(list)
        length = 0
        for length, term in enumerate(words.terms(written), 1):
            if term in self._wanted:
                places[term].append(length)
        return _Text(name, written, places, length)

    def _hit(self, keyword: Keyword, fields: Sequence[_Text]) -> Hit | None:
        counts = [_count(keyword, field) for field in fields]
        if any(counts):
            value = self._saturated(counts, fields) * self._rarity(keyword.phrases[0])
            return Hit(keyword.written, "title" if counts[0] else "text", value)
        value = self._apart(keyword.phrases[0], fields)
        where = "title" if any(term in fields[0].places for term in keyword.phrases[0]) else "text"
        return Hit(keyword.written, where, value, "parts") if value else None

    def _company(self, companion: Companion, fields: Sequence[_Text]) -> Hit | None:
        counts = [len(field.places.get(companion.term, ())) for field in fields]
        if not any(counts):
            return None
        value = self._saturated(counts, fields) * companion.weight
        return Hit(companion.term, "title" if counts[0] else "text", value, "companion")

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
        telling = [term for term in phrase if term not in words.STOP_WORDS] or phrase
        return sum(self._statistics.rarity(term) for term in telling)


def compile(  # noqa: A001  (reads as re.compile)
    topics: Sequence[Topic],
    statistics: Statistics | None = None,
    companions: Mapping[str, Sequence[Companion]] | None = None,
) -> Matcher:
    """Topics, made ready to match thousands of entries; ``companions`` by topic name."""
    ready = [
        _Topic(
            topic.name,
            tuple(keyword for each in topic.keywords if (keyword := read(each)).phrases),
            tuple(keyword for each in topic.exclude if (keyword := read(each)).phrases),
            tuple((companions or {}).get(topic.name, ())),
        )
        for topic in topics
    ]
    return Matcher(ready, statistics or Statistics())


def _exclusion(topic: _Topic, fields: Sequence[_Text]) -> str:
    """The exclusion that an entry meets, as the reader wrote it."""
    met = (keyword for keyword in topic.exclude if any(_count(keyword, f) for f in fields))
    return next((keyword.written for keyword in met), "")


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
