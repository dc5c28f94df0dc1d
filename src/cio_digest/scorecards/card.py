"""What a source posted, and what became of it, to its scorecard."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models.rows import Posts, Reached
from cio_digest.models.scorecards import Scorecard
from cio_digest.scorecards import rhythm, verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Polling
    from cio_digest.models.rows import Telling
    from cio_digest.stories.leads import Record


class SourceFacts(NamedTuple):
    """What is known of all sources together, by their keys; ``minutes`` of reading."""

    since: datetime
    until: datetime
    posts: Mapping[str, Posts]
    shown: Mapping[str, int]
    minutes: Mapping[str, float]
    copies: Mapping[str, tuple[int, int]]
    leads: Mapping[str, Record]


def card(state: Polling, name: str, trouble: str, known: SourceFacts) -> Scorecard:
    """The scorecard of one source; ``trouble`` says what is wrong with reading it, if anything."""
    posts = known.posts.get(state.source, Posts())
    times = rhythm.Times(
        known.since, known.until, posts.posts, posts.before, posts.first, posts.last
    )
    silent = rhythm.silent_since(times)
    told, copied = known.copies.get(state.source, (0, 0))
    lead = known.leads.get(state.source)
    shown = known.shown.get(state.source, 0)
    verdict = verdicts.verdict(
        verdicts.Case(
            judged=posts.judged,
            shown=shown,
            usual=usual(known),
            posts=posts.posts,
            noisy=posts.noisy,
            told=told,
            copied=copied,
            trouble=trouble or (f"silent since {silent:%Y-%m-%d}" if silent else ""),
            gone=state.gone,
        )
    )
    return Scorecard(
        source=state.source,
        name=name,
        verdict=verdict.word,
        because=verdict.because,
        posts=posts.posts,
        weekly=rhythm.weekly(times),
        usual=rhythm.usual(times),
        last=posts.last,
        silent=silent,
        failures=state.failures,
        failing=state.failing_since,
        judged=posts.judged,
        shown=shown,
        minutes=round(known.minutes.get(state.source, 0.0), 2),
        alone=posts.alone,
        noisy=posts.noisy,
        told=told,
        copied=copied,
        stories=lead.stories if lead else 0,
        firsts=lead.firsts if lead else 0,
        lead=lead.median if lead else None,
        error=lead.error if lead else timedelta(0),
    )


def usual(known: SourceFacts) -> float:
    """The share of all posts that reached a digest."""
    judged = sum(posts.judged for posts in known.posts.values())
    return sum(known.shown.values()) / judged if judged else 0.0


def shown(reached: Iterable[Reached]) -> dict[str, int]:
    """How many posts of each source reached a digest."""
    return dict(Counter(each.source for each in reached))


def minutes(reached: Iterable[Reached], spent: Mapping[tuple[int, str], float]) -> dict[str, float]:
    """What each source's headlines took to read; ``spent`` by story and address of its headline.

    Where several sources have the address, it is the first one's.
    """
    first = {(each.story, each.url): each.source for each in reversed([*reached])}
    found: dict[str, float] = defaultdict(float)
    for place, length in spent.items():
        if place in first:
            found[first[place]] += length
    return dict(found)


def copies(stories: Iterable[Sequence[Telling]]) -> dict[str, tuple[int, int]]:
    """Of each source: posts in these stories, and those whose title another outlet had before."""
    told, copied = Counter[str](), Counter[str]()
    for tellings in stories:
        printed: dict[str, str] = {}
        for each in tellings:
            told[each.source] += 1
            if printed.setdefault(_compared(each.title), each.outlet) != each.outlet:
                copied[each.source] += 1
    return {key: (number, copied[key]) for key, number in told.items()}


def _compared(title: str) -> str:
    """A title without differences of case and of what is between its words."""
    if title.isprintable() and "  " not in title:  # as nearly all are
        return title.strip(" ").casefold()
    return " ".join(title.casefold().split())
