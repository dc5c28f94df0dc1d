"""A window of the store to a digest: gather, score, choose, write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest import health, score, summary, topics
from cio_digest.digest import items, lead, rank
from cio_digest.digest.choose import Budget, Candidate, choose
from cio_digest.models import Digest, Item, Polling, Section, Source, Story, Topic
from cio_digest.store import Store
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.digest.window import Window

BEYOND = "Beyond your topics"
LATEST = "Latest"
WIDESPREAD = 3  # outlets: a story that so many tell is worth a look whatever its subject
MATCHING = 400  # stories that are scored at most, the newest first
GROWN = 3  # more outlets than when it was shown: a story that has become another one


class Ground(NamedTuple):
    """What digests are made from; ``beyond`` lets in what no topic wants but everyone tells."""

    db: Store
    sources: Sequence[Source]
    topics: tuple[Topic, ...]
    beyond: bool


class _Field(NamedTuple):
    """The stories to choose from, scored, with what printing them needs."""

    stories: Mapping[int, Story]
    candidates: Sequence[Candidate]
    grown: Mapping[int, int]
    states: Mapping[str, Polling]
    titles: Mapping[str, str]


def digest(ground: Ground, span: Window, budget: Budget, now: datetime) -> Digest:
    """The digest of a window, made anew."""
    at = min(now, span.until)
    field = _field(ground, span, at)
    chosen = choose(field.candidates, budget)
    sections = _sections(ground, field, chosen)
    printed = [item for section in sections for item in section.items]
    return Digest(
        date=span.day,
        now=at,
        until=span.until,
        sources=len(ground.sources),
        entries=entry_table.count(ground.db, span.since, span.until),
        stories=len(printed),
        minutes=max(1, round(sum(item.minutes for item in printed))) if printed else 0,
        sections=tuple(sections),
        health=health.of(ground.sources, field.states),
    )


def extended(ground: Ground, span: Window, budget: Budget, before: Digest) -> Digest:
    """The same digest with the stories of ``span`` that it does not show yet at its end."""
    told = {item.story for item in all_items(before)}
    field = _field(ground, span, span.until, without=told)
    start = len(all_items(before)) + 1
    late = _items(field, choose(field.candidates, budget), start)
    return before._replace(late=(*before.late, *late), until=span.until)


def all_items(digest: Digest) -> list[Item]:
    """Every story that a digest shows, by number."""
    return [*(item for section in digest.sections for item in section.items), *digest.late]


def shown(db: Store, digest: Digest) -> dict[int, int]:
    """The stories that a digest shows with how many outlets tell them now."""
    return story_table.outlets(db, [item.story for item in all_items(digest)])


def _field(ground: Ground, span: Window, at: datetime, without: Iterable[int] = ()) -> _Field:
    states = source_table.states(ground.db, ground.sources)
    matcher = _matcher(ground)
    found = _stories(ground, span, matcher, set(without))
    known = digest_table.shown_before(ground.db, span.day, found)
    grown = {story: _outlets(found[story]) - count for story, count in known.items()}
    fresh = [each for each in found.values() if grown.get(each.id, GROWN) >= GROWN]
    context = _context(ground, fresh, at)
    candidates = rank.candidates(fresh, ground.topics, matcher, context, at)
    return _Field(
        stories=found,
        candidates=[each for each in candidates if _wanted(each, found[each.story], ground)],
        grown=grown,
        states=states,
        titles={each.key: health.name(each, states[each.key]) for each in ground.sources},
    )


def _matcher(ground: Ground) -> topics.Matcher:
    """The topics, with how rare their words are in the reader's own store."""
    terms = topics.compile(ground.topics).terms
    frequency = story_table.frequencies(ground.db, terms)
    return topics.compile(ground.topics, topics.Statistics(entry_table.total(ground.db), frequency))


def _stories(
    ground: Ground, span: Window, matcher: topics.Matcher, without: set[int]
) -> dict[int, Story]:
    """The stories of the window that could be shown, as they stood at its end."""
    since, until = span.since, span.until
    if ground.topics:
        query = " OR ".join(f'"{term}"' for term in sorted(matcher.terms))
        found = set(story_table.matching(ground.db, query, since, until, most=MATCHING))
    else:
        found = set(story_table.newest(ground.db, since, until, most=MATCHING))
    if ground.beyond:
        found |= set(
            story_table.widespread(ground.db, since, until, outlets=WIDESPREAD, most=MATCHING)
        )
    told = entry_table.of_stories(ground.db, found - without, until)
    return {story: Story(story, tuple(entries)) for story, entries in told.items()}


def _wanted(candidate: Candidate, story: Story, ground: Ground) -> bool:
    """Whether a topic wants the story, or it is told so widely that it counts without."""
    return (
        bool(candidate.topic)
        or not ground.topics
        or (ground.beyond and _outlets(story) >= WIDESPREAD)
    )


def _context(ground: Ground, stories: Iterable[Story], at: datetime) -> score.Context:
    """What the scores of these stories need to know of their sources."""
    keys = {entry.source for story in stories for entry in story.entries}
    social = {e.source for story in stories for e in story.entries if e.engagement}
    medians = {
        key: _median([score.reach(each) for each in seen])
        for key, seen in entry_table.engagements(ground.db, social).items()
    }
    return score.Context(
        weights={each.key: each.weight for each in ground.sources if each.weight != 1},
        engagement=medians,
        monthly=entry_table.monthly(ground.db, keys, at),
    )


def _sections(ground: Ground, field: _Field, chosen: Sequence[Candidate]) -> list[Section]:
    """The chosen stories under their topics in the reader's order, numbered through."""
    sections: list[Section] = []
    number = 1
    last = BEYOND if ground.topics else LATEST
    for name, title in [*((topic.name, topic.name) for topic in ground.topics), ("", last)]:
        picked = [each for each in chosen if each.topic == name]
        if picked:
            sections.append(Section(title, tuple(_items(field, picked, number))))
            number += len(picked)
    return sections


def _items(field: _Field, chosen: Sequence[Candidate], start: int) -> list[Item]:
    return [_item(field, each, number) for number, each in enumerate(chosen, start)]


def _item(field: _Field, candidate: Candidate, number: int) -> Item:
    story = field.stories[candidate.story]
    entry = items.headline(story.entries)
    publisher = items.teller(entry, field.titles)
    return Item(
        number=number,
        story=story.id,
        title=entry.title,
        url=entry.url,
        published=entry.published or entry.surfaced,
        publisher=publisher,
        others=tuple(
            name for name in items.tellers(story.entries, field.titles) if name != publisher
        ),
        summary=summary.sentences(story),
        topic=candidate.topic,
        terms=candidate.terms,
        score=candidate.score,
        lead=lead.of(story.entries),
        grown=max(0, field.grown.get(story.id, 0)),
        minutes=candidate.minutes,
    )


def _outlets(story: Story) -> int:
    return len({entry.outlet for entry in story.entries})


def _median(values: list[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-1 - middle]) / 2
