"""Stories to scored candidates: each with its best topic, the terms of its score, its cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import score, words
from cio_digest.digest import items
from cio_digest.digest.choose import Candidate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Story, Topic
    from cio_digest.topics import Match, Matcher


def candidates(
    stories: Iterable[Story],
    hits: Collection[int],
    vendors: Collection[str],
    topics: Sequence[Topic],
    matcher: Matcher,
    context: score.Context,
    now: datetime,
) -> Iterator[Candidate]:
    """Score each story for its best topic; the topic is "" for what none of them wants.

    ``hits`` are the ids of the entries in which the index found a word of a topic: no other entry
    needs to be looked at. ``vendors`` are the keys of the sources that sell what they write about.
    """
    weights = {topic.name: topic.weight for topic in topics}
    for story in stories:
        matches = score.best(
            match for entry in story.entries if entry.id in hits for match in matcher.match(entry)
        )
        yield _best(story, matches, weights, vendors, context, now)


def _best(
    story: Story,
    matches: Mapping[str, Match],
    weights: Mapping[str, float],
    vendors: Collection[str],
    context: score.Context,
    now: datetime,
) -> Candidate:
    # Stray words of a phrase order what a topic wants; they do not make it wanted.
    wanted = [
        match
        for match in matches.values()
        if not match.excluded and any(hit.whole for hit in match.hits)
    ]
    scored = [
        (match.topic, score.story(story, match, context, now, weights[match.topic]))
        for match in wanted
    ] or [("", score.story(story, None, context, now))]
    topic, terms = max(scored, key=lambda each: score.total(each[1]))
    shown = items.headline(story.entries, vendors)
    return Candidate(
        story=story.id,
        topic=topic,
        terms=terms,
        score=score.total(terms),
        minutes=items.minutes(shown),
        outlet=shown.outlet,
        words=frozenset(words.terms(shown.title)) - words.STOP_WORDS,
    )
