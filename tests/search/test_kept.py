"""Matches that a fetch kept: they are what a morning would find, and are not believed for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved, source

from cio_digest import digest
from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.digest import DigestOptions
from cio_digest.models import Topic
from cio_digest.ranking.topics import Matcher
from cio_digest.search import kept, topical
from cio_digest.store import entries, facts, removal, stories, transaction
from cio_digest.store import matches as match_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cio_digest.models import Digest, Entry
    from cio_digest.ranking.topics import Match
    from cio_digest.store import Store

HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
TOPICS = (
    Topic("CRM", ("CRM", "customer relationship management"), exclude=("webinar",)),
    Topic("Cloud", ("cloud", "Kubernetes")),
    Topic("Coffee", ("arabica",)),
)
PLACES = ("ledger", "gazette", "herald", "courier", "tribune")
TITLES = (
    "Northwind opens its CRM to everyone in Brinmouth",
    "Webinar: what a CRM does for you",
    "Cloud prices rise at Halyard after the outage",
    "Clouds gather over the harbour of Brinmouth",
    "Kubernetes and the CRM of tomorrow",
    "Council meets about the harbour",
)


def told() -> Iterator[Entry]:
    """A few stories, some by several outlets, some of days ago."""
    for number, title in enumerate(TITLES):
        for place in PLACES[: 1 + number % 5]:
            at = NOW - HOUR * (1 + 7 * number)
            url = f"https://{place}.example/{number}"
            aside = "The cloud is mentioned too." if number % 2 else "There is more of it."
            text = f"{title}, says {place} in its report {number} of the week. {aside}"
            yield entry(title, url=url, text=text, source=_feed(place), published=at, outlet=place)


def _feed(place: str) -> str:
    return f"https://{place}.example/feed"


@pytest.fixture
def db(db: Store) -> Store:
    """A store with what is told, learnt from and matched as at a fetch."""
    saved(db, *told())
    keep(db)
    return db


def keep(db: Store, topics: tuple[Topic, ...] = TOPICS) -> None:
    """What a fetch does after it has clustered."""
    topical.learn(db, topics, NOW)
    kept.keep(db, topics, NOW)


def morning(db: Store, topics: tuple[Topic, ...] = TOPICS) -> Digest:
    """The first digest of the day, as if it were the first one ever."""
    config = Config("feeds.toml", Settings(), topics, tuple(source(_feed(each)) for each in PLACES))
    for table in ("digests", "shown"):
        db.execute(f"DELETE FROM {table}")
    return digest.make(db, config, NOW, DigestOptions())


def disbelieved(db: Store) -> None:
    """Let nothing have been kept."""
    facts.remember(db, "matched", 0)


def test_a_morning_shows_the_same_as_if_nothing_had_been_kept(db: Store) -> None:
    """Stories, scores, reasons and all."""
    assert kept.covers(db, TOPICS, NOW - WEEK)
    made = morning(db)
    disbelieved(db)
    assert made == morning(db)
    assert len(made.sections) >= 2


def test_the_reach_of_topics_is_the_same(db: Store) -> None:
    """With what is wrong with them."""
    reached = kept.reach(db, TOPICS, NOW - WEEK, NOW)
    assert reached == topical.reach(db, TOPICS, NOW - WEEK, NOW)
    assert reached["CRM"][0]
    assert "matches nothing" in reached["Coffee"][1]


def test_the_entries_of_a_topic_are_the_same(db: Store) -> None:
    """The newest, however few are wanted."""
    span = (NOW - 2 * DAY, NOW)
    for topic in TOPICS:
        for most in (2, 99):
            ids = {each.id for each in kept.named(db, TOPICS, topic, *span, most=most)}
            real = [each.id for _, each in topical.topical(db, [topic], *span)]
            assert ids == {*sorted(real)[-most:]}


@pytest.mark.parametrize(
    "topics",
    [
        pytest.param((*TOPICS[:2], Topic("Coffee", ("council",))), id="another keyword"),
        pytest.param((*TOPICS[:2], Topic("Coffee", ("arabica",), exclude=("x",))), id="exclusion"),
        pytest.param(TOPICS[:1], id="one of them"),
    ],
)
def test_other_topics_are_matched_anew(db: Store, topics: tuple[Topic, ...]) -> None:
    """At once, and kept at the next fetch."""
    assert not kept.covers(db, topics, NOW - DAY)
    assert kept.reach(db, topics, NOW - WEEK, NOW) == topical.reach(db, topics, NOW - WEEK, NOW)
    keep(db, topics)
    assert kept.covers(db, topics, NOW - DAY)


def test_a_topics_weight_finds_nothing_else(db: Store) -> None:
    """It is for the score, which is not kept."""
    heavy = tuple(topic._replace(weight=3.0) for topic in TOPICS)
    assert kept.covers(db, heavy, NOW - DAY)


def test_what_came_in_since_is_not_missed(db: Store) -> None:
    """A fetch that is cut short has clustered more than it matched."""
    saved(db, entry("A CRM for harbours", source=_feed("ledger"), outlet="ledger"))
    assert not kept.covers(db, TOPICS, NOW - DAY)
    assert "A CRM for harbours" in str(morning(db))
    keep(db)
    assert kept.covers(db, TOPICS, NOW - DAY)
    assert "A CRM for harbours" in str(morning(db))


def test_what_has_no_story_yet_is_not_taken_for_matched(db: Store) -> None:
    """Others cluster while this is learnt from."""
    late = entry("A CRM for harbours", source=_feed("ledger"), outlet="ledger")
    saved(db, late, cluster=False)
    keep(db)
    assert not kept.covers(db, TOPICS, NOW - DAY)
    saved(db, late)
    keep(db)
    assert "A CRM for harbours" in str(morning(db))


def test_an_edited_entry_is_matched_anew(db: Store) -> None:
    """By what it says now."""
    [first, *_] = told()
    saved(db, first._replace(title="Northwind sells ferries", text="No more.", hash="edited"))
    assert not kept.covers(db, TOPICS, NOW - DAY)
    assert "ferries" not in str([section.items for section in morning(db).sections])
    keep(db)
    assert kept.covers(db, TOPICS, NOW - DAY)
    reached = kept.reach(db, TOPICS, NOW - WEEK, NOW)
    assert reached == topical.reach(db, TOPICS, NOW - WEEK, NOW)


def test_what_is_deleted_counts_no_more(db: Store) -> None:
    """It is not in the store."""
    before, _ = kept.reach(db, TOPICS, NOW - WEEK, NOW)["Cloud"]
    found = match_table.about(db, NOW - WEEK, NOW, most=99, sources=map(_feed, PLACES))
    with transaction(db):
        removal.remove(db, [*found.items()])
    assert kept.reach(db, TOPICS, NOW - WEEK, NOW)["Cloud"][0] < before


def test_a_fetch_matches_the_stories_that_are_new(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no others, unless the topics changed."""
    matched: list[Entry] = []
    match_story = Matcher.match_story

    def counting(matcher: Matcher, told: Iterable[Entry]) -> Iterator[tuple[Entry, Match]]:
        several = list(told)
        matched.extend(several)
        return match_story(matcher, several)

    monkeypatch.setattr(Matcher, "match_story", counting)
    kept.keep(db, TOPICS, NOW)
    assert matched == []
    saved(db, entry("A CRM for harbours", source=_feed("ledger"), outlet="ledger"))
    kept.keep(db, TOPICS, NOW)
    assert [each.title for each in matched] == ["A CRM for harbours"]
    matched.clear()
    saved(db, matched_again := entry("A CRM for harbours", source=_feed("ledger"), hash="x"))
    kept.keep(db, TOPICS, NOW)
    assert [each.title for each in matched] == [matched_again.title]
    matched.clear()
    kept.keep(db, TOPICS[:2], NOW)
    assert len(matched) > 5


def test_what_was_kept_stays_bounded(db: Store) -> None:
    """Of stories that ended more than eight days ago nothing is kept."""
    kept.keep(db, TOPICS, NOW + kept.SPAN)
    assert db.execute("SELECT count(*) FROM matches").fetchone() == (0,)
    assert not kept.covers(db, TOPICS, NOW - DAY)


def test_old_entries_of_a_story_that_goes_on_were_matched(db: Store) -> None:
    """Whatever their age: they are told with it."""
    old = entry(
        "An old CRM affair", source=_feed("ledger"), outlet="ledger", published=NOW - 9 * DAY
    )
    new = entry("The CRM affair again", source=_feed("gazette"), outlet="gazette")
    saved(db, old, new)
    keys = db.execute("SELECT id FROM entries WHERE title LIKE '%CRM affair%'").fetchall()
    with transaction(db):
        stories.assign(db, dict.fromkeys([key for (key,) in keys], keys[0][0]))
    keep(db)
    [told_before, told_now] = entries.of_stories(db, [keys[0][0]], NOW)[keys[0][0]]
    matcher = kept.KeptMatcher(db, TOPICS)
    matcher.look_up([told_before, told_now])
    real = topical.matcher(db, TOPICS)
    named = [match for match in real.match(told_before) if match.named]
    assert [match for match in matcher.match(told_before) if match.named] == named
    assert named
    assert matcher._matcher is None
