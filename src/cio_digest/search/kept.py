"""Matches of topics kept at a fetch, so that a morning need not look for them again.

What was matched stays until the topics, an entry's text or this program change; then a morning
matches anew, and the next fetch keeps that.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from cio_digest import __version__
from cio_digest.models import marks
from cio_digest.ranking.hit import Hit, Match
from cio_digest.search import reaches
from cio_digest.store import entries as entry_table
from cio_digest.store import facts, transaction
from cio_digest.store import matches as match_table
from cio_digest.store.engine import ALL
from cio_digest.store.times import moment, seconds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from cio_digest.models import Entry, Topic
    from cio_digest.ranking.topics import Matcher
    from cio_digest.store import Store

SPAN = timedelta(days=8)  # by when entries surfaced
_PART = 200  # stories whose entries are in memory at one time
# The facts that say of which topics, up to which entry and until when.
_TOPICS, _UPTO, _UNTIL = "matched", "matched up to", "matched until"


def keep(db: Store, topics: Sequence[Topic], now: datetime) -> None:
    """Match what is new of the last days, or all of it where the topics or the program changed."""
    from cio_digest.search import topical

    mark, since = _mark(topics), now - SPAN
    after = facts.number(db, _UPTO) if facts.number(db, _TOPICS) == mark else 0
    upto = min(match_table.complete(db), facts.number(db, "indexed"))
    matcher = topical.matcher(db, topics)
    held = {*topical.hits(db, topics, matcher, since, now, most=ALL).values()}
    changed = match_table.changed(db, after, upto)
    outdated = match_table.outdated(db)
    stories = sorted(held & changed | outdated)
    with transaction(db):
        match_table.forget(db, since if after else now)
        for start in range(0, len(stories), _PART):
            told = entry_table.of_stories(db, stories[start : start + _PART], now)
            rows = [_row(*pair) for story in told.values() for pair in matcher.match_story(story)]
            match_table.save(db, [entry.id for story in told.values() for entry in story], rows)
        for name, value in ((_TOPICS, mark), (_UPTO, upto), (_UNTIL, seconds(now))):
            facts.remember(db, name, value)


def covers(db: Store, topics: Sequence[Topic], since: datetime) -> bool:
    """Whether all entries after an instant were matched with these topics."""
    return (
        facts.number(db, _TOPICS) == _mark(topics)
        and facts.number(db, _UPTO) == entry_table.total(db)
        and not match_table.outdated(db)
        and since >= moment(facts.number(db, _UNTIL)) - SPAN
    )


class KeptMatcher:
    """The matches of entries as they were kept.

    Entries of stories that ended before ``SPAN`` are matched when they are met.
    """

    def __init__(self, db: Store, topics: Sequence[Topic]) -> None:
        self._db = db
        self._topics = topics
        self._places = {topic.name: place for place, topic in enumerate(topics)}
        self._until = moment(facts.number(db, _UNTIL))
        self._found: dict[int, list[Match]] = {}
        self._stories: set[int] = set()  # with an entry of the span: all of theirs were matched
        self._matcher: Matcher | None = None

    def look_up(self, entries: Iterable[Entry]) -> None:
        """Look up entries that will be asked for, all of a story at one time."""
        told = list(entries)
        self._stories |= {each.story for each in told if self._is_recent(each)}
        wanted = [each.id for each in told if self._is_kept(each)]
        rows = match_table.of_entries(self._db, wanted)
        for entry in wanted:
            found = [_read(*row) for row in rows.get(entry, ())]
            self._found[entry] = sorted(found, key=lambda match: self._places[match.topic])

    def match(self, entry: Entry) -> Iterator[Match]:
        """The topics an entry is about, in the reader's order, or that it has company of."""
        if entry.id not in self._found:
            if not self._is_kept(entry):
                yield from self._other().match(entry)
                return
            self.look_up([entry])
        yield from self._found[entry.id]

    def match_story(self, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Match]]:
        """What ``match`` gives of each entry."""
        yield from ((entry, match) for entry in entries for match in self.match(entry))

    def _is_recent(self, entry: Entry) -> bool:
        return self._until - SPAN < entry.surfaced <= self._until

    def _is_kept(self, entry: Entry) -> bool:
        return self._is_recent(entry) or entry.story in self._stories

    def _other(self) -> Matcher:
        if self._matcher is None:
            from cio_digest.search import topical  # which most mornings do without

            self._matcher = topical.matcher(self._db, self._topics)
        return self._matcher


if TYPE_CHECKING:
    from cio_digest.ranking.topics import Matcher as _Matcher

    AnyMatcher: TypeAlias = KeptMatcher | _Matcher


def found(
    db: Store,
    topics: Sequence[Topic],
    since: datetime,
    until: datetime,
    *,
    most: int,
    sources: Collection[str],
) -> tuple[AnyMatcher, Mapping[int, int]]:
    """What matches entries, and those of a window that may be in a topic, each with its story.

    They are the newest; ``sources`` are the keys of those that count.
    """
    if topics and covers(db, topics, since):
        return (
            KeptMatcher(db, topics),
            match_table.about(db, since, until, most=most, sources=sources),
        )
    from cio_digest.search import topical

    matcher = topical.matcher(db, topics)
    hits = topical.hits(db, topics, matcher, since, until, most=most, sources=sources)
    return matcher, hits


def reach(
    db: Store, topics: Sequence[Topic], since: datetime, until: datetime
) -> dict[str, tuple[int, str]]:
    """What ``topical.reach`` gives, from what was kept where that is known."""
    if not covers(db, topics, since):
        from cio_digest.search import topical

        return topical.reach(db, topics, since, until)
    counts = match_table.counts(db, since, until)
    total = entry_table.total_between(db, since, until)
    found = {}
    for topic in topics:
        named, about = counts.get(topic.name, (0, 0))
        remark = ""
        if not about or named > reaches.EVERYTHING * total:
            from cio_digest.search import topical

            titles = match_table.titles(db, topic.name, since, until)
            told, _ = topical.counts(db, topic, since, until)
            remark = reaches.remark(told, named, total, titles)
        found[topic.name] = named, remark
    return found


def named(
    db: Store,
    topics: Sequence[Topic],
    topic: Topic,
    since: datetime,
    until: datetime,
    *,
    most: int,
) -> list[Entry]:
    """The newest entries of a span that one of the topics is in."""
    if covers(db, topics, since):
        return entry_table.load(db, match_table.named(db, topic.name, since, until, most=most))
    from cio_digest.search import topical

    return [entry for _, entry in topical.topical(db, [topic], since, until, most=most)]


def _mark(topics: Iterable[Topic]) -> int:
    """What changes when a topic finds something else."""
    finds = [(topic.name, topic.keywords, topic.exclude) for topic in topics]
    return int(marks.mark((__version__, *finds)), 16)


def _row(entry: Entry, match: Match) -> match_table.KeptMatch:
    about = match.named and not match.doubt
    value = (match.score, match.hits, match.excluded, match.doubt)
    text = json.dumps(value, ensure_ascii=False)
    return match_table.KeptMatch(entry.id, entry.surfaced, match.topic, match.named, about, text)


def _read(topic: str, value: str) -> Match:
    score, hits, excluded, doubt = json.loads(value)
    return Match(topic, score, tuple(map(Hit._make, hits)), excluded, doubt)
