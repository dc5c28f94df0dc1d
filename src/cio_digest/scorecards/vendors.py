"""What was told of the vendors that the reader watches: by day, by whom, and what it reports.

A story is a vendor's where a headline of it has the vendor's name, an alias or a product of the
stack; what a text says by the way is none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.digest import explain, items
from cio_digest.models import Topic
from cio_digest.models.pages import VendorPage
from cio_digest.models.records import CountedEvent, StoriesTold, VendorStory, WatchedVendor
from cio_digest.ranking import topics
from cio_digest.search import topical
from cio_digest.store import entries as entry_table
from cio_digest.store import stories as story_table
from cio_digest.store import trends as trend_table
from cio_digest.text import days, events, products, speakers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime, timedelta

    from cio_digest.config import Config
    from cio_digest.models import Entry
    from cio_digest.store import Store

MOST = 20_000  # entries with a vendor's name that are looked at, the newest first
WEEK = 7
_RISES = 2.0  # times as many as in a usual week, and at least so many stories
_LEAST = 4


class Watch(NamedTuple):
    """A vendor with its names, and what of it the reader runs."""

    name: str
    aliases: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


def watched(config: Config) -> list[Watch]:
    """The vendors of [vendors], then those of the stack; a topic of the same name adds its words.

    The names of products are aliases of their vendor.
    """
    named = {products.plain(each.name): (each.name, each.aliases) for each in config.vendors}
    for each in config.stack:
        named.setdefault(products.plain(each.vendor), (each.vendor, ()))
    words = {products.plain(topic.name): topic.keywords for topic in config.topics}
    found = []
    for key, (name, aliases) in named.items():
        stack = [each for each in config.stack if products.plain(each.vendor) == key]
        several = [*aliases, *words.get(key, ())]
        several += [word for each in stack for word in (each.name, *each.aliases)]
        own = dict.fromkeys(word for word in several if word.casefold() != name.casefold())
        runs = dict.fromkeys(map(products.shown, stack))
        found.append(Watch(name, tuple(own), tuple(runs)))
    return found


def told(
    db: Store, config: Config, watches: Sequence[Watch], now: datetime, span: timedelta
) -> dict[str, list[Entry]]:
    """The entries of a span with each vendor's name in their title, oldest first.

    Whether "Box" is the vendor or a box is learnt from how these entries write it.
    """
    sought = [Topic(each.name, (each.name, *each.aliases)) for each in watches]
    sources = [source.key for source in config.sources]
    bare = topics.compile(sought)
    keys = topical.hits(db, sought, bare, now - span, now, most=MOST, sources=sources)
    entries = sorted(entry_table.load(db, keys), key=lambda entry: (entry.surfaced, entry.id))
    found = topics.compile(sought, usages=topics.usages(sought, entries))
    named: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for match in found.match(entry):
            if any(hit.kind == "whole" and hit.where == "title" for hit in match.hits):
                named[match.topic].append(entry)
    return named


def figures(
    config: Config, watch: Watch, entries: Sequence[Entry], now: datetime, length: int
) -> WatchedVendor:
    """How a vendor fared over so many days of the reader's calendar, by the entries that name it.

    A usual week is known where the first story is two weeks old or more.
    """
    zone = config.settings.timezone
    today = days.today(now, zone)
    begun = [
        min(max((today - days.today(group[0].surfaced, zone)).days, 0), length - 1)
        for group in _by_story(entries).values()
    ]
    history = Counter(begun)
    week = sum(day < WEEK for day in begun)
    earlier, before = len(begun) - week, max(begun, default=0) + 1 - WEEK
    return WatchedVendor(
        name=watch.name,
        aliases=watch.aliases,
        runs=watch.runs,
        stories=len(begun),
        outlets=len({speakers.speaker(entry) for entry in entries}),
        week=week,
        usual=round(earlier * WEEK / before, 1) if earlier and before >= WEEK else None,
        history=tuple(history[day] for day in reversed(range(length))),
        events=_events(entries, _selling(config)),
    )


def rises(figures: WatchedVendor) -> bool:
    """Whether clearly more was told in the last week than in a usual one."""
    return bool(figures.usual) and figures.week >= max(_LEAST, _RISES * (figures.usual or 0))


def page(
    db: Store, config: Config, watch: Watch, entries: Sequence[Entry], now: datetime, length: int
) -> VendorPage:
    """The vendor's page, its newest stories first."""
    named = explain.named(db, config, entries)
    stories = [_story(group, _selling(config)) for group in _by_story(named).values()]
    stories.sort(key=lambda story: (story.published, story.story), reverse=True)
    tellers = Counter(
        publisher
        for group in _by_story(named).values()
        for publisher in {entry.publisher for entry in group}
    )
    ranked = sorted(tellers.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    covered = tuple(StoriesTold(name, count) for name, count in ranked)
    rising = _rising(db, now, {story.story for story in stories})
    made = figures(config, watch, entries, now, length)
    return VendorPage(made, covered, rising, tuple(stories))


def _by_story(entries: Iterable[Entry]) -> Mapping[int, list[Entry]]:
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.story].append(entry)
    return groups


def _selling(config: Config) -> set[str]:
    """The keys of sources that sell what they write about, whose headlines come last."""
    return {source.key for source in config.sources if source.role == "vendor"}


def _events(entries: Iterable[Entry], selling: Collection[str]) -> tuple[CountedEvent, ...]:
    shown = (items.headline(group, selling) for group in _by_story(entries).values())
    counts = Counter(found.name for each in shown if (found := events.event(each.title)))
    return tuple(CountedEvent(*pair) for pair in counts.most_common())


def _story(group: Sequence[Entry], selling: Collection[str]) -> VendorStory:
    """A story by the headline that a digest would show, of those that name the vendor."""
    shown, first = items.headline(group, selling), group[0]
    found = events.event(shown.title)
    return VendorStory(
        story=shown.story,
        title=shown.title,
        url=shown.url,
        published=first.published or first.surfaced,
        publisher=shown.publisher,
        others=max(0, speakers.independent(group) - 1),
        event=found.name if found else "",
        words=found.words if found else "",
    )


def _rising(db: Store, now: datetime, stories: set[int]) -> tuple[str, ...]:
    """The terms that rose when that was last looked for, with a story of the vendor's behind."""
    judged = trend_table.latest(db, now)
    if judged is None:
        return ()
    found = []
    for trend in trend_table.load(db, judged.day, trend_table.RISING):
        current = story_table.current(db, [each.story for each in trend.stories])
        if not stories.isdisjoint(current):
            found.append(trend.term)
    return tuple(found)
