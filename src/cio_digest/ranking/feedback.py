"""Turns the reader's verdicts on stories into weights of sources, voices and words.

Each verdict counts for every source, voice and word of its story, and half as much every two
months. A weight is the mean of its verdicts, held back while there are few of them:

    weight = sum(verdict * age) / (sum(age) + 2)        age = 0.5 ** (days / 60)

Nothing else is learnt, and ``feedback show`` prints all of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime, timedelta
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models.rows import Verdict
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cio_digest.models import Story, Topic

VERDICTS = {"star": 2.0, "more": 1.0, "less": -1.0, "hide": -2.0}

_HALF_LIFE = timedelta(days=60)
_DOUBT = 2.0  # verdicts that a weight starts with, all of them indifferent
_WORDS = 3  # of a title, the ones that were said most of
_MOST = 3.0
_ADDRESS = re.compile(r"\b(?:https?://\S+|\d+(?:\.\d+){3})", re.IGNORECASE)


class Weight(NamedTuple):
    """What is liked (below zero: not) and how many verdicts say so."""

    kind: str
    name: str
    value: float
    verdicts: int


class Taste(NamedTuple):
    """Learnt weights, from -2 to 2, by source key, by handle and by folded word."""

    sources: Mapping[str, float] = {}
    voices: Mapping[str, float] = {}
    words: Mapping[str, float] = {}


class Preference(NamedTuple):
    """How well a story fits a taste: a value, and the names that it comes from."""

    value: float
    sources: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def said(verdict: str, story: Story, title: str, topics: Iterable[Topic], now: datetime) -> Verdict:
    """A verdict with what it is about.

    The words of the reader's own keywords are left out: those have a topic's weight already.
    """
    wanted = {term for topic in topics for key in topic.keywords for term in words.terms(key)}
    plain = _ADDRESS.sub(" ", title)
    telling = [term for term in words.terms(plain) if term not in words.STOP_WORDS | wanted]
    return Verdict(
        verdict,
        now,
        story.id,
        title,
        tuple(dict.fromkeys(entry.source for entry in story.entries)),
        tuple(dict.fromkeys(entry.handle for entry in story.entries if entry.handle)),
        tuple(dict.fromkeys(each for each in telling if len(each) > 1 and not each.isdigit())),
    )


def weights(verdicts: Iterable[Verdict], now: datetime) -> list[Weight]:
    """Everything learnt, what is liked most or least first."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    for each in verdicts:
        age = 0.5 ** (max(now - each.time, timedelta()) / _HALF_LIFE)
        for kind in ("sources", "voices", "words"):
            names: tuple[str, ...] = getattr(each, kind)
            # What many tell says little of each who tells it; every word is the story's own.
            share = 1 if kind == "words" else 1 / len(names or "-")
            for name in names:
                kept = sums[kind, name]
                kept[0] += VERDICTS[each.verdict] * age * share
                kept[1] += age * share
                kept[2] += 1
    found = [
        Weight(kind, name, total / (certainty + _DOUBT), int(count))
        for (kind, name), (total, certainty, count) in sums.items()
    ]
    return sorted(found, key=lambda weight: (-abs(weight.value), weight.kind, weight.name))


def learn(verdicts: Iterable[Verdict], now: datetime) -> Taste:
    """The same as what stories are judged by."""
    found: dict[str, dict[str, float]] = {"sources": {}, "voices": {}, "words": {}}
    for weight in weights(verdicts, now):
        found[weight.kind][weight.name] = weight.value
    return Taste(**found)


def opinion(taste: Taste, story: Story) -> Preference:
    """What a story gains or loses: its sources' mean, its strongest voice, its strongest words."""
    if not any(taste):  # of a reader who judges nothing
        return Preference(0.0, (), (), ())
    sources = {entry.source: taste.sources.get(entry.source, 0.0) for entry in story.entries}
    voices = {
        entry.handle: taste.voices[entry.handle]
        for entry in story.entries
        if entry.handle in taste.voices
    }
    titles = (entry.title for entry in story.entries) if taste.words else ()
    terms = {term for title in titles for term in words.terms(title)}
    known = {term: taste.words[term] for term in terms if term in taste.words}
    voice = nlargest(1, voices, key=lambda name: (abs(voices[name]), name))
    telling = nlargest(_WORDS, known, key=lambda term: (abs(known[term]), term))
    value = sum(sources.values()) / (len(sources) or 1)
    value += sum(voices[name] for name in voice) + sum(known[term] for term in telling)
    liked = tuple(name for name, weight in sources.items() if weight)
    return Preference(max(-_MOST, min(_MOST, value)), liked, tuple(voice), tuple(telling))
