"""Turns the traces that known entries left into the stories that drafts may belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from cio_digest.stories.draft import ADDRESSES, sought

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.stories.draft import Draft
    from cio_digest.stories.rarity import Rarity

WINDOW = timedelta(days=4)  # how long a story stays open after its last entry
CANDIDATES = 12  # stories that an entry is compared with
POSTINGS = 32  # stories that a word leads to, those that used it last


Traces: TypeAlias = Mapping[int, Sequence[tuple[int, int]]]  # clue to times and stories


_REACH = int(WINDOW.total_seconds())
_DAY = 86_400  # seconds


class ClueRange(NamedTuple):
    """A clue to look for among known entries, from ``low`` to ``high`` (Unix seconds)."""

    clue: int
    low: int
    high: int
    most: int


def searches(drafts: Iterable[Draft], before: Rarity) -> list[ClueRange]:
    """What to ask the store: each clue once for each span of time in which it is of use.

    Args:
        drafts: new entries.
        before: the words seen before them: no others can have left a trace.
    """
    times: dict[int, list[int]] = defaultdict(list)
    for draft in drafts:
        time = int(draft.time)
        for clue in sought(draft):
            if clue >= ADDRESSES or clue in before:
                times[clue].append(time)
    return [search for clue, when in sorted(times.items()) for search in _spans(clue, when)]


def _spans(clue: int, times: list[int]) -> list[ClueRange]:
    """Where to look for a clue: around each time, neighbours together, so much a day."""
    if len(times) == 1:  # as nearly all are
        return [ClueRange(clue, times[0] - _REACH, times[0] + _REACH, POSTINGS)]
    spans: list[tuple[int, int]] = []
    for time in sorted(times):
        if spans and time - _REACH <= spans[-1][1]:
            spans[-1] = (spans[-1][0], time + _REACH)
        else:
            spans.append((time - _REACH, time + _REACH))
    return [
        ClueRange(clue, low, high, POSTINGS * (1 + (high - low - 2 * _REACH) // _DAY))
        for low, high in spans
    ]


def nearby(drafts: Iterable[Draft], traces: Traces) -> set[int]:
    """The stories that may be needed: for each draft those that share its most telling words.

    Args:
        drafts: new entries.
        traces: for each clue the times (Unix seconds) and stories of entries that have it.
    """
    return {story for draft in drafts for story in _candidates(draft, traces)}


def _candidates(draft: Draft, traces: Traces) -> list[int]:
    early, late = draft.time - _REACH, draft.time + _REACH
    scores: dict[int, float] = defaultdict(float)
    for clue in sought(draft):
        if not (found := traces.get(clue)):
            continue
        value = draft.vector.get(clue, 1.0)  # an address says more than any word
        told = {story for when, story in found if early <= when <= late}
        if clue >= ADDRESSES and len(told) > 1:
            continue  # where several stories are told is no story's own address
        for story in told:
            scores[story] += value * value
    return sorted(scores, key=scores.__getitem__, reverse=True)[:CANDIDATES]
