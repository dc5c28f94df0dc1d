"""Tells how much a piece of text says of what all reports of a story say."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LEAD = 600  # characters of a text: its first sentences
_LEADS = 12  # reports whose first sentences count
_PAIR = 0.5  # what two words in a row count that others have in a row, beside the words
_OWN = 0.5  # what a word of a report's own text counts for its title
_SHORT = 6  # words: a title of one or two says little, however often others have them
_LONG, _LOSS = 8, 0.02  # words of a title from which each further one loses it so much
_ASIDE = 0.7  # what a title is worth that asks or speaks to the reader instead of telling
_ADDRESS = frozenset({"you", "your", "we", "our", "my"})
_TITLES = 2  # what a word of a title counts for a lead, of another's text 1
_SHORT_LEAD = 30  # words


@lru_cache(maxsize=128)  # a digest asks three times of the stories that many tell
def titles(reports: tuple[tuple[str, str], ...]) -> tuple[float, ...]:
    """How well each title stands for a story, of the titles and texts of its reports."""
    leads = [text[:_LEAD] for _, text in reports[:_LEADS]]
    own = [_marks(title) for title, _ in reports]
    texts = [_marks(lead) for lead in leads] + [frozenset[object]()] * (len(reports) - len(leads))
    often = Counter(mark for marks in (*own, *texts) for mark in marks)
    found = []
    for (title, _), marks, text in zip(reports, own, texts, strict=True):
        worth = 0.0
        for mark in marks:
            others = often[mark] - 1 - (mark in text)
            weight = _PAIR if isinstance(mark, tuple) else 1.0
            worth += weight * (others + _OWN * (mark in text))
        found.append(worth * _form(title) / (len(words.telling(title)) + _SHORT))
    return tuple(found)


def leads(openings: Sequence[str], reports: Sequence[tuple[str, str]]) -> list[float]:
    """How well the opening sentences of each report stand for the story."""
    often: Counter[str] = Counter()
    texts = [words.telling(text[:_LEAD]) for _, text in reports]
    for (title, _), text in zip(reports, texts, strict=True):
        for word in words.telling(title):
            often[word] += _TITLES
        often.update(text)
    return [
        _worth(words.telling(lead), often, text) for lead, text in zip(openings, texts, strict=True)
    ]


def _worth(lead: frozenset[str], often: Mapping[str, float], own: frozenset[str]) -> float:
    return sum(often[word] - (word in own) for word in lead) / (len(lead) + _SHORT_LEAD)


def _form(title: str) -> float:
    """What a title is worth by its length and tone alone."""
    written = title.split()
    worth = max(1 - _LOSS * max(0, len(written) - _LONG), _LOSS)
    aside = title.rstrip().endswith(("?", "？")) or _ADDRESS & {word.lower() for word in written}
    return worth * _ASIDE if aside else worth


def _marks(text: str) -> frozenset[object]:
    """The words of a text that say something, and the pairs of all its words in a row."""
    terms = words.terms(text)
    return frozenset(terms).difference(words.STOP_WORDS).union(pairwise(terms))
