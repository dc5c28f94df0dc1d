"""From entries in a real store to what rises in it: on its first day and on its thirtieth."""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.trends.worlds import (
    DAY,
    HOUR,
    OUTLETS,
    SEAT_FREE,
    TOPICS,
    by,
    config,
    fetched,
    lived,
    morning,
    quiet,
    shown,
    terms,
    told,
)

from cio_digest import digest
from cio_digest.errors import CioDigestError
from cio_digest.trends import page

if TYPE_CHECKING:
    from cio_digest.store import Store

TODAY = NOW.date()


@pytest.mark.parametrize("days", [0, 1, 3])
def test_a_new_store_says_how_little_it_knows(db: Store, days: int) -> None:
    """On its first day and on its third nothing rises, and no topic has a ratio."""
    found = morning(db, days)
    assert (found.history, found.terms, found.topics, found.stories) == (days, (), (), ())
    assert found.notes == ("Too little to say what rises: from 7 days on it is said.",)
    assert digest.make(db, config(), NOW, digest.DigestOptions()).rising == ()


@pytest.mark.parametrize("days", [7, 30])
def test_an_older_store_says_what_rises(db: Store, days: int) -> None:
    """From a week on, with who tells it, since when, and the stories behind it."""
    found = morning(db, days)
    assert (terms(found), found.notes) == (["seat-free pricing"], ())
    assert found.history == min(days, 28)
    (trend,) = found.terms
    assert (trend.ratio, trend.since, trend.outlets, trend.voices) == (inf, TODAY, 4, 0)
    assert trend.stories[0].title in SEAT_FREE
    assert trend.stories[0].publisher in OUTLETS


def test_a_first_read_of_old_feeds_makes_no_history_of_its_own(db: Store) -> None:
    """What a slow feed still shows of last month is no month of history."""
    old = [entry for back in range(1, 30) for entry in quiet(NOW - back * DAY, each=1)]
    fetched(db, [*old, *quiet(NOW), *told(NOW)], NOW)
    assert shown(db).history == 0


def test_nothing_read_yet_is_an_error(db: Store) -> None:
    """One line that says what to do."""
    with pytest.raises(CioDigestError, match="cio-digest fetch"):
        shown(db)


def test_more_feeds_make_nothing_rise(db: Store) -> None:
    """Twice the entries since today, with the same shares."""
    for back in range(10, 0, -1):
        at = NOW - back * DAY
        fetched(db, [*quiet(at), *told(at)], at)
    now = [*quiet(NOW), *told(NOW)]
    twins = [
        each._replace(
            source=each.source.replace("outlet", "twin"),
            outlet=each.outlet.replace("outlet", "twin"),
            guid=f"twin {each.guid}",
            url=each.url.replace("outlet", "twin"),
            canonical=each.url.replace("outlet", "twin"),
        )
        for each in now
    ]
    fetched(db, [*now, *twins], NOW)
    assert shown(db).terms == ()


def test_one_loud_source_makes_no_trend_of_a_term_or_a_topic(db: Store) -> None:
    """However often it says so."""
    lived(db, 10)
    loud = [
        by("outlet0", f"{title} {number}", NOW - number * timedelta(minutes=3))
        for number in range(10)
        for title in SEAT_FREE
    ]
    fetched(db, [*quiet(NOW), *loud], NOW)
    found = shown(db)
    assert found.terms == ()
    crm = db.execute("SELECT sum(entries) FROM topic_days WHERE topic = 'CRM'").fetchone()
    assert crm == (30,)
    assert found.topics[0].history[-1] == round(1000 * 3 / 96, 1)  # not forty


def test_a_topic_is_compared_with_its_own_history(db: Store) -> None:
    """One on which three outlets speak for the first time, and one that goes on as ever."""
    found = morning(db, 28)
    crm, ferries = found.topics
    assert (crm.term, crm.ratio, crm.since) == ("CRM", inf, TODAY)
    assert crm.history[-1] == round(1000 * 3 / 60, 1)
    assert ferries.ratio == pytest.approx(1, abs=0.35)
    assert ferries.since is None


def test_topics_that_change_are_counted_anew(db: Store) -> None:
    """At the next fetch, from the entries that are there; till then the page says so."""
    morning(db, 8)
    other = config(TOPICS[0]._replace(keywords=("museum",)))
    stale = page.everything(db, other, NOW, page.TrendsOptions())
    assert "counts them anew" in stale.notes[-1]
    fetched(db, [by("outlet1", "Nothing else", NOW)], NOW, other)
    fresh = page.everything(db, other, NOW, page.TrendsOptions())
    assert fresh.notes == ()
    days = db.execute("SELECT count(DISTINCT day) FROM topic_days WHERE topic = 'CRM'").fetchone()
    assert days == (9,)


def test_an_everyday_word_that_one_story_brought_up_is_no_trend(db: Store) -> None:
    """Its headline says more, and stands among the stories."""
    lived(db, 20)
    titles = (
        "A promise of silent trams at night",
        "Silent at night: the promise that trams keep",
        "Trams that keep a promise and are silent",
        "The promise of trams, and of a silent night",
    )
    text = "The makers of trams keep what they promised: these are silent, at night at least."
    at = [NOW - (n + 1) * HOUR for n in range(4)]
    told = zip(OUTLETS, titles, at, strict=False)
    news = [by(outlet, title, time, text=text) for outlet, title, time in told]
    fetched(db, [*quiet(NOW), *news], NOW)
    found = shown(db)
    assert terms(found) == []
    assert [story.term in titles for story in found.stories] == [True]
