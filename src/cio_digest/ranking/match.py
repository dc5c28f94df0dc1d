"""Finds the topics of an entry and weighs how much it is about each (BM25F, phrases backing off).

The weight of a keyword grows with its rarity in the reader's own feeds, counts more in the title
than in the text, and saturates with repetition (Robertson and Zaragoza, The Probabilistic
Relevance Framework, 2009). A phrase whose words stand apart counts for part of itself.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.ranking import about, keywords, lookalikes, names, sense
from cio_digest.ranking.habits import Habits, without
from cio_digest.ranking.hit import Hit, Match
from cio_digest.ranking.keywords import Keyword, once, read
from cio_digest.ranking.statistics import Statistics
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from cio_digest.models import Entry, Topic

    _Fields = tuple[keywords.Located, keywords.Located]  # title and text

_TITLE = 3.0  # a word in the title counts as so many in the text
_SATURATION = 1.2  # BM25's k1
_LENGTH = 0.6  # BM25's b
_LEAST_WORTH = 1.0  # of a keyword that all of the reader's entries have: it was asked for
_APART = 0.2  # what the words of a phrase are worth when they stand apart
COMPANY_WORDS = 80  # of a text that companions are learnt from and looked for in
_COMPANY = 1.5  # what companions are worth together: about one keyword in the title


class Companion(NamedTuple):
    """A word that often occurs with a topic (see ``companions``).

    ``weight`` is what it adds to a score, ``telling`` how much it says for the topic and against
    all others (a relevance weight; 0 where too few entries have it to say).
    """

    term: str
    weight: float
    telling: float = 0.0


class _Pattern(NamedTuple):
    """A keyword of the topic with that number, how it is read, or a companion of that topic."""

    topic: int
    keyword: Keyword
    reading: str = names.WORD
    companion: Companion | None = None


class Matcher:
    """Topics compiled for matching; ``compile`` makes one."""

    def __init__(
        self,
        topics: Sequence[Topic],
        statistics: Statistics,
        companions: Mapping[str, Sequence[Companion]],
        usages: Mapping[str, names.Usage],
        habits: Mapping[str, Habits],
    ) -> None:
        self._habits = habits
        self._topics = topics
        self._subjects = sense.subjects(topics)
        self._statistics = statistics
        self._learnt = [len(companions.get(topic.name, ())) for topic in topics]
        self._wanted = [*_wanted(topics, companions, usages)]
        # Of a list of thousands of keywords few are met: how rare one is, is looked up then.
        self._worths: dict[int, float] = {}
        self._excluded = [[*map(read, topic.exclude)] for topic in topics]
        self._by_term: dict[str, list[int]] = defaultdict(list)
        for number, wanted in enumerate(self._wanted):
            for term in {term for phrase in wanted.keyword.phrases for term in phrase}:
                self._by_term[term].append(number)
        self._terms = {*self._by_term}
        for keyword in chain.from_iterable(self._excluded):
            self._terms.update(*keyword.phrases)
        accompanied = {wanted.topic for wanted in self._wanted if wanted.companion}
        self._most = dict.fromkeys(accompanied, 0.0)
        weighed = {
            number: wanted
            for number, wanted in enumerate(self._wanted)
            if wanted.topic in accompanied and not wanted.companion
        }
        firsts = (wanted.keyword.phrases[0] for wanted in weighed.values())
        statistics.look_up({term for phrase in firsts for term in _telling(phrase)})
        for number, wanted in weighed.items():
            most = max(self._most[wanted.topic], _COMPANY * self._worth(number))
            self._most[wanted.topic] = most

    @property
    def terms(self) -> frozenset[str]:
        """The folded words that an index is asked for: a story with none is in no topic.

        What an entry says of a topic's company counts only beside a keyword's word.
        """
        own = (wanted.keyword for wanted in self._wanted if not wanted.companion)
        sought = {term for keyword in own for term in keyword.sought}
        return frozenset(form for term in sought for form in words.forms(term))

    def match(self, entry: Entry) -> Iterator[Match]:
        """The topics an entry is about, in the reader's order, or that it has company of."""
        yield from self._matches(entry, self._located(entry))

    def weigh(self, entry: Entry) -> Iterator[Match]:
        """What ``match`` gives, but for whether the entry is about the topic: no doubt is told."""
        for _, match, _ in self._weighed(self._located(entry)):
            yield match

    def match_story(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Match]]:
        """What ``match`` gives of each entry, for topics that one of them has a keyword's word of.

        Most entries of a day have but the company of topics; nothing else is worked out of them.
        """
        located = [(entry, self._located(entry)) for entry in entries]
        topics = {
            self._wanted[number].topic
            for _, fields in located
            for number in self._present(fields)
            if not self._wanted[number].companion
        }
        for entry, fields in located if topics else ():
            yield from ((entry, match) for match in self._matches(entry, fields, topics))

    def named(self, entry: Entry) -> list[str]:
        """The names of the topics that ``match`` gives as ``named``, without weighing them."""
        fields, found = self._located(entry), set[int]()
        for number in self._present(fields):
            wanted = self._wanted[number]
            if wanted.companion or wanted.topic in found:
                continue
            if _is_named(wanted, fields):
                found.add(wanted.topic)
        return [
            self._topics[topic].name
            for topic in sorted(found)
            if not _first(self._excluded[topic], fields)
        ]

    def _usual(self, entry: Entry) -> Entry:
        """The entry as it is without its source's habits."""
        habits = self._habits.get(entry.source)
        return without(entry, habits) if habits else entry

    def _located(self, entry: Entry) -> _Fields:
        entry = self._usual(entry)
        return (
            keywords.located("title", entry.title, self._terms),
            keywords.located("text", entry.text, self._terms),
        )

    def _present(self, fields: _Fields) -> set[int]:
        """The numbers of what has a word in the fields."""
        terms = {*fields[0].places, *fields[1].places}
        return {number for term in terms for number in self._by_term.get(term, ())}

    def _matches(
        self, entry: Entry, fields: _Fields, topics: Collection[int] | None = None
    ) -> Iterator[Match]:
        """The matches of all topics, or of those alone that are given by their numbers."""
        for number, match, company in self._weighed(fields, topics):
            learnt, length = self._learnt[number], fields[1].length
            subject, told = self._subjects[match.topic], self._usual(entry)
            doubt = about.doubt(subject, told, match.hits, company, learnt, length)
            yield match._replace(doubt=doubt) if doubt else match

    def _weighed(
        self, fields: _Fields, topics: Collection[int] | None = None
    ) -> Iterator[tuple[int, Match, list[float]]]:
        """The number of each topic met, its match, and what the entry has of its company."""
        found: dict[int, list[Hit]] = defaultdict(list)
        company: dict[int, list[float]] = defaultdict(list)
        for number in sorted(self._present(fields)):
            wanted = self._wanted[number]
            if topics is not None and wanted.topic not in topics:
                continue
            if wanted.companion:
                if _near(wanted.companion.term, fields):
                    company[wanted.topic].append(wanted.companion.telling)
                if not wanted.companion.weight:
                    continue
            if hit := self._hit(number, fields):
                found[wanted.topic].append(hit)
        for number, hits in sorted(found.items()):
            bounded = _bounded(hits, self._most.get(number, 0.0))
            score = sum(hit.value for hit in bounded)
            excluded = _first(self._excluded[number], fields)
            match = Match(self._topics[number].name, score, bounded, excluded)
            yield number, match, company[number]

    def _worth(self, number: int) -> float:
        """The weight of a keyword that occurs once."""
        if number not in self._worths:
            phrase = self._wanted[number].keyword.phrases[0]
            self._worths[number] = max(_rarity(phrase, self._statistics), _LEAST_WORTH)
        return self._worths[number]

    def _hit(self, number: int, fields: Sequence[keywords.Located]) -> Hit | None:
        wanted = self._wanted[number]
        keyword = wanted.keyword
        if wanted.companion:
            counts = [len(field.places.get(wanted.companion.term, ())) for field in fields]
            value = self._saturated(counts, fields) * wanted.companion.weight
            where = "title" if counts[0] else "text"
            return Hit(keyword.written, where, value, "companion") if value else None
        counts = [keywords.count(keyword, field) for field in fields]
        if any(counts):
            value = self._saturated(counts, fields) * self._worth(number)
            return _whole(wanted, counts, fields, value)
        value = self._apart(keyword.phrases[0], fields)
        where = "title" if any(term in fields[0].places for term in keyword.phrases[0]) else "text"
        return Hit(keyword.written, where, value, "parts") if value else None

    def _apart(self, phrase: tuple[str, ...], fields: Sequence[keywords.Located]) -> float:
        if len(phrase) < 2:
            return 0.0
        value = 0.0
        for term in phrase:
            counts = [len(field.places.get(term, ())) for field in fields]
            if any(counts) and term not in words.STOP_WORDS:
                value += self._saturated(counts, fields) * self._statistics.rarity(term)
        return value * _APART

    def _saturated(self, counts: Sequence[float], fields: Sequence[keywords.Located]) -> float:
        (in_title, in_text), (title, text), known = counts, fields, self._statistics
        often = 0.0
        if in_title:
            length = _LENGTH * title.length / (known.title_length or 1)
            often += _TITLE * in_title / (1 - _LENGTH + length)
        if in_text:
            length = _LENGTH * text.length / (known.text_length or 1)
            often += in_text / (1 - _LENGTH + length)
        return often * (1 + _SATURATION) / (often + _SATURATION)


def compile(  # noqa: A001  (reads as re.compile)
    topics: Sequence[Topic],
    statistics: Statistics | None = None,
    companions: Mapping[str, Sequence[Companion]] | None = None,
    usages: Mapping[str, names.Usage] | None = None,
    habits: Mapping[str, Habits] | None = None,
) -> Matcher:
    """Topics, made ready to match thousands of entries.

    Args:
        topics: as the reader wrote them.
        statistics: how rare words are in the reader's entries.
        companions: by topic name.
        usages: how the reader's entries write keywords that may be names, by keyword.
        habits: what a source says in every entry, by its key.
    """
    return Matcher(topics, statistics or Statistics(), companions or {}, usages or {}, habits or {})


def _wanted(
    topics: Sequence[Topic],
    companions: Mapping[str, Sequence[Companion]],
    usages: Mapping[str, names.Usage],
) -> Iterator[_Pattern]:
    """Everything that can earn a topic its score."""
    readings = names.readings(topics, usages)
    for number, topic in enumerate(topics):
        same = once(topic.keywords)
        for keyword in map(read, dict.fromkeys(topic.keywords)):
            if keyword.phrases and same[keyword.written] == keyword.written:
                yield _Pattern(number, keyword, readings[keyword.written])
        for companion in companions.get(topic.name, ()):
            keyword = Keyword(companion.term, ((companion.term,),))
            yield _Pattern(number, keyword, companion=companion)


def _is_named(pattern: _Pattern, fields: Sequence[keywords.Located]) -> bool:
    """Whether a keyword is in the fields, and no other word that looks like it."""
    counts = [keywords.count(pattern.keyword, field) for field in fields]
    hit = _whole(pattern, counts, fields, 0.0) if any(counts) else None
    return hit is not None and hit.is_keyword


def _whole(
    pattern: _Pattern, counts: Sequence[int], fields: Sequence[keywords.Located], value: float
) -> Hit | None:
    """A keyword that was found, as a name or not; a name has no singular: no window is Windows."""
    kind, texts = "whole", [field.written for field in fields]
    if pattern.reading != names.WORD:
        name = pattern.keyword.written
        as_written = [names.count(name, text) for text in texts]
        if not any(as_written):
            if not any(names.has(name, text) for text in texts):
                return None
            kind = names.KINDS[pattern.reading]
        elif pattern.reading == names.UNCLEAR and not any(
            names.named(name, text) for text in texts
        ):
            kind = "unclear"
        counts = as_written if any(as_written) else counts
    elif lookalikes.is_one(pattern.keyword.written, texts):
        kind = "unclear"
    phrase = lookalikes.phrase(pattern.keyword.written, texts)
    if phrase and kind == "whole":
        kind = "unclear"
    starts = [fields[1].places.get(phrase[0], (0,))[0] for phrase in pattern.keyword.phrases]
    place = 0 if counts[0] else min(filter(None, starts), default=0)
    where = "title" if counts[0] else "text"
    return Hit(pattern.keyword.written, where, value, kind, place, sum(counts), phrase)


def _near(term: str, fields: Sequence[keywords.Located]) -> bool:
    """Whether a companion stands where companions are learnt: a long text has some of any topic."""
    title, text = fields[0].places.get(term), fields[1].places.get(term)
    return bool(title or (text and text[0] <= COMPANY_WORDS))


def _telling(phrase: tuple[str, ...]) -> Sequence[str]:
    return [term for term in phrase if term not in words.STOP_WORDS] or phrase


def _rarity(phrase: tuple[str, ...], statistics: Statistics) -> float:
    return sum(map(statistics.rarity, _telling(phrase)))


def _bounded(hits: Sequence[Hit], most: float) -> tuple[Hit, ...]:
    """Hits, the most telling first, of which companions are together worth no more than that."""
    together = sum(hit.value for hit in hits if hit.kind == "companion")
    if together > most:
        share = most / together
        hits = [h._replace(value=h.value * share) if h.kind == "companion" else h for h in hits]
    return tuple(sorted(hits, key=lambda hit: -hit.value))


def _first(excluded: Sequence[Keyword], fields: Sequence[keywords.Located]) -> str:
    """The first keyword that is found, as the reader wrote it."""
    met = (each for each in excluded if any(keywords.count(each, field) for field in fields))
    return next((keyword.written for keyword in met), "")
