"""Turns a story into two or three lines: the sentences of its entries that say most about it.

A sentence scores by the words it shares with the whole story (a centroid summary, Radev et al.
2004), less what the title has said already; the first sentences of a report get a head start.
"""

from __future__ import annotations

import re
from collections import Counter
from math import log, sqrt
from typing import TYPE_CHECKING

from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cio_digest.models import Story

LENGTH = 280  # characters: two to three lines of a terminal
_SHORTEST, _LONGEST = 30, 300
_LEAD = 0.15  # what each sentence further from the start loses
_SENTENCES = 8  # of each entry that are looked at
_ENTRIES = 12
_KNOWN = 0.75  # of its words: a sentence said already

_BREAK = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[^\Wa-z_])|(?<=[。！？])|\n+")
# What feeds hang on their texts.
_BOILERPLATE = re.compile(
    r"read more|continue reading|appeared first on|\[…\]|\[\.\.\.\]|click here|subscribe"
    r"|sign up|follow us|all rights reserved|view the full|full (?:story|article)|learn more"
    r"|originally published|listen to (?:the|this)|watch the video|story highlights"
    r"|weiterlesen|lire la suite|leer más|©|comments? url|article url|points: \d",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Inc|Corp|Co|Ltd|vs|No))\.$"
)


def sentences(
    story: Story, length: int = LENGTH, unwanted: Callable[[str], object] = lambda _: False
) -> str:
    """The most informative sentences, of those that are not ``unwanted``; "" if the title says all.

    What stood first in its entry stands first: a report's lead reads on from the title, what came
    later in another needs a lead before it.
    """
    found = [each for each in _candidates(story) if not unwanted(each[2])]
    weights = _centroid([terms for *_, terms in found])
    said = set(words.terms(max(story.entries, key=lambda entry: len(entry.title)).title))
    said |= set(words.terms(story.entries[0].title))
    chosen: list[tuple[int, int, str]] = []
    room = length
    while (pick := _best(found, weights, said, room)) is not None:
        order, place, sentence, terms = found.pop(pick)
        chosen.append((place, order, sentence))
        said |= terms
        room -= len(sentence) + 1
    return " ".join(sentence for *_, sentence in sorted(chosen))


def _candidates(story: Story) -> Iterator[tuple[int, int, str, frozenset[str]]]:
    """Order, place in its entry, sentence, words."""
    order = 0
    for entry in story.entries[:_ENTRIES]:
        for place, sentence in enumerate(split(entry.text)[:_SENTENCES]):
            order += 1
            if _SHORTEST <= len(sentence) <= _LONGEST and not _BOILERPLATE.search(sentence):
                kept = words.telling(sentence)
                yield order, place, sentence, kept


def split(text: str) -> list[str]:
    """A text's sentences."""
    sentences: list[list[str]] = []
    for piece in filter(None, map(str.strip, _BREAK.split(text))):
        if sentences and _ABBREVIATION.search(sentences[-1][-1]):
            sentences[-1].append(piece)
        else:
            sentences.append([piece])
    return [" ".join(pieces) for pieces in sentences]


def _centroid(groups: list[frozenset[str]]) -> dict[str, float]:
    """How central each word is: in how many sentences it stands."""
    return {word: log(1 + count) for word, count in Counter(w for g in groups for w in g).items()}


def _best(
    sentences: list[tuple[int, int, str, frozenset[str]]],
    weights: dict[str, float],
    covered: set[str],
    room: int,
) -> int | None:
    """Which sentence to take next, if one fits and says something new."""
    best, pick = 0.0, None
    for number, (_, place, sentence, terms) in enumerate(sentences):
        if len(sentence) > room or not terms or len(terms & covered) >= _KNOWN * len(terms):
            continue
        value = sum(weights[term] for term in terms - covered) / sqrt(len(terms))
        value *= max(1 - _LEAD * place, 0.2)
        if value > best:
            best, pick = value, number
    return pick
