"""A window of the store to the stories that could be shown, scored, with what printing needs."""

from __future__ import annotations

from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import rank, window
from cio_digest.models import Rules, Story
from cio_digest.networks import health
from cio_digest.ranking import score
from cio_digest.ranking.feedback import learn
from cio_digest.search import kept
from cio_digest.store import activity
from cio_digest.store import digests as digest_table
from cio_digest.store import entries as entry_table
from cio_digest.store import feedback as feedback_table
from cio_digest.store import sources as source_table
from cio_digest.store import stories as story_table
from cio_digest.store import talks as talk_table
from cio_digest.stories import quotes
from cio_digest.text import handles, speakers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from cio_digest.digest.choose import Candidate
    from cio_digest.digest.window import Window
    from cio_digest.models import Polling, Source, Talk, Topic
    from cio_digest.ranking.muting import Muting
    from cio_digest.ranking.rules import TopicRules
    from cio_digest.search.kept import AnyMatcher
    from cio_digest.store import Store

MATCHING = 600  # entries of a day with a word of a topic that are scored, the newest first
TALKED_ABOUT = 40  # stories of a day that are scored because so many tell them
WIDESPREAD = 3  # outlets: a story that so many tell is worth a look whatever its subject
GROWN = 3  # more outlets than when it was shown: a story that has become another one


class DigestInputs(NamedTuple):
    """What digests are made from; ``beyond`` adds widespread stories that match no topic.

    ``zone`` is that of the reader's calendar; none means the system's. ``muting`` says which
    entries never show, ``pages`` that what was read of entries' pages is quoted.
    """

    db: Store
    sources: Sequence[Source]
    topics: tuple[Topic, ...]
    beyond: bool
    zone: tzinfo | None
    muting: Muting | None = None
    pages: bool = False


class Field(NamedTuple):
    """What could be shown.

    ``grown``: by how many outlets since a story was shown; ``titles``: of the sources by their
    keys; ``week``: the instants between which the days lie that a story's course is told by;
    ``muting``: what never shows; ``muted``: the stories that would be there without it;
    ``pages``: what the pages of entries say, by their numbers; ``voices``: those that are quoted,
    by accounts and sources; ``talks``: where entries are discussed, by their ids, of the stories
    to be shown alone.
    """

    stories: Mapping[int, Story]
    candidates: Sequence[Candidate]
    grown: Mapping[int, int]
    criteria: rank.Criteria
    states: Mapping[str, Polling]
    titles: Mapping[str, str]
    week: Sequence[datetime]
    voices: Mapping[str, str]
    muting: Muting | None = None
    muted: tuple[Story, ...] = ()
    pages: Mapping[int, str] = {}
    talks: Mapping[int, Talk] = MappingProxyType({})


def field(ground: DigestInputs, span: Window, at: datetime, without: Collection[int] = ()) -> Field:
    """The stories of a window, scored as of ``at``, ``without`` those that are shown already."""
    matcher, hits = kept.found(
        ground.db,
        ground.topics,
        span.since,
        span.until,
        most=MATCHING * window.length(span),
        sources=[source.key for source in ground.sources],
    )
    everything = _stories(ground, span, {*hits.values()}, without)
    if isinstance(matcher, kept.KeptMatcher):
        matcher.look_up(entry for story in everything.values() for entry in story.entries)
    stories = _heard(everything, ground.muting)
    grown = growth(ground, span, everything)
    hidden = feedback_table.hidden(ground.db, everything)
    fresh = {key: each for key, each in stories.items() if is_news(each, grown, hidden)}
    found = scored(ground, span, at, fresh, matcher=matcher, hits=hits)
    silent = [each for key, each in everything.items() if key not in stories]
    unheard = [each for each in silent if is_news(each, grown, hidden)]
    return found._replace(
        stories=stories,
        grown=grown,
        pages=_pages(ground, stories),
        muted=_muted(ground, span, unheard, found.criteria, hits),
    )


def scored(
    ground: DigestInputs,
    span: Window,
    at: datetime,
    stories: Mapping[int, Story],
    *,
    matcher: AnyMatcher,
    hits: Collection[int],
) -> Field:
    """These stories, scored as of ``at``; those without an entry in ``hits`` are in no topic."""
    states = source_table.states(ground.db, ground.sources)
    titles = {each.key: health.publisher(each, states[each.key]) for each in ground.sources}
    titles |= handles.names(ground.sources)
    context = _context(ground, stories.values(), at, titles)._replace(level=span.away > 0)
    vendors = {each.key for each in ground.sources if each.role == "vendor"}
    stack = {each.key: each.stack for each in ground.sources if each.stack and ground.beyond}
    ruled = _rules(ground, states)
    criteria = rank.Criteria(ground.topics, matcher, vendors, context, at, ruled, stack)
    return Field(
        stories=stories,
        candidates=_candidates(ground, span, [*stories.values()], criteria, hits),
        grown={},
        criteria=criteria,
        states=states,
        titles=titles,
        week=window.week(span.day, ground.zone),
        voices=quotes.voices(ground.sources),
        muting=ground.muting,
    )


def _muted(
    ground: DigestInputs,
    span: Window,
    unheard: Sequence[Story],
    criteria: rank.Criteria,
    hits: Collection[int],
) -> tuple[Story, ...]:
    """Those of the stories that only their muting keeps out."""
    if not unheard:
        return ()
    wanted = {each.story for each in _candidates(ground, span, unheard, criteria, hits)}
    return tuple(each for each in unheard if each.id in wanted)


def _candidates(
    ground: DigestInputs,
    span: Window,
    stories: Sequence[Story],
    criteria: rank.Criteria,
    hits: Collection[int],
) -> list[Candidate]:
    """Those of the stories that are wanted, scored."""
    matched = (
        (story, rank.matches(story, criteria, span.since) if _held(story, hits) else [])
        for story in stories
    )
    return [
        rank.candidate(story, matches, criteria)
        for story, matches in matched
        if rank.wanted(matches) or _counts_without_topic(story, ground)
    ]


def _held(story: Story, hits: Collection[int]) -> bool:
    """Whether one of a story's entries is among the ``hits``."""
    return any(entry.id in hits for entry in story.entries)


def _pages(ground: DigestInputs, stories: Mapping[int, Story]) -> dict[int, str]:
    if not ground.pages:
        return {}
    from cio_digest.store import pages

    return pages.texts(ground.db, [e.id for each in stories.values() for e in each.entries])


def talked(db: Store, field: Field, chosen: Iterable[Candidate]) -> Field:
    """The field with where the chosen of its stories are discussed."""
    entries = (entry.id for each in chosen for entry in field.stories[each.story].entries)
    return field._replace(talks=talk_table.load(db, entries))


def growth(ground: DigestInputs, span: Window, stories: Mapping[int, Story]) -> dict[int, int]:
    """By how many outlets each story has grown since an earlier day showed it, if one did.

    Who looks back asks for what there was, shown or not.
    """
    if span.back:
        return {}
    known = digest_table.shown_before(ground.db, span.day, stories)
    return {story: outlets(stories[story]) - count for story, count in known.items()}


def told(ground: DigestInputs, span: Window, story_ids: Iterable[int]) -> dict[int, Story]:
    """Stories as they stood at the end of a window, told by what is followed and not muted."""
    return _heard(_followed(ground, span, story_ids), ground.muting)


def _heard(stories: Mapping[int, Story], muting: Muting | None) -> dict[int, Story]:
    """Stories without the entries that are muted, and without those of which none are left."""
    if muting is None:
        return dict(stories)
    kept = {
        key: tuple(entry for entry in story.entries if not muting.reason(entry))
        for key, story in stories.items()
    }
    return {key: Story(key, entries) for key, entries in kept.items() if entries}


def _followed(ground: DigestInputs, span: Window, story_ids: Iterable[int]) -> dict[int, Story]:
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
    catalogues = [each.key for each in ground.sources if each.stack]
    if ground.beyond and catalogues:
        most = MATCHING * window.length(span)
        story_ids |= set(story_table.newest(ground.db, since, until, most=most, sources=catalogues))
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
    return _followed(ground, span, story_ids.difference(without))


def _counts_without_topic(story: Story, ground: DigestInputs) -> bool:
    """Whether a story that no topic wants is shown: it is told widely, or there are no topics."""
    return not ground.topics or (ground.beyond and outlets(story) >= WIDESPREAD)


def _rules(ground: DigestInputs, states: Mapping[str, Polling]) -> dict[str, TopicRules]:
    """The rules of those topics that have any."""
    several = [topic for topic in ground.topics if topic.boost != Rules() or topic.bury != Rules()]
    if not several:
        return {}
    from cio_digest.ranking.rules import TopicRules, ready

    called: dict[str, set[str]] = {}
    for source in ground.sources:
        known = source, states[source.key]
        for name in (source.voice, source.url, health.name(*known), health.publisher(*known)):
            called.setdefault(name.casefold(), set()).add(source.key)
    return {
        topic.name: TopicRules(ready(topic.boost, called), ready(topic.bury, called))
        for topic in several
    }


def _context(
    ground: DigestInputs, stories: Iterable[Story], at: datetime, titles: Mapping[str, str]
) -> score.Context:
    """What the scores of these stories need to know of their sources."""
    entries = [entry for story in stories for entry in story.entries]
    social = {entry.source for entry in entries if entry.engagement}
    medians = {
        key: _median([score.reach(each) for each in seen])
        for key, seen in activity.engagements(ground.db, social).items()
    }
    tellers = {entry.source for entry in entries}
    own = [each.key for each in ground.sources if each.key in tellers and not each.query]
    return score.Context(
        weights={each.key: each.weight for each in ground.sources if each.weight != 1},
        engagement=medians,
        monthly=activity.monthly(ground.db, own, at, most=ceil(score.RARE_UP_TO)),
        taste=learn(feedback_table.load(ground.db), at),
        names=titles,
    )


def _median(values: list[int]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return (ordered[middle] + ordered[-1 - middle]) / 2
