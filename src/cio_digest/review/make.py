"""The review of a period: the one place where its stories, trends and verdicts meet."""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import compose, gather, muted, rank
from cio_digest.digest.choose import Budget, choose
from cio_digest.models import Headline
from cio_digest.models.pages import FirstTeller, Review
from cio_digest.review import kept, lasting, rises
from cio_digest.review.coming import coming
from cio_digest.store import entries as entry_table
from cio_digest.store import feedback as feedback_table
from cio_digest.store import stories as story_table
from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from cio_digest.config import Config
    from cio_digest.digest.gather import DigestInputs, Field
    from cio_digest.models import Item
    from cio_digest.models.rows import Verdict
    from cio_digest.review.lasting import Course
    from cio_digest.review.moves import Moves
    from cio_digest.review.period import Period
    from cio_digest.store import Store

LINES = 5  # of what rose, of who was first, …
LINE = 0.1  # minutes that a line of these takes
_FIRSTS = 2  # stories that somebody was first with before it is worth a word


class _Starred(NamedTuple):
    """What the reader starred: lines of the page, and those of them that it shows nowhere else."""

    lines: tuple[Headline, ...]
    items: tuple[Item, ...]


def make(db: Store, config: Config, now: datetime, period: Period, minutes: float) -> Review:
    """The review, of at most so many minutes; its numbers are those in force from then on."""
    settings = config.settings
    heard = muted.without(config, period.last)
    ground = gather.DigestInputs(
        db, heard.sources, config.topics, beyond=True, zone=settings.timezone
    )
    field, courses = lasting.field(ground, period)
    most = max(1, min(LINES, int(minutes / 2)))
    moves = rises.moves(db, period, now, most)
    firsts = _firsts(field, courses, most)
    verdicts = _verdicts(db, period)[: 2 * most]
    dates = coming(db, heard, now, period, most)
    lines = sum(map(len, moves)) + len(dates) + len(firsts) + len(verdicts)
    stories = ceil(settings.max_stories * minutes / settings.minutes)
    budget = Budget(stories, max(minutes / 2, minutes - lines * LINE), settings.per_source)
    sections = compose.sections(ground.topics, field, choose(field.candidates, budget))
    shown = [item for section in sections for item in section.items]
    starred = _starred(ground, field, period, shown, verdicts)
    made = Review(
        first=period.first,
        last=period.last,
        now=period.span.until,
        since=period.span.since,
        until=period.span.until,
        sources=len(heard.sources),
        entries=entry_table.count(
            db, [source.key for source in heard.sources], period.span.since, period.span.until
        ),
        found=len(field.candidates),
        stories=len(shown),
        minutes=ceil(sum(item.minutes for item in shown) + lines * LINE),
        sections=tuple(sections),
        **_numbered(db, moves, [*shown, *starred.items])._asdict(),
        coming=dates,
        firsts=firsts,
        starred=starred.lines,
        notes=tuple(_notes(db, period)),
        step=rises.step(period, now),
    )
    kept.keep(db, made, starred.items)
    return made


def _numbered(db: Store, moves: Moves, shown: Sequence[Item]) -> Moves:
    """What rose, with the numbers that its stories have here."""
    numbers = _numbers(db, shown)

    def number(story: Headline) -> Headline:
        (current,) = story_table.current(db, [story.story])
        return story._replace(number=numbers.get(current, 0))

    return type(moves)(
        *(
            tuple(each._replace(stories=tuple(map(number, each.stories))) for each in kind)
            for kind in moves
        )
    )


def _numbers(db: Store, shown: Sequence[Item]) -> dict[int, int]:
    ids = story_table.current(db, [item.story for item in shown])
    return {story: item.number for story, item in zip(ids, shown, strict=True)}


def _firsts(field: Field, courses: Mapping[int, Course], most: int) -> tuple[FirstTeller, ...]:
    """Who had the stories first of which that is known, and of how many that they told."""
    firsts, told = Counter[str](), Counter[str]()
    for candidate in field.candidates:
        first = courses[candidate.story].first
        if first is None:
            continue
        firsts[speakers.name(first, field.titles)] += 1
        entries = field.stories[candidate.story].entries
        told.update({speakers.name(entry, field.titles) for entry in entries})
    found = [FirstTeller(name, number, told[name]) for name, number in firsts.items()]
    found = [each for each in found if each.firsts >= _FIRSTS]
    return tuple(sorted(found, key=lambda each: (-each.firsts, each.stories, each.name))[:most])


def _verdicts(db: Store, period: Period) -> list[Verdict]:
    """The stars of the period, the newest first."""
    return [
        verdict
        for verdict in reversed(feedback_table.load(db))
        if verdict.verdict == "star" and period.span.since < verdict.time <= period.span.until
    ]


def _starred(
    ground: DigestInputs,
    field: Field,
    period: Period,
    shown: Sequence[Item],
    verdicts: Sequence[Verdict],
) -> _Starred:
    """Stars with the numbers of their stories, which go on from those of the sections."""
    above = {item.story: item for item in shown}
    wanted = [verdict.story for verdict in verdicts if verdict.story not in above]
    stories = gather.told(ground, period.span, wanted)
    found = field._replace(stories=stories)
    added: list[Item] = []
    lines = []
    for verdict in verdicts:
        item = above.get(verdict.story)
        if item is None and verdict.story in stories:
            candidate = rank.candidate(stories[verdict.story], (), field.criteria)
            item = compose.item(found, candidate, len(shown) + len(added) + 1)
            added.append(item)
        if item is None:  # its source is no longer followed
            lines.append(Headline(verdict.story, verdict.title, "", ""))
        else:
            lines.append(Headline(item.story, item.title, item.url, item.publisher, item.number))
    return _Starred(tuple(lines), tuple(added))


def _notes(db: Store, period: Period) -> Iterator[str]:
    """What is not known of the period."""
    begun = entry_table.begun(db)
    if begun is None:
        yield "Nothing has been read yet: cio-digest fetch reads your sources."
        return
    if begun > period.span.since:
        yield (
            f"Sources have been read since {begun:%Y-%m-%d}: of the days before, only what they "
            "still offered then is known."
        )
    yield from rises.notes(db, period)
