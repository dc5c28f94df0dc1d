"""What was kept, as ``trends`` and the digest show it."""

from __future__ import annotations

from datetime import date, datetime
from math import inf, sqrt
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.trends.worlds import (
    DAY,
    HOUR,
    OUTLETS,
    QUIET,
    SEAT_FREE,
    by,
    config,
    counts,
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
from cio_digest.models import Topic
from cio_digest.trends import page, titles

if TYPE_CHECKING:
    from cio_digest.models.pages import Trends
    from cio_digest.store import Store

TODAY = NOW.date()


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
    assert (uses - share * entries) / sqrt(share * entries + 0.5) > titles.LEAST


def test_the_digest_tells_what_rises(db: Store) -> None:
    """As the last fetch found it, and the same when it is printed again."""
    morning(db, 8)
    made = digest.make(db, config(), NOW, digest.DigestOptions())
    assert [trend.term for trend in made.rising] == ["seat-free pricing"]
    fetched(db, quiet(NOW + HOUR), NOW + HOUR)
    again = digest.make(db, config(), NOW + 2 * HOUR, digest.DigestOptions())
    assert again.rising == made.rising


def test_the_digest_passes_over_what_rose_long_ago(db: Store) -> None:
    """Two days without a fetch, and nothing is said to rise."""
    morning(db, 8)
    assert digest.make(db, config(), NOW + 2 * DAY, digest.DigestOptions()).rising == ()


def test_a_past_digest_tells_what_rose_then(db: Store) -> None:
    """Not what has come up since."""
    morning(db, 8)
    fetched(db, quiet(NOW + 3 * DAY), NOW + 3 * DAY)
    then = digest.make(db, config(), NOW + 3 * DAY, digest.DigestOptions(day=TODAY))
    assert [trend.term for trend in then.rising] == ["seat-free pricing"]


def test_a_topics_own_digest_has_no_line_of_it(db: Store) -> None:
    """What rises elsewhere is not about that topic."""
    morning(db, 8)
    assert digest.make(db, config(), NOW, digest.DigestOptions(topic="CRM")).rising == ()


def test_stories_have_the_numbers_of_the_digest(db: Store) -> None:
    """What ``explain`` takes; none before a digest is printed."""
    assert morning(db, 8).terms[0].stories[0].number == 0
    made = digest.make(db, config(), NOW, digest.DigestOptions())
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
    return page.one(db, config(), now, term, page.TrendsOptions())


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
    """Four people who point to one page in words that have nothing in common."""
    lived(db, 10)
    titles = ("A plan for the shore", "Ministers publish at last", "Read this", "What it will cost")
    report = "https://gov.example/report"
    story = [
        by(outlet, title, NOW - HOUR)._replace(canonical=report, network="mastodon")
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
    digest.make(db, config(), NOW + DAY, digest.DigestOptions())
    assert [counts(db, table) for table in tables] == before


def test_topics_may_have_any_name(db: Store) -> None:
    """Quotes and all."""
    odd = config(Topic("O'Neill; DROP TABLE terms", ("ferry",)))
    lived(db, 8)
    fetched(db, quiet(NOW), NOW, odd)
    (trend,) = page.everything(db, odd, NOW, page.TrendsOptions()).topics
    assert trend.term == "O'Neill; DROP TABLE terms"
    assert any(trend.history)
    assert QUIET  # the titles that the keyword is in


def test_a_term_that_is_one_affair_says_since_when(db: Store) -> None:
    """By the headline that it began with; a term of today's news alone says nothing of the kind."""
    lived(db, 28)
    early = by(
        "outlet6",
        "Quake near Holmwik damages Brannock, says a ferryman who woke up in the night",
        NOW - 4 * DAY,
        text="The data centre lost power in two halls, and engineers cannot reach it by road.",
    )
    fetched(db, [early], NOW - 4 * DAY)
    texts = (
        "Brannock halls at Holmwik still dark after the quake",
        "Holmwik quake: Brannock flies engineers to its data centre",
        "Days after the quake Brannock waits for power in Holmwik",
    )
    text = "The data centre of Brannock near Holmwik has had no power in two halls since the quake."
    now = [by(OUTLETS[n], each, NOW - HOUR, text=text) for n, each in enumerate(texts)]
    fetched(db, [*quiet(NOW), *now, *told(NOW)], NOW)
    made = shown(db)
    assert len(made.terms) > 1
    assert [(each.day, each.began.title, each.began.url) for each in made.affairs] == [
        (5, early.title, early.url)
    ]
    db.execute("DELETE FROM facts WHERE name = 'affairs kept'")  # as in a store of before
    assert shown(db).affairs == made.affairs


def test_a_story_has_the_headline_that_the_digest_gives_it(db: Store) -> None:
    """Also where that lacks the term; once a digest is printed, the one that stands there."""
    lived(db, 28)
    written = (
        "Seat-free pricing arrives at Northwind",
        "What seat-free pricing at Northwind means",
        "Northwind and seat-free pricing: nine questions",
        "CRM maker sells agents without seats, and vendors follow",
    )
    text = "CRM maker Northwind sells agents without seats; two vendors follow in March."
    news = [by(OUTLETS[n], title, NOW - HOUR, text=text) for n, title in enumerate(written)]
    fetched(db, [*quiet(NOW), *news], NOW)
    (before,) = [story for trend in shown(db).terms for story in trend.stories]
    printed = digest.make(db, config(), NOW, digest.DigestOptions())
    (after,) = [story for trend in shown(db).terms for story in trend.stories]
    (item,) = [each for each in printed.sections[0].items if each.story == after.story]
    assert (after.number, after.title, after.url) == (item.number, item.title, item.url)
    assert (before.number, before.title, before.url) == (0, item.title, item.url)
    assert item.title == written[-1]
