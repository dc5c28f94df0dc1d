"""Stories of a period to those that lasted or grew in it, each with what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import gather, items, lead, rank
from cio_digest.models import Term
from cio_digest.ranking import score
from cio_digest.review import period as periods
from cio_digest.search import topical
from cio_digest.store import feedback as feedback_table
from cio_digest.store import stories as story_table
from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from cio_digest.digest.choose import Candidate
    from cio_digest.digest.gather import DigestInputs, Field
    from cio_digest.models import Entry, Story
    from cio_digest.review.period import Period
    from cio_digest.search.kept import AnyMatcher

LASTED = 3  # days on which a story was told, by two sources at least
GREW = 3  # sources that told it, however few days
_TALK = 2  # voices that count as one source here: they pass on more readily than the press prints
TOPICAL = 400  # stories on a topic that are scored, the widest told
WIDEST = 200  # stories that are scored because so many tell them
_LOOKED_AT = 50_000  # stories of several outlets
_A_DAY, _MOST = 0.5, 4.0  # what each day after the first adds to a score, and all of them at most
_RECENT = 7  # days that are called by the names of weekdays


class Course(NamedTuple):
    """How a story went: how many told it on each day; who was first, where known.

    ``weight`` is how many told it, voices counting less.
    """

    days: tuple[int, ...]
    weight: int
    first: Entry | None

    @property
    def lasted(self) -> int:
        """On how many days it was told."""
        return sum(map(bool, self.days))


def field(ground: DigestInputs, period: Period) -> tuple[Field, dict[int, Course]]:
    """The stories that lasted or grew, scored, and how each of them went."""
    span = period.span
    matcher = topical.matcher(ground.db, ground.topics)
    followed = [source.key for source in ground.sources]
    most = gather.MATCHING * ((period.last - period.first).days + 1)
    hits = topical.hits(
        ground.db, ground.topics, matcher, span.since, span.until, most=most, sources=followed
    )
    wide = story_table.widespread(
        ground.db, span.since, span.until, outlets=2, most=_LOOKED_AT, sources=followed
    )
    on_topic = {*hits.values()}
    ids = [story for story in wide if story in on_topic or not ground.topics][:TOPICAL]
    stories = gather.told(ground, span, {*ids, *wide[:WIDEST]})
    hidden = feedback_table.hidden(ground.db, stories)
    found = gather.scored(
        ground,
        span,
        span.until,
        {key: story for key, story in stories.items() if key not in hidden},
        matcher=matcher,
        hits=hits,
    )
    edges = periods.edges(period, ground.zone)
    courses = {key: _course(story, period, edges, found) for key, story in found.stories.items()}
    courses = {
        key: course
        for key, course in courses.items()
        if course.weight >= GREW or (course.lasted >= LASTED and course.weight > 1)
    }
    candidates = [
        _candidate(_about(each, found), courses[each.story], period, found)
        for each in found.candidates
        if each.story in courses
    ]
    return found._replace(candidates=candidates, week=edges), courses


def _course(story: Story, period: Period, edges: list[datetime], field: Field) -> Course:
    inside = [
        entry for entry in story.entries if period.span.since < entry.surfaced <= period.span.until
    ]
    return Course(
        items.days(inside, edges),
        _weight(inside),
        lead.first(story.entries, field.states),
    )


def _weight(entries: Sequence[Entry]) -> int:
    press = [entry for entry in entries if not entry.network]
    talk = [entry for entry in entries if entry.network]
    return speakers.independent(press) + speakers.independent(talk) // _TALK


def _about(candidate: Candidate, field: Field) -> Candidate:
    """The same without its topic, where that is neither in its headline nor in half its reports."""
    if not candidate.topic:
        return candidate
    story, criteria = field.stories[candidate.story], field.criteria
    about = [entry for entry in story.entries if _wants(criteria.matcher, entry, candidate.topic)]
    shown = items.headline(story.entries, criteria.vendors)
    if shown in about or 2 * len(about) >= len(story.entries):
        return candidate
    return rank.candidate(story, (), criteria)


def _wants(matcher: AnyMatcher, entry: Entry, topic: str) -> bool:
    return any(
        match.topic == topic and match.named and not match.doubt for match in matcher.match(entry)
    )


def _candidate(candidate: Candidate, course: Course, period: Period, field: Field) -> Candidate:
    """The same, scored by how long it lasted and not by how old it is."""
    terms = tuple(term for term in candidate.terms if term.name != "recency")
    if reason := _told(course, period, field.titles):
        terms += (Term("lasting", min(_MOST, _A_DAY * (course.lasted - 1)), reason),)
    return candidate._replace(terms=terms, score=score.total(terms))


def _told(course: Course, period: Period, titles: Mapping[str, str]) -> str:
    """``told on 5 days, first by The Ledger on Monday``; its coverage says how many told it."""
    said = [f"told on {course.lasted} days"] if course.lasted > 1 else []
    if course.first is not None:
        began = (course.first.published or course.first.surfaced).date()
        said.append(f"first by {speakers.name(course.first, titles)} on {_day(began, period)}")
    return ", ".join(said)


def _day(day: date, period: Period) -> str:
    recent = 0 <= (period.last - day).days < _RECENT
    return f"{day:%A}" if recent else f"{day.day} {day:%B}"
