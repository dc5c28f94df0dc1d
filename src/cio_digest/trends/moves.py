"""Turns terms away from their history into pieces of news, each by its best term and full name."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain, combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.text.speakers import speaker
from cio_digest.text.words import fold
from cio_digest.trends.coherence import Vector, coherence, cosine, profile
from cio_digest.trends.naming import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cio_digest.models import Entry
    from cio_digest.trends.surprise import Surprise

_TELLINGS = 3  # titles that carry a term; copies of one are one telling
_OUTLETS = 2
_COHERENT = 0.1  # mean cosine of the entries that carry a term
_SAME_ENTRIES = 0.5  # share of entries in common from which two terms are one piece of news
_SAME_WORDS = 0.3  # cosine from which they are
_NAMED = 2 / 3  # share of a term's entries that have the longer name it is shown by


class Text(NamedTuple):
    """An entry with its terms, each as it is written there; copies have one ``title``, folded.

    ``teller`` is who says it, on that ``day`` (UTC).
    """

    entry: Entry
    terms: Mapping[str, str]
    title: str
    teller: str
    day: date


class Move(NamedTuple):
    """A term away from its history, with the texts that carry it.

    ``score`` ranks it; ``words`` are those of each telling that move, and ``profile`` what these
    share. ``name`` is the full name that most of them call it by, itself a term, and ``shown`` how
    they write that.
    """

    term: str
    texts: list[Text]
    score: float
    words: Sequence[Sequence[str]]
    profile: Vector = MappingProxyType({})
    name: str = ""
    shown: str = ""


def carried(entries: Iterable[Entry]) -> dict[str, list[Text]]:
    """The texts that carry each term, oldest first; of terms that several use."""
    ordered = sorted(entries, key=lambda entry: (entry.surfaced, entry.id))
    counts = Counter(chain.from_iterable(terms(entry.title) for entry in ordered))
    # Most terms are in one text, which is quicker to tell by their number.
    several = {term for term, number in counts.items() if number >= _TELLINGS}
    found: dict[str, list[Text]] = defaultdict(list)
    for entry in ordered:
        day, written = entry.surfaced.date(), terms(entry.title)
        text = Text(entry, written, fold(entry.title), speaker(entry), day)
        for term in filter(several.__contains__, written):
            found[term].append(text)
    return {term: texts for term, texts in found.items() if told(texts)}


def shown(terms: Iterable[str], texts: Iterable[str]) -> set[str]:
    """The terms, and all longer names that one of them may be shown by."""
    found = {*terms}
    longer = (name for name in texts if " " in name)
    return found | {name for name in longer if not found.isdisjoint(_parts(name))}


def _parts(name: str) -> Iterator[str]:
    """The words of a name, and what stands in a row in it."""
    words = name.split(" ")
    for start, end in combinations(range(len(words) + 1), 2):
        yield " ".join(words[start:end])


def outlets(texts: Iterable[Text]) -> int:
    """The number of outlets that report it independently."""
    return len({text.teller for text in texts})


def voices(texts: Iterable[Text]) -> int:
    """How many of them are people or outlets on a network."""
    return outlets(text for text in texts if text.entry.network)


def told(texts: Sequence[Text]) -> bool:
    """Whether enough say it to be called news."""
    if len(texts) < _TELLINGS or len({text.title for text in texts}) < _TELLINGS:
        return False
    return outlets(texts) >= _OUTLETS


def distinct(moving: Mapping[str, Surprise], texts: Mapping[str, list[Text]]) -> Iterator[Move]:
    """One term of each piece of news, the best, and of equals the longest name; best first."""
    chosen: list[Move] = []
    weights = {term: found.deviations for term, found in moving.items()}
    moves = _coherent(weights, texts)
    for coherent in sorted(
        moves, key=lambda each: (-each.score, -len(each.term.split()), each.term)
    ):
        move = coherent._replace(profile=profile(coherent.words, weights))
        if not any(_same(move, other) for other in chosen):
            chosen.append(move)
            yield _named(move, texts)


def _coherent(weights: Mapping[str, float], texts: Mapping[str, list[Text]]) -> Iterator[Move]:
    """The terms whose entries share more than the term, with scores."""
    words: dict[int, list[str]] = {}  # by entry, those that move
    for term, weight in weights.items():
        uses = texts[term]
        used = []
        for text in {text.title: text for text in uses}.values():
            if text.entry.id not in words:
                words[text.entry.id] = sorted(
                    word for word in text.terms if word in weights and " " not in word
                )
            used.append(words[text.entry.id])
        agreement = coherence(term, used, weights)
        if agreement >= _COHERENT:
            yield Move(term, uses, weight * agreement, used)


def _same(one: Move, other: Move) -> bool:
    """Whether two are one piece of news: mostly the same entries, or entries of the same words."""
    ours, theirs = _ids(one.texts), _ids(other.texts)
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return shared >= _SAME_ENTRIES or cosine(one.profile, other.profile) >= _SAME_WORDS


def _ids(texts: Iterable[Text]) -> set[int]:
    return {text.entry.id for text in texts}


def _named(move: Move, texts: Mapping[str, list[Text]]) -> Move:
    """A term by its full name ("Simone Biles" for "biles"), in the form most often written."""
    used = Counter(term for text in move.texts for term in text.terms if term in texts)
    least = _NAMED * len(move.texts)
    names = [term for term in used if used[term] >= least and f" {move.term} " in f" {term} "]
    name = max(names, key=lambda term: (len(term.split()), used[term], term))
    forms = Counter(text.terms[name] for text in move.texts if name in text.terms)
    return move._replace(name=name, shown=max(forms, key=lambda form: (forms[form], form)))
