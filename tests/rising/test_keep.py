"""From entries in a real store to what rises: counted once, judged at each fetch, then read."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import inf, sqrt
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import saved
from tests.rising.worlds import (
    DAY,
    HOUR,
    OUTLETS,
    QUIET,
    SEAT_FREE,
    TOPICS,
    by,
    config,
    counts,
    fetched,
    lived,
    quiet,
    shown,
    told,
)

from cio_digest import digest, rising, trends
from cio_digest.errors import CioDigestError
from cio_digest.models import Topic
from cio_digest.rising import page
from cio_digest.store import counts as count_table
from cio_digest.store import opened, transaction
from cio_digest.store import stories as story_table

if TYPE_CHECKING:
    from cio_digest.pages import Trends
    from cio_digest.store import Store

TODAY = NOW.date()


def morning(db: Store, days: int) -> Trends:
    """A store so many days old on which a piece of news breaks."""
    lived(db, days)
    fetched(db, [*quiet(NOW), *told(NOW)], NOW)
    found: Trends = shown(db)
    return found


def terms(found: Trends) -> list[str]:
    return [trend.term for trend in found.terms]


# --- a new store, and one of a month ------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "0 days of history"), (1, "1 day of history"), (3, "3 days of history")],
)
def test_a_new_store_says_how_little_it_knows(db: Store, days: int, said: str) -> None:
    """On its first day and on its third nothing rises, and no topic has a ratio."""
    found = morning(db, days)
    assert (found.history, found.terms, found.topics, found.stories) == (days, (), (), ())
    assert found.notes == (f"{said}: too little to say what rises. From 7 days on it is said.",)
    assert digest.make(db, config(), NOW, digest.Options()).rising == ()


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


# --- counts ---------------------------------------------------------------------------------------


def test_counts_added_bit_by_bit_are_those_of_one_go(db: Store) -> None:
    """A run for each entry or one for all: the same figures."""
    entries = [*quiet(NOW), *told(NOW), *told(NOW - DAY)]
    for each in entries:
        fetched(db, [each], NOW)
    with opened(":memory:") as other:
        fetched(other, entries, NOW)
        for table in ("terms", "days", "topic_days", "trends"):
            assert counts(db, table) == counts(other, table)
            assert table == "trends" or counts(db, table)


def test_an_entry_that_changes_is_not_counted_again(db: Store) -> None:
    """An edit, and the next run after it, add nothing."""
    first = by("outlet0", "Northwind opens seat-free pricing", NOW - HOUR)
    fetched(db, [first], NOW)
    before = [counts(db, table) for table in ("terms", "days", "topic_days")]
    edited = first._replace(title="Northwind and Halyard open it", hash="2")
    fetched(db, [edited], NOW + HOUR)
    assert db.execute("SELECT title FROM entries").fetchall() == [(edited.title,)]
    assert [counts(db, table) for table in ("terms", "days", "topic_days")] == before


def test_stories_that_merge_leave_counts_alone(db: Store) -> None:
    """And the kept headlines lead to the story that is left."""
    found = morning(db, 8)
    before = counts(db)
    story = found.terms[0].stories[0].story
    other = db.execute("SELECT min(id) FROM stories WHERE id <> ?", (story,)).fetchone()[0]
    with transaction(db):
        story_table.assign(db, {}, [(story, other)])
    rising.keep(db, config(), NOW)
    assert counts(db) == before
    assert next(iter(shown(db).terms[0].stories)).story == other


def test_a_run_that_is_cut_short_counts_nothing_twice(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of it, the next run ends with the same counts."""
    entries = [*quiet(NOW), *told(NOW)]
    saved(db, *entries)
    with monkeypatch.context() as broken:
        broken.setattr(count_table, "add_topics", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rising.keep(db, config(), NOW)
    rising.keep(db, config(), NOW)
    with opened(":memory:") as other:
        fetched(other, entries, NOW)
        for table in ("terms", "days", "topic_days"):
            assert counts(db, table) == counts(other, table)


def test_the_tables_stay_bounded(db: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """31 days of terms and topics, of each day that is over the commonest."""
    monkeypatch.setattr(trends, "MOST", 10)
    lived(db, 40)
    fetched(db, quiet(NOW), NOW)
    oldest = (TODAY - date(1970, 1, 1)).days - 30
    assert db.execute("SELECT min(day) FROM terms").fetchone() == (oldest,)
    assert db.execute("SELECT min(day) FROM topic_days").fetchone() == (oldest,)
    most = "SELECT max(n) FROM (SELECT count(*) AS n FROM terms WHERE day {} GROUP BY day)"
    assert db.execute(most.format(f"<= {oldest + 27}")).fetchone() == (10,)
    assert db.execute(most.format(f"> {oldest + 27}")).fetchone()[0] > 10


def test_noise_is_not_counted(db: Store) -> None:
    """A press release in four places is no trend."""
    lived(db, 8)
    loud = [each._replace(noise=("press release",)) for each in told(NOW)]
    fetched(db, [*quiet(NOW), *loud], NOW)
    assert shown(db).terms == ()
    assert ("northwind", TODAY) not in {(row[0], row[1]) for row in counts(db)}


# --- what makes no trend --------------------------------------------------------------------------


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


# --- topics ---------------------------------------------------------------------------------------


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
    stale = page.everything(db, other, NOW, page.Options())
    assert "counts them anew" in stale.notes[-1]
    fetched(db, [by("outlet1", "Nothing else", NOW)], NOW, other)
    fresh = page.everything(db, other, NOW, page.Options())
    assert fresh.notes == ()
    days = db.execute("SELECT count(DISTINCT day) FROM topic_days WHERE topic = 'CRM'").fetchone()
    assert days == (9,)


# --- the page and the digest ----------------------------------------------------------------------


def test_the_figures_of_a_term_are_those_of_the_store(db: Store) -> None:
    """Share, ratio and history, worked out with SQL."""
    lived(db, 28)
    fetched(db, [by("outlet7", "Seat-free pricing, first heard", NOW - 9 * DAY)], NOW - 9 * DAY)
    fetched(db, [*quiet(NOW), *told(NOW)], NOW)
    (trend,) = shown(db).terms
    rows = db.execute(
        "SELECT d.day, d.entries, coalesce(t.outlets, 0) FROM days d LEFT JOIN terms t "
        "ON t.day = d.day AND t.term = 'seat free pricing' ORDER BY d.day"
    ).fetchall()
    today, entries, uses = rows[-1]
    before = rows[-29:-1]
    weights = [0.5 ** ((today - day) / 7) for day, _, _ in before]
    share = sum(w * n for w, (_, _, n) in zip(weights, before, strict=True)) / sum(
        w * total for w, (_, total, _) in zip(weights, before, strict=True)
    )
    assert (entries, uses) == (60, 3)
    assert trend.ratio == pytest.approx((uses + 0.5) / (share * entries + 0.5))
    assert trend.history[-1] == round(1000 * uses / entries, 1)
    assert (uses - share * entries) / sqrt(share * entries + 0.5) > trends.LEAST


def test_the_digest_tells_what_rises(db: Store) -> None:
    """As the last fetch found it, and the same when it is printed again."""
    morning(db, 8)
    made = digest.make(db, config(), NOW, digest.Options())
    assert [trend.term for trend in made.rising] == ["seat-free pricing"]
    fetched(db, quiet(NOW + HOUR), NOW + HOUR)
    again = digest.make(db, config(), NOW + 2 * HOUR, digest.Options())
    assert again.rising == made.rising


def test_the_digest_passes_over_what_rose_long_ago(db: Store) -> None:
    """Two days without a fetch, and nothing is said to rise."""
    morning(db, 8)
    assert digest.make(db, config(), NOW + 2 * DAY, digest.Options()).rising == ()


def test_a_past_digest_tells_what_rose_then(db: Store) -> None:
    """Not what has come up since."""
    morning(db, 8)
    fetched(db, quiet(NOW + 3 * DAY), NOW + 3 * DAY)
    then = digest.make(db, config(), NOW + 3 * DAY, digest.Options(day=TODAY))
    assert [trend.term for trend in then.rising] == ["seat-free pricing"]


def test_a_topics_own_digest_has_no_line_of_it(db: Store) -> None:
    """What rises elsewhere is not about that topic."""
    morning(db, 8)
    assert digest.make(db, config(), NOW, digest.Options(topic="CRM")).rising == ()


def test_stories_have_the_numbers_of_the_digest(db: Store) -> None:
    """What ``explain`` takes; none before a digest is printed."""
    assert morning(db, 8).terms[0].stories[0].number == 0
    made = digest.make(db, config(), NOW, digest.Options())
    numbers = {item.story: item.number for item in digest.items.shown(made)}
    story = shown(db).terms[0].stories[0]
    assert story.number == numbers[story.story] > 0


def test_an_earlier_day_is_shown_as_it_was(db: Store) -> None:
    """And a day without a fetch is an error."""
    lived(db, 8)
    fetched(db, [*quiet(NOW - DAY), *told(NOW - DAY)], NOW - DAY)
    fetched(db, quiet(NOW), NOW)
    assert terms(shown(db)) == []
    assert terms(shown(db, day=TODAY - DAY)) == ["seat-free pricing"]
    with pytest.raises(CioDigestError, match="nothing was counted on 2026-10-01"):
        shown(db, day=date(2026, 10, 1))


def test_what_falls(db: Store) -> None:
    """Told for two weeks and silent for one; it is gone from what rises."""
    for back in range(28, 0, -1):
        at = NOW - back * DAY
        fetched(db, [*quiet(at), *(told(at) if back > 8 else [])], at)
    fetched(db, quiet(NOW), NOW)
    found = shown(db, falling=True)
    assert (found.heading, terms(found)) == ("Falling", ["seat-free pricing"])
    assert found.terms[0].ratio < 0.5
    assert found.terms[0].outlets == 0
    assert found.terms[0].stories
    assert (found.topics, found.stories) == ((), ())


def test_options_bound_the_page(db: Store) -> None:
    """So many terms, lines of so many days."""
    lived(db, 10)
    second = [
        by(outlet, f"Passkeys replace passwords at {bank}", NOW - HOUR)
        for outlet, bank in zip(OUTLETS, ("Alder", "Birch", "Cedar"), strict=False)
    ]
    fetched(db, [*quiet(NOW), *told(NOW), *second], NOW)
    assert len(shown(db).terms) == 2
    assert len(shown(db, most=1).terms) == 1
    assert {len(trend.history) for trend in shown(db, days=5).terms} == {5}


def one(db: Store, term: str, now: datetime = NOW) -> Trends:
    return page.one(db, config(), now, term, page.Options())


@pytest.mark.parametrize("asked", ["seat-free pricing", "Seat Free Pricing", "seat-free  pricing"])
def test_one_term_whether_it_rises_or_not(db: Store, asked: str) -> None:
    """In any spelling, with the figures that it has in the list."""
    listed = morning(db, 8).terms[0]
    (trend,) = one(db, asked).terms
    assert trend.term == asked
    assert (trend.ratio, trend.history) == (listed.ratio, listed.history)
    assert trend.outlets == 3  # those that use this very name
    assert {story.title for story in trend.stories} <= set(SEAT_FREE)


def test_one_topic_by_its_name(db: Store) -> None:
    """In any case, with its stories."""
    listed = morning(db, 8).topics[0]
    (trend,) = one(db, "crm").terms
    assert (trend.term, trend.ratio, trend.history) == ("CRM", listed.ratio, listed.history)
    assert trend.outlets == 3
    assert trend.stories


@pytest.mark.parametrize("asked", ["zzz", "", '"', "a b c d e", "東京"])
def test_a_term_that_nobody_used(db: Store, asked: str) -> None:
    """Is said to be so, whatever stands in it."""
    morning(db, 8)
    assert "Nobody said" in one(db, asked).notes[0]


def test_a_story_that_grows_without_a_name(db: Store) -> None:
    """Four outlets that point to one page in words that have nothing in common."""
    lived(db, 10)
    titles = ("A plan for the shore", "Ministers publish at last", "Read this", "What it will cost")
    report = "https://gov.example/report"
    story = [
        by(outlet, title, NOW - HOUR)._replace(canonical=report)
        for outlet, title in zip(OUTLETS, titles, strict=False)
    ]
    fetched(db, [*quiet(NOW), *story], NOW)
    found = shown(db)
    assert found.terms == ()
    (trend,) = found.stories
    assert (trend.ratio, trend.since, trend.outlets) == (inf, TODAY, 4)
    assert trend.term == trend.stories[0].title in titles


def test_what_is_shown_is_read_not_counted(db: Store) -> None:
    """Showing trends or a digest writes nothing to the counts."""
    morning(db, 8)
    tables = ("terms", "days", "topic_days", "trends")
    before = [counts(db, table) for table in tables]
    shown(db, NOW + DAY)
    one(db, "ferry", NOW + DAY)
    digest.make(db, config(), NOW + DAY, digest.Options())
    assert [counts(db, table) for table in tables] == before


def test_topics_may_have_any_name(db: Store) -> None:
    """Quotes and all."""
    odd = config(Topic("O'Neill; DROP TABLE terms", ("ferry",)))
    lived(db, 8)
    fetched(db, quiet(NOW), NOW, odd)
    (trend,) = page.everything(db, odd, NOW, page.Options()).topics
    assert trend.term == "O'Neill; DROP TABLE terms"
    assert any(trend.history)
    assert QUIET  # the titles that the keyword is in
