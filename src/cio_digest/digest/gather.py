"""A window of the store to the stories that could be shown, scored, with what printing needs."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import rank, window
from cio_digest.models import Story
from cio_digest.networks import health
from cio_digest.ranking import score
from cio_digest.ranking.feedback import learn
from cio_digest.search import topical
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import feedback as feedback_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.text import handles, speakers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from cio_digest.digest.choose import Candidate
    from cio_digest.digest.window import Window
    from cio_digest.models import Polling, Source, Topic
    from cio_digest.store import Store

MATCHING = 600  # entries of a day with a word of a topic that are scored, the newest first
TALKED_ABOUT = 40  # stories of a day that are scored because so many tell them
WIDESPREAD = 3  # outlets: a story that so many tell is worth a look whatever its subject
GROWN = 3  # more outlets than when it was shown: a story that has become another one


class DigestInputs(NamedTuple):
    """What digests are made from; ``beyond`` adds widespread stories that match no topic.

    ``zone`` is that of the reader's calendar; none means the system's.
    """

    db: Store
    sources: Sequence[Source]
    topics: tuple[Topic, ...]
    beyond: bool
    zone: tzinfo | None


class Field(NamedTuple):
    """What could be shown.

    ``grown``: by how many outlets since a story was shown; ``titles``: of the sources by their
    keys; ``week``: the instants between which the days lie that a story's course is told by.
    """

    stories: Mapping[int, Story]
    candidates: Sequence[Candidate]
    grown: Mapping[int, int]
    criteria: rank.Criteria
    states: Mapping[str, Polling]
    titles: Mapping[str, str]
    week: Sequence[datetime]


def field(ground: DigestInputs, span: Window, at: datetime, without: Collection[int] = ()) -> Field:
    """The stories of a window, scored as of ``at``, ``without`` those that are shown already."""
    states = source_table.states(ground.db, ground.sources)
    matcher = topical.matcher(ground.db, ground.topics)
    hits = topical.hits(
        ground.db,
        ground.topics,
        matcher,
        span.since,
        span.until,
        most=MATCHING * window.length(span),
        sources=[source.key for source in ground.sources],
    )
    stories = _stories(ground, span, {*hits.values()}, without)
    grown = growth(ground, span, stories)
    hidden = feedback_table.hidden(ground.db, stories)
    fresh = [each for each in stories.values() if is_news(each, grown, hidden)]
    titles = {each.key: health.name(each, states[each.key]) for each in ground.sources}
    titles |= handles.names(ground.sources)
    context = _context(ground, fresh, at, titles)._replace(level=span.away > 0)
    vendors = {each.key for each in ground.sources if each.role == "vendor"}
    criteria = rank.Criteria(ground.topics, matcher, vendors, context, at)
    candidates = [
        rank.candidate(each, rank.matches(each, matcher, hits), criteria) for each in fresh
    ]
    return Field(
        stories=stories,
        candidates=[each for each in candidates if _wanted(each, stories[each.story], ground)],
        grown=grown,
        criteria=criteria,
        states=states,
        titles=titles,
        week=window.week(span.day, ground.zone),
    )


def growth(ground: DigestInputs, span: Window, stories: Mapping[int, Story]) -> dict[int, int]:
    """By how many outlets each story has grown since an earlier day showed it, if one did."""
    known = digest_table.shown_before(ground.db, span.day, stories)
    return {story: outlets(stories[story]) - count for story, count in known.items()}


def told(ground: DigestInputs, span: Window, story_ids: Iterable[int]) -> dict[int, Story]:
    """Stories as they stood at the end of a window, told by the sources that are followed."""
    found = entry_table.of_stories(ground.db, story_ids, span.until)
    followed = {source.key for source in ground.sources}
    kept = {key: [e for e in entries if e.source in followed] for key, entries in found.items()}
    return {story: Story(story, tuple(entries)) for story, entries in kept.items() if entries}


def is_news(story: Story, grown: Mapping[int, int], hidden: Collection[int]) -> bool:
    """Whether a story may be shown: not shown before unless it has grown since, and not hidden."""
    return grown.get(story.id, GROWN) >= GROWN and story.id not in hidden


def outlets(story: Story) -> int:
    """How many tell a story independently of each other."""
    return speakers.independent(story.entries)


def _stories(
    ground: DigestInputs, span: Window, story_ids: set[int], without: Collection[int]
) -> dict[int, Story]:
    """The stories of the window that could be shown, as they stood at its end."""
    since, until = span.since, span.until
    followed = [source.key for source in ground.sources]
    if not ground.topics:
        story_ids |= set(
            story_table.newest(
                ground.db,
                since,
                until,
                most=MATCHING * window.length(span),
                sources=followed,
            )
        )
    if ground.beyond:
        story_ids |= set(
            story_table.widespread(
                ground.db,
                since,
                until,
                outlets=WIDESPREAD,
                most=TALKED_ABOUT * window.length(span),
                sources=followed,
            )
        )
    return told(ground, span, story_ids.difference(without))


def _wanted(candidate: Candidate, story: Story, ground: DigestInputs) -> bool:
    """Whether a topic wants the story, or it is told so widely that it counts without."""
    widespread = ground.beyond and outlets(story) >= WIDESPREAD
    return bool(candidate.topic) or not ground.topics or widespread


def _context(
    ground: DigestInputs, stories: Iterable[Story], at: datetime, titles: Mapping[str, str]
) -> score.Context:
    """What the scores of these stories need to know of their sources."""
    entries = [entry for story in stories for entry in story.entries]
    social = {entry.source for entry in entries if entry.engagement}
    medians = {
        key: _median([score.reach(each) for each in seen])
        for key, seen in entry_table.engagements(ground.db, social).items()
    }
    tellers = {entry.source for entry in entries}
    own = [each.key for each in ground.sources if each.key in tellers and not each.query]
    return score.Context(
        weights={each.key: each.weight for each in ground.sources if each.weight != 1},
        engagement=medians,
        monthly=entry_table.monthly(ground.db, own, at, most=ceil(score.RARE_UP_TO)),
        taste=learn(feedback_table.load(ground.db), at),
        names=titles,
    )


def _median(values: list[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-1 - middle]) / 2
