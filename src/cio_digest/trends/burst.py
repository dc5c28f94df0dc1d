"""Turns recent entries and kept counts into the terms that burst, the strongest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.trends.coherence import Vector, coherence, cosine, profile
from cio_digest.trends.counts import HISTORY, Tally, outlet
from cio_digest.trends.naming import terms
from cio_digest.trends.surprise import Span, Surprise, span, surprise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from cio_digest.models import Entry

LEAST_HISTORY = 7  # days with entries before now; with fewer nothing is claimed
_LEAST = 1.5  # standard deviations above what is expected
_ENTRIES = 3  # that carry a term
_OUTLETS = 2
_COHERENT = 0.1  # mean cosine of the entries that carry a term
_SAME_ENTRIES = 0.5  # share of entries in common from which two terms are one burst
_SAME_WORDS = 0.3  # cosine from which they are
_NAMED = 2 / 3  # share of a term's entries that have the longer name it is shown by


class Burst(NamedTuple):
    """A term that rises, as it is written, with ``ratio`` times the share it had before.

    ``score`` ranks it. ``since`` is the first of the days in a row on which it rose. ``entries``
    are the ids of the recent entries that carry it, oldest first; ``history`` has its counts of 28
    days, oldest first.
    """

    term: str
    ratio: float
    score: float
    since: date
    outlets: int
    entries: tuple[int, ...]
    history: tuple[int, ...]


class _Text(NamedTuple):
    """An entry with its terms, each as it is written there."""

    entry: Entry
    terms: dict[str, str]


class _Rise(NamedTuple):
    """A term above its history with the texts that carry it."""

    term: str
    surprise: Surprise
    texts: list[_Text]
    score: float
    profile: Vector


def history(kept: Tally, today: date) -> int:
    """The number of days with entries that today is compared with."""
    return len(span(kept, today).before)


def bursts(entries: Iterable[Entry], kept: Tally, today: date) -> list[Burst]:
    """The terms that rise, each of them another piece of news, the strongest first.

    ``entries`` are those of the last ``RECENT`` days, all of them counted in ``kept``. Nothing is
    said without entries today, or with less than ``LEAST_HISTORY`` days to compare them with.
    """
    days = span(kept, today)
    if today not in days.now or len(days.before) < LEAST_HISTORY:
        return []
    carried = _carried(entries, days)
    rises = _coherent(_rising(carried, kept, days), carried)
    return [_burst(rise, carried, kept, today) for rise in _distinct(rises)]


def _carried(entries: Iterable[Entry], days: Span) -> dict[str, list[_Text]]:
    """The texts of now that carry each term, oldest first; of terms used today by several."""
    carried: dict[str, list[_Text]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.surfaced, entry.id)):
        if entry.surfaced.date() in days.now:
            text = _Text(entry, terms(entry.title))
            for term in text.terms:
                carried[term].append(text)
    return {term: texts for term, texts in carried.items() if _told(texts, days.now[0])}


def _told(texts: Sequence[_Text], today: date) -> bool:
    return (
        len(texts) >= _ENTRIES
        and texts[-1].entry.surfaced.date() == today
        and len({outlet(text.entry) for text in texts}) >= _OUTLETS
    )


def _rising(terms: Iterable[str], kept: Tally, days: Span) -> dict[str, Surprise]:
    found = ((term, surprise(term, kept, days)) for term in terms)
    return {term: above for term, above in found if above.deviations >= _LEAST}


def _coherent(
    rising: Mapping[str, Surprise], carried: Mapping[str, list[_Text]]
) -> Iterator[_Rise]:
    """The rising terms whose entries share more than the term, with scores and profiles."""
    weights = {term: above.deviations for term, above in rising.items()}
    for term, above in rising.items():
        texts = carried[term]
        used = [[word for word in text.terms if " " not in word] for text in texts]
        agreement = coherence(term, used, weights)
        if agreement >= _COHERENT:
            yield _Rise(term, above, texts, above.deviations * agreement, profile(used, weights))


def _distinct(rises: Iterable[_Rise]) -> list[_Rise]:
    """One term of each burst, the best, and of equals the longest name."""
    chosen: list[_Rise] = []
    for rise in sorted(rises, key=lambda rise: (-rise.score, -len(rise.term.split()), rise.term)):
        if not any(_same(rise, other) for other in chosen):
            chosen.append(rise)
    return chosen


def _same(one: _Rise, other: _Rise) -> bool:
    """Whether two terms are one burst: mostly the same entries, or entries of the same words."""
    ours, theirs = _ids(one.texts), _ids(other.texts)
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return shared >= _SAME_ENTRIES or cosine(one.profile, other.profile) >= _SAME_WORDS


def _ids(texts: Iterable[_Text]) -> set[int]:
    return {text.entry.id for text in texts}


def _burst(rise: _Rise, carried: Mapping[str, list[_Text]], kept: Tally, today: date) -> Burst:
    counts = (kept.counts.get(today - timedelta(days=back), {}) for back in range(HISTORY))
    return Burst(
        term=_shown(rise, carried),
        ratio=rise.surprise.ratio,
        score=rise.score,
        since=_since(rise.term, kept, today),
        outlets=len({outlet(text.entry) for text in rise.texts}),
        entries=tuple(text.entry.id for text in rise.texts),
        history=tuple(found.get(rise.term, 0) for found in counts)[::-1],
    )


def _since(term: str, kept: Tally, today: date) -> date:
    """The first day of those in a row on which a term rose, so far as history tells."""
    day = today
    while _rose(term, kept, day - timedelta(days=1)):
        day -= timedelta(days=1)
    return day


def _rose(term: str, kept: Tally, day: date) -> bool:
    days = span(kept, day)
    used = kept.counts.get(day, {}).get(term, 0)
    return bool(used) and len(days.before) >= LEAST_HISTORY and term in _rising([term], kept, days)


def _shown(rise: _Rise, carried: Mapping[str, list[_Text]]) -> str:
    """A term by its full name ("Simone Biles" for "biles"), in the form most often written."""
    used = Counter(term for text in rise.texts for term in text.terms if term in carried)
    least = _NAMED * len(rise.texts)
    names = [term for term in used if used[term] >= least and f" {rise.term} " in f" {term} "]
    name = max(names, key=lambda term: (len(term.split()), used[term], term))
    forms = Counter(text.terms[name] for text in rise.texts if name in text.terms)
    return max(forms, key=lambda form: (forms[form], form))
