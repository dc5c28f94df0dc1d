"""Stories to scored candidates: each with its best topic, the terms of its score, its cost."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import items
from cio_digest.digest.choose import Candidate
from cio_digest.ranking import score
from cio_digest.text.speakers import speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Entry, Product, Story, Term, Topic
    from cio_digest.ranking.rules import TopicRules
    from cio_digest.ranking.topics import Match
    from cio_digest.search.kept import AnyMatcher

_MANY = 4  # outlets from which a topic has to be in more than one's reports
_SHARE = 0.3  # of them that have to have it


class Criteria(NamedTuple):
    """What stories are ranked by: topics, what is known of sources, and the instant.

    ``vendors`` are the keys of the sources that sell what they write about; ``rules`` are those of
    the topics that have any, by their names; ``stack`` the products that each catalogue is read
    for, by its key.
    """

    topics: Sequence[Topic]
    matcher: AnyMatcher
    vendors: Collection[str]
    context: score.Context
    now: datetime
    rules: Mapping[str, TopicRules] = {}
    stack: Mapping[str, Sequence[Product]] = {}


def matches(story: Story, criteria: Criteria, since: datetime | None = None) -> list[Match]:
    """The best match of each topic in the story's entries, or in those that came ``since`` alone.

    Of topics that no entry has a keyword of, there is none. What only few of many reports say,
    the headline's not among them, is in doubt.
    """
    entries = (entry for entry in story.entries if since is None or entry.surfaced > since)
    best = score.best(match for _, match in criteria.matcher.match_story(entries))
    outlets = len({*map(speaker, story.entries)})
    if outlets < _MANY or not wanted(best.values()):
        return [*best.values()]
    shown = items.headline(story.entries, criteria.vendors)
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry, match in criteria.matcher.match_story(story.entries):
        told[match.topic] += [entry] if wanted([match]) else []
    return [_of_few(match, told[topic], shown, outlets) for topic, match in best.items()]


def _of_few(match: Match, reports: Sequence[Entry], shown: Entry, outlets: int) -> Match:
    """A topic's match, in doubt where few of so many outlets have ``reports`` about the topic."""
    tellers = len({*map(speaker, reports)})
    if not wanted([match]) or shown in reports or tellers >= _SHARE * outlets:
        return match
    keyword = next(hit.keyword for hit in match.hits if hit.kind in {"whole", "unclear"})
    return match._replace(doubt=f"“{keyword}” in the reports of {tellers} of {outlets} outlets")


def wanted(matches: Iterable[Match]) -> list[Match]:
    """Those of the matches by which a story is wanted, and not only mentions a topic."""
    return [match for match in matches if match.named and not match.doubt]


def candidate(story: Story, matches: Iterable[Match], criteria: Criteria) -> Candidate:
    """Score a story for its best topic; the topic is "" for what none of them wants.

    A topic of the headline's own report comes before what only other reports name. What is about
    the reader's stack is under no topic, and no other such story takes its room.
    """
    weights = {topic.name: topic.weight for topic in criteria.topics}
    context, now = criteria.context, criteria.now
    shown = items.headline(story.entries, criteria.vendors)
    # Stray words of a phrase order what a topic wants; they do not make it wanted.
    scored = [
        (match.topic, _terms(story, match, criteria, weights[match.topic]))
        for match in _nearest(wanted(matches), shown, story, criteria.matcher)
    ] or [("", score.story(story, None, context, now))]
    if running := _running(story, criteria):
        scored = [(running[0], (running[1], *score.story(story, None, context, now)))]
    topic, terms = max(scored, key=lambda each: score.total(each[1]))
    return Candidate(
        story=story.id,
        topic=topic,
        terms=terms,
        score=score.total(terms),
        minutes=items.minutes(shown),
        outlet=f"{speaker(shown)} {story.id}" if running else speaker(shown),
        title=shown.title,
        late=items.late(shown),
    )


def _nearest(matches: list[Match], shown: Entry, story: Story, matcher: AnyMatcher) -> list[Match]:
    """Those of several topics' matches whose topic the headline's report has, if any."""
    if len(matches) < 2 or len(story.entries) < 2:
        return matches
    own = {match.topic for match in wanted(matcher.match(shown))}
    return [match for match in matches if match.topic in own] or matches


def _running(story: Story, criteria: Criteria) -> tuple[str, Term] | None:
    """The section and the term of a story about a product that the reader runs."""
    if not any(entry.source in criteria.stack for entry in story.entries):
        return None
    from cio_digest.digest import exposure

    term = exposure.term(story.entries, criteria.stack)
    return (exposure.TITLE, term) if term else None


def _terms(story: Story, match: Match, criteria: Criteria, weight: float) -> tuple[Term, ...]:
    """The terms of a story's score for a topic, those of the topic's rules last."""
    terms = score.story(story, match, criteria.context, criteria.now, weight)
    if match.topic not in criteria.rules:
        return terms
    from cio_digest.ranking import rules

    return (*terms, *rules.terms(criteria.rules[match.topic], story))
