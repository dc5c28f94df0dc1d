"""Chosen stories to a digest, or to the end of one that was shown already."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
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
from cio_digest.stories import quotes, talk
from cio_digest.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from cio_digest.digest.gather import DigestInputs, Field
    from cio_digest.digest.window import Window
    from cio_digest.models import Topic

BEYOND = "Beyond your topics"
LATEST = "Latest"
RISING = 3  # terms in the line that says what rises
FRESH = timedelta(hours=36)  # who reads once a day may be half a day late


class SavedSearchResult(NamedTuple):
    """A saved search, and the stories that it finds, the best first; ``reason`` is why it does."""

    saved: SavedSearch
    stories: Sequence[int]
    reason: str = ""


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
    named = sections(ground.topics, gather.talked(ground.db, field, chosen), chosen)
    for each in results:
        named += _searched(ground, field, span, each, named)
    sources = [source.key for source in ground.sources]
    shown = [item for section in named for item in section.items]
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
        sections=tuple(named),
        rising=_rising(ground, at) if ground.beyond else (),
        health=health.of(ground.sources, field.states, _silent(ground, at)),
        notes=tuple(remarks.held(span, field.states, field.titles)),
        away=span.away,
        muted=len(field.muted),
    )


def _oldest_first(field: Field, chosen: Sequence[Candidate]) -> list[Candidate]:
    """By the day of a story's first report, the best of a day first."""

    def day(candidate: Candidate) -> date:
        entries = field.stories[candidate.story].entries
        return min(entry.published or entry.surfaced for entry in entries).date()

    return sorted(chosen, key=day)


def _silent(ground: DigestInputs, at: datetime) -> dict[str, datetime]:
    return health.silent(source_table.newest(ground.db, ground.sources, at), at)


def _rising(ground: DigestInputs, at: datetime) -> tuple[Trend, ...]:
    """What the last fetch before that instant found to rise, if that was not long ago."""
    judged = trend_table.latest(ground.db, at)
    if judged is None or judged.at < at - FRESH:
        return ()
    muting = ground.muting
    rising = trend_table.load(ground.db, judged.day, trend_table.RISING)
    shown = (each for each in rising if not (muting and muting.words.first(each.term)))
    return tuple(islice(shown, RISING))


def extended(ground: DigestInputs, span: Window, budget: Budget, before: Digest) -> Digest:
    """The same digest with the stories of ``span`` that it does not show yet at its end."""
    shown = items.shown(before)
    told = story_table.current(ground.db, [item.story for item in shown])
    field = gather.field(ground, span, span.until, without=set(told))
    chosen = choose(field.candidates, budget)
    late = _items(gather.talked(ground.db, field, chosen), chosen, len(shown) + 1)
    muted = sum(not _counted(story, before) for story in field.muted)
    return before._replace(late=(*before.late, *late), until=span.until, muted=before.muted + muted)


def _counted(story: Story, before: Digest) -> bool:
    """Whether a muted story was told in the time of the digest, which has counted it."""
    return any(before.since < entry.surfaced <= before.until for entry in story.entries)


def sections(topics: Iterable[Topic], field: Field, chosen: Sequence[Candidate]) -> list[Section]:
    """The chosen stories under their topics in the reader's order, numbered through."""
    names = [topic.name for topic in topics]
    titles = {name: name for name in names} | {"": BEYOND if names else LATEST}
    if any(term.name == "stack" for each in chosen for term in each.terms):
        from cio_digest.digest import exposure

        titles = {exposure.TITLE: exposure.TITLE} | titles
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
    reason = result.reason or f"found by your search “{result.saved.search}”"
    asked = Term("search", 0.0, reason)
    picked = [each._replace(terms=(asked, *each.terms)) for each in picked]
    now = gather.talked(ground.db, field._replace(stories=stories, grown=grown), picked)
    shown_now = _items(now, picked, start)
    return [Section(result.saved.title, shown_now)] if shown_now else []


def _items(field: Field, chosen: Sequence[Candidate], start: int) -> tuple[Item, ...]:
    return tuple(item(field, each, number) for number, each in enumerate(chosen, start))


def item(field: Field, candidate: Candidate, number: int) -> Item:
    """What is printed of a story."""
    story = field.stories[candidate.story]
    entry = items.headline(story.entries, field.criteria.vendors)
    tellers = items.tellers(entry, story.entries, field.titles)
    told = _summary(items.readable(entry, story), field)
    said = quotes.of(story.entries, entry, field.voices)
    if field.muting is not None:
        said = tuple(each for each in said if not field.muting.words.first(each.text))
    return Item(
        number=number,
        story=story.id,
        title=entry.title,
        url=entry.url,
        published=entry.published or entry.first_seen,
        publisher=tellers[0].name,
        others=tuple(each.name for each in tellers[1:]),
        summary=told,
        topic=candidate.topic,
        terms=reasons.terms(
            candidate.terms,
            candidate.topic,
            story,
            entry,
            field.criteria.matcher,
            field.titles,
        ),
        score=candidate.score,
        lead=lead.of(story.entries, field.titles, field.states),
        grown=max(0, field.grown.get(story.id, 0)),
        minutes=candidate.minutes,
        days=items.days(story.entries, field.week),
        talks=talk.of(story.entries, field.talks, field.titles),
        quotes=tuple(quote for quote in said if quote.text not in told),
        languages=items.languages(entry, story.entries),
        tellers=tellers,
    )


def _summary(story: Story, field: Field) -> str:
    """What the story's entries say in a few sentences, none with a muted word."""
    if field.pages:
        read = (each._replace(text=field.pages.get(each.id) or each.text) for each in story.entries)
        story = story._replace(entries=tuple(read))
    if field.muting is None:
        return summary.sentences(story)
    return summary.sentences(story, unwanted=field.muting.words.first)
