"""Chosen stories to a digest, or to the end of one that was shown already."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import gather, items, lead, rank, reasons, remarks
from cio_digest.digest.choose import Budget, Candidate, choose
from cio_digest.models import Digest, Item, SavedSearch, Section, Story, Term, Trend
from cio_digest.networks import health
from cio_digest.store import entries as entry_table
from cio_digest.store import feedback as feedback_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.store import trends as trend_table
from cio_digest.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from cio_digest.digest.gather import DigestInputs, Field
    from cio_digest.digest.window import Window
    from cio_digest.models import Topic
    from cio_digest.store import Store

BEYOND = "Beyond your topics"
LATEST = "Latest"
RISING = 3  # terms in the line that says what rises
FRESH = timedelta(hours=36)  # who reads once a day may be half a day late


class SavedSearchResult(NamedTuple):
    """A saved search, and the stories that it finds, the best first."""

    saved: SavedSearch
    stories: Sequence[int]


def digest(
    ground: DigestInputs,
    span: Window,
    budget: Budget,
    now: datetime,
    results: Iterable[SavedSearchResult] = (),
) -> Digest:
    """The digest of a window, made anew; a saved search has a section below the topics."""
    at = min(now, span.until)
    field = gather.field(ground, span, at)
    chosen = choose(field.candidates, budget)
    if span.away:
        chosen = _oldest_first(field, chosen)
    sections = _sections(ground.topics, field, chosen)
    for each in results:
        sections += _searched(ground, field, span, each, sections)
    sources = [source.key for source in ground.sources]
    shown = [item for section in sections for item in section.items]
    return Digest(
        date=span.day,
        now=at,
        clock=f"{at.astimezone(ground.zone):%H:%M}",
        since=span.since,
        until=span.until,
        sources=len(sources),
        entries=entry_table.count(ground.db, sources, span.since, span.until),
        stories=len(shown),
        minutes=max(1, round(sum(item.minutes for item in shown))) if shown else 0,
        sections=tuple(sections),
        rising=_rising(ground.db, at) if ground.beyond else (),
        health=health.of(ground.sources, field.states, _silent(ground, at)),
        notes=tuple(remarks.held(span, field.states, field.titles)),
        away=span.away,
    )


def _oldest_first(field: Field, chosen: Sequence[Candidate]) -> list[Candidate]:
    """By the day of a story's first report, the best of a day first."""

    def day(candidate: Candidate) -> date:
        entries = field.stories[candidate.story].entries
        return min(entry.published or entry.surfaced for entry in entries).date()

    return sorted(chosen, key=day)


def _silent(ground: DigestInputs, at: datetime) -> dict[str, datetime]:
    return health.silent(source_table.newest(ground.db, ground.sources, at), at)


def _rising(db: Store, at: datetime) -> tuple[Trend, ...]:
    """What the last fetch before that instant found to rise, if that was not long ago."""
    judged = trend_table.latest(db, at)
    if judged is None or judged.at < at - FRESH:
        return ()
    return tuple(trend_table.load(db, judged.day, trend_table.RISING, most=RISING))


def extended(ground: DigestInputs, span: Window, budget: Budget, before: Digest) -> Digest:
    """The same digest with the stories of ``span`` that it does not show yet at its end."""
    shown = items.shown(before)
    told = story_table.current(ground.db, [item.story for item in shown])
    field = gather.field(ground, span, span.until, without=set(told))
    late = _items(field, choose(field.candidates, budget), len(shown) + 1)
    return before._replace(late=(*before.late, *late), until=span.until)


def _sections(topics: Iterable[Topic], field: Field, chosen: Sequence[Candidate]) -> list[Section]:
    """The chosen stories under their topics in the reader's order, numbered through."""
    names = [topic.name for topic in topics]
    titles = {**{name: name for name in names}, "": BEYOND if names else LATEST}
    sections: list[Section] = []
    number = 1
    for name, title in titles.items():
        picked = [each for each in chosen if each.topic == name]
        if picked:
            sections.append(Section(title, _items(field, picked, number)))
            number += len(picked)
    return sections


def _searched(
    ground: DigestInputs,
    field: Field,
    span: Window,
    result: SavedSearchResult,
    above: Sequence[Section],
) -> list[Section]:
    """The stories of a saved search that nothing above shows and no earlier day has shown."""
    shown = {item.story for section in above for item in section.items}
    wanted = [story for story in result.stories if story not in shown]
    stories = gather.told(ground, span, wanted)
    grown = gather.growth(ground, span, stories)
    hidden = feedback_table.hidden(ground.db, stories)
    news = [s for s in wanted if s in stories and gather.is_news(stories[s], grown, hidden)]
    picked = [rank.candidate(stories[s], (), field.criteria) for s in news[: result.saved.most]]
    start = sum(len(section.items) for section in above) + 1
    asked = Term("search", 0.0, f"found by your search “{result.saved.search}”")
    picked = [each._replace(terms=(asked, *each.terms)) for each in picked]
    shown_now = _items(field._replace(stories=stories, grown=grown), picked, start)
    return [Section(result.saved.title, shown_now)] if shown_now else []


def _items(field: Field, chosen: Sequence[Candidate], start: int) -> tuple[Item, ...]:
    return tuple(item(field, each, number) for number, each in enumerate(chosen, start))


def item(field: Field, candidate: Candidate, number: int) -> Item:
    """What is printed of a story."""
    story = field.stories[candidate.story]
    entry = items.headline(story.entries, field.criteria.vendors)
    first, *others = items.tellers(entry, story.entries, field.titles)
    rest = [each for each in story.entries if each is not entry]  # the headline's own words lead
    return Item(
        number=number,
        story=story.id,
        title=entry.title,
        url=entry.url,
        published=entry.published or entry.first_seen,
        publisher=first,
        others=tuple(others),
        summary=summary.sentences(Story(story.id, (entry, *rest))),
        topic=candidate.topic,
        terms=reasons.terms(candidate.terms, candidate.topic, story, entry, field.criteria.matcher),
        score=candidate.score,
        lead=lead.of(story.entries, field.titles, field.states),
        grown=max(0, field.grown.get(story.id, 0)),
        minutes=candidate.minutes,
        days=items.days(story.entries, field.week),
    )
