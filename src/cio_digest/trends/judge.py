"""The store's counts to what rises and falls, with the stories behind it, kept for who asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models import Trend
from cio_digest.store import counts, headings, transaction
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store import trends as trend_table
from cio_digest.store.times import day_of
from cio_digest.text import frequency
from cio_digest.text.speakers import speaker
from cio_digest.trends import headlines, titles
from cio_digest.trends.counting import EACH, midnight, oldest

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from cio_digest.config import Config
    from cio_digest.store import Store
    from cio_digest.trends.headlines import Names
    from cio_digest.trends.titles import Burst, Span, Tally

MOST = 20  # of a kind that are kept
WIDE = 3  # outlets that tell a story before its growing is worth a word
_STORIES = 5
DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_ONE_STORY = 2 / 3  # of the entries that carry a term, from which it is one story's
_FADING = 30  # falling terms that are looked at


class TrendInputs(NamedTuple):
    """Where and when trends are looked for: the first day that counts, the names of sources."""

    db: Store
    now: datetime
    first: date
    names: Names

    @property
    def today(self) -> date:
        """The day (UTC) that is judged."""
        return self.now.date()


def on(db: Store, config: Config, now: datetime) -> TrendInputs:
    """The ground of a store at an instant."""
    return TrendInputs(db, now, oldest(now), headlines.names(db, config))


def judge(db: Store, config: Config, now: datetime) -> None:
    """Look for what rises and falls, and keep it as what the day of ``now`` found."""
    from cio_digest.trends import affairs  # which the trend of one term does without

    ground = on(db, config, now)
    totals = titles.Tally(counts.totals(db, ground.first), {})
    days = titles.span(totals, ground.today)
    found: dict[str, list[Trend]] = {}
    if titles.judged(days):
        found[trend_table.RISING] = rising = _rising(ground, days)
        named = {story.story for trend in rising for story in trend.stories}
        found[trend_table.FALLING] = _falling(ground, totals)
        found[trend_table.TOPICS] = _topics(ground, config)
        found[trend_table.STORIES] = _stories(ground, totals, days, named)
    terms = found.get(trend_table.RISING)
    own = affairs.of(db, config, now, terms) if terms else ()
    with transaction(db):
        trend_table.save(db, trend_table.Judged(ground.today, now, len(days.before)), found)
        trend_table.save_affairs(db, ground.today, own)


def shares(uses: Sequence[int], tally: Tally, today: date) -> tuple[float, ...]:
    """Counts by day, today's last, as shares: of a thousand entries of their day.

    A day with hardly an entry, which nothing is compared with, has none.
    """
    days = titles.span(tally, today)
    known = {*days.now, *days.before}
    back = [today - n * DAY for n in reversed(range(len(uses)))]
    return tuple(
        round(1000 * used / tally.totals[day], 1) if day in known else 0.0
        for used, day in zip(uses, back, strict=True)
    )


def _rising(ground: TrendInputs, days: Span) -> list[Trend]:
    since = midnight(min(days.now))
    texts = titles.carried(headings.between(ground.db, since, ground.now + _SECOND))
    kept = counts.of_terms(ground.db, texts, ground.first)
    bursts = titles.bursts(texts, kept, ground.now, MOST)
    return [_trend(ground, burst, kept) for burst in bursts if not _is_no_name(ground.db, burst)]


def _is_no_name(db: Store, burst: Burst) -> bool:
    """Whether a term is an everyday word that one story brought up: its headline says more."""
    if not frequency.zipf(titles.key(burst.term)):
        return False
    told = Counter(entry.story for entry in entry_table.load(db, burst.entries))
    return max(told.values()) >= _ONE_STORY * len(burst.entries)


def _falling(ground: TrendInputs, totals: Tally) -> list[Trend]:
    """What falls, with the stories that it was in."""
    days = titles.span(totals, ground.today, titles.WEEK)
    expected = titles.expectation(days)
    fallen = counts.fallen(ground.db, expected, days.now, least=titles.LEAST, floor=titles.FLOOR)
    kept = counts.of_terms(ground.db, fallen, ground.first)
    fading = titles.fading(fallen, kept, ground.today)[:_FADING]
    since = midnight(ground.first)
    entries = headlines.using(ground.db, fading, since, ground.now)
    texts = titles.carried(headings.of(ground.db, entries))
    kept = counts.of_terms(ground.db, texts, ground.first)
    falls = titles.falls(texts, kept, ground.now, MOST)
    return [_trend(ground, fall, kept) for fall in falls]


def _trend(ground: TrendInputs, burst: Burst, tally: Tally) -> Trend:
    return Trend(
        term=burst.term,
        ratio=burst.ratio,
        history=shares(burst.history, tally, ground.today),
        since=burst.since,
        outlets=burst.outlets,
        voices=burst.voices,
        stories=headlines.of(ground.db, burst.entries, ground.names, ground.now),
    )


def _topics(ground: TrendInputs, config: Config) -> list[Trend]:
    """Every topic of the reader's, in their order, whether it moves or not."""
    names = [topic.name for topic in config.topics]
    kept = counts.of_topics(ground.db, names, ground.first, per_outlet=EACH)
    return [plain(topic.name, kept, ground.today) for topic in config.topics]


def plain(name: str, tally: Tally, today: date) -> Trend:
    """Whatever is counted under a name, rising or not; without a ratio where history is short."""
    days = titles.span(tally, today)
    history = shares(titles.counted(name, tally, today), tally, today)
    if not titles.judged(days):
        return Trend(name, None, history)
    found = titles.rise(name, tally, days)
    moved = found.deviations >= titles.LEAST
    return Trend(name, found.ratio, history, titles.since(name, tally, today) if moved else None)


def _stories(
    ground: TrendInputs, totals: Tally, days: Span, without: Collection[int]
) -> list[Trend]:
    """The stories that grow most above what they were, but for those named already."""
    told: dict[date, dict[str, int]] = defaultdict(dict)
    grown = ground.now - DAY
    for story, day, outlets in story_table.daily(
        ground.db, midnight(ground.first), grown, outlets=WIDE
    ):
        told[day_of(day)][str(story)] = outlets
    kept = totals._replace(counts=told)
    stories = {story for day in days.now for story in told[day]} - set(map(str, without))
    risen = {story: titles.rise(story, kept, days) for story in stories}
    growing = sorted(
        (story for story, found in risen.items() if found.deviations >= titles.LEAST),
        key=lambda story: (-risen[story].deviations, int(story)),
    )
    return [_story(ground, int(story), kept, days) for story in growing[:_STORIES]]


def _story(ground: TrendInputs, story: int, tally: Tally, days: Span) -> Trend:
    entries = entry_table.of_stories(ground.db, [story], ground.now)[story]
    now = [entry for entry in entries if entry.surfaced.date() in days.now]
    (headline,) = headlines.of(ground.db, [entries[0].id], ground.names, ground.now)
    return plain(str(story), tally, ground.today)._replace(
        term=headline.title,
        outlets=len({speaker(entry) for entry in now}),
        voices=len({speaker(entry) for entry in now if entry.network}),
        stories=(headline,),
    )
