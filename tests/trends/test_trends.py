"""What rises above its own history is found, and nothing else is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cio_digest.models import Entry
from cio_digest.trends import titles

if TYPE_CHECKING:
    from random import Random

TODAY = date(2026, 3, 4)  # a Wednesday
SEAT_FREE = [
    "Northwind opens seat-free pricing for agents",
    "Seat-free pricing for agents shakes vendors",
    "Northwind agents go seat-free, vendors follow",
    "Vendors weigh Northwind and its seat-free pricing",
]
QUIET = [
    "Harbour bridge reopens",
    "Council budget passes",
    "Rain expected later",
    "Ferry timetable",
    "Museum gets new roof",
    "Library opens early",
    "Tram line extended",
    "Market square repaved",
]


def entry(title: str, day: date = TODAY, outlet: str = "a", number: int = 0) -> Entry:
    """An entry of one outlet on one day."""
    at = datetime.combine(day, time(9), timezone.utc)
    return Entry(outlet, title, "", "", title, "", at, at, at, outlet=outlet, id=number)


def days(number: int, until: date = TODAY) -> list[date]:
    """So many days before a day, oldest first."""
    return [until - timedelta(days=back) for back in range(number, 0, -1)]


def quiet(on: list[date], each: int = 60) -> list[Entry]:
    """Days of news from ten outlets in which nothing rises."""
    return [
        entry(QUIET[i % len(QUIET)], day, f"outlet {i % 10}") for day in on for i in range(each)
    ]


def told(titles: list[str], on: date = TODAY, outlets: int = 4) -> list[Entry]:
    """A piece of news, each title by the next outlet."""
    return [entry(title, on, f"outlet {i % outlets}") for i, title in enumerate(titles)]


def rising(entries: list[Entry], today: date = TODAY) -> list[titles.Burst]:
    """What rises, of entries counted day by day."""
    numbered = [each._replace(id=number) for number, each in zip(count(1), entries, strict=False)]
    kept = titles.tally(numbered)
    return titles.bursts(titles.carried(numbered), kept, evening(today))


def evening(day: date) -> datetime:
    """The end of a day."""
    return datetime.combine(day, time(23, 59), timezone.utc)


def test_a_rise_is_found_by_its_name_and_entries() -> None:
    """Once, under its longest name as written, with who carries it and its history."""
    past = quiet([*days(28), TODAY])
    found = rising([*past, *told(SEAT_FREE)])
    assert [each.term for each in found] == ["seat-free pricing"]
    (burst,) = found
    assert burst.entries == tuple(range(len(past) + 1, len(past) + 5))
    assert burst.outlets == 4
    assert burst.history == (0,) * 27 + (3,)
    assert burst.since == TODAY


def test_a_steady_term_does_not_rise() -> None:
    """What is told as often every day is no news."""
    always = [*days(28), TODAY]
    assert (
        rising([*quiet(always), *(each for day in always for each in told(SEAT_FREE, day))]) == []
    )


def test_more_feeds_alone_make_nothing_rise() -> None:
    """Twice the entries with the same shares since today: rates are compared, not counts."""
    before = [each for day in days(28) for each in [*quiet([day]), *told(SEAT_FREE, day)]]
    now = [*quiet([TODAY]), *told(SEAT_FREE)]
    twins = [each._replace(outlet=f"{each.outlet} twin") for each in now]
    assert rising([*before, *now, *twins]) == []


def test_twice_the_feeds_all_along_find_the_same() -> None:
    """The terms and how much they rose."""
    past = [each for day in days(28) for each in told(SEAT_FREE[:1], day)]
    once = [*quiet([*days(28), TODAY]), *past, *told(SEAT_FREE)]
    twice = [*once, *[each._replace(outlet=f"{each.outlet} twin") for each in once]]
    pairs = [[(each.term, each.ratio) for each in rising(said)] for said in (once, twice)]
    assert pairs[0]
    assert [term for term, _ in pairs[0]] == [term for term, _ in pairs[1]]
    # What steadies a ratio is the same half entry in both, and weighs less among more of them.
    assert [ratio for _, ratio in pairs[0]] == pytest.approx([r for _, r in pairs[1]], rel=0.3)


@pytest.mark.parametrize("each", [60, 8], ids=["full days", "short days, taken together"])
def test_one_loud_source_makes_no_trend(each: int) -> None:
    """However often it repeats itself, and for days."""
    loud = [said for day in [*days(2), TODAY] for said in told(SEAT_FREE, day, outlets=1)]
    assert rising([*quiet([*days(28), TODAY], each), *loud]) == []


def test_a_loud_source_counts_once_beside_others() -> None:
    """Its repetitions add nothing to a term's count of the day."""
    loud = titles.tally([*told(SEAT_FREE), *told(SEAT_FREE[:1] * 9, outlets=1)])
    assert loud.counts[TODAY]["seat free"] == 4


def test_words_that_go_with_anything_do_not_rise() -> None:
    """A word whose entries share nothing else is a habit, not a piece of news."""
    scattered = [f"{title}: latest" for title in QUIET[:5]]
    assert rising([*quiet([*days(28), TODAY]), *told(scattered)]) == []


@pytest.mark.parametrize("past", [0, 1, 2, titles.LEAST_HISTORY - 1])
def test_a_new_store_claims_nothing(past: int) -> None:
    """And says how many days it has."""
    entries = [*quiet([*days(past), TODAY]), *told(SEAT_FREE)]
    assert rising(entries) == []
    assert titles.history(titles.tally(entries), TODAY) == past


def test_a_week_of_history_is_enough() -> None:
    """So that every weekday has been seen once."""
    assert rising([*quiet([*days(titles.LEAST_HISTORY), TODAY]), *told(SEAT_FREE)])


def test_what_comes_every_week_does_not_rise() -> None:
    """A Wednesday is compared with Wednesdays too."""
    weekly = [each for back in (7, 14, 21, 28) for each in told(SEAT_FREE, days(back)[0])]
    assert rising([*quiet([*days(28), TODAY]), *weekly, *told(SEAT_FREE)]) == []


def test_three_pieces_of_news_are_three_bursts() -> None:
    """The strongest first; terms of one piece of news are folded into one."""
    second = [f"Passkeys replace passwords at {bank}" for bank in ("Alder", "Birch", "Cedar")]
    third = [f"Cable cut slows Baltic traffic, {who} say" for who in ("ministers", "carriers")]
    third += ["Baltic cable cut slows traffic again"]
    found = rising([*quiet([*days(28), TODAY]), *told(SEAT_FREE), *told(second), *told(third)])
    entries = [set(each.entries) for each in found]
    assert len(found) == 3
    assert not any(one & other for i, one in enumerate(entries) for other in entries[:i])


def test_a_rise_tells_since_when() -> None:
    """The first of the days in a row on which it stood out."""
    two = days(2)
    past = [*quiet([*days(28), TODAY]), *told(SEAT_FREE, two[0]), *told(SEAT_FREE * 2, two[1], 8)]
    (burst,) = rising([*past, *told(SEAT_FREE * 4, outlets=16)])
    assert burst.since == two[0]


def test_a_term_that_was_not_used_today_is_over() -> None:
    """Even where today is short and yesterday still counts as now."""
    past = [*quiet([*days(28), TODAY], each=8), *told(SEAT_FREE, days(1)[0])]
    assert rising(past) == []


def test_counts_are_added_to_and_never_recounted() -> None:
    """A day counted in two goes has the same counts as in one."""
    early, late = [*quiet([TODAY]), *told(SEAT_FREE[:2])], told(SEAT_FREE[1:])
    assert titles.add(titles.tally(early), titles.tally(late, early)) == titles.tally(early + late)


def test_old_counts_are_dropped_and_change_nothing() -> None:
    """The table stays bounded."""
    entries = [*quiet([*days(60), TODAY]), *told(SEAT_FREE)]
    kept = titles.tally(entries)
    pruned = titles.prune(kept, TODAY)
    assert len(pruned.totals) == len(pruned.counts) == titles.KEPT
    texts, now = titles.carried(entries), evening(TODAY)
    assert titles.bursts(texts, pruned, now) == titles.bursts(texts, kept, now)


def test_a_day_that_is_over_keeps_its_commonest_terms() -> None:
    """However much comes in; the last days keep everything, as who said what may still matter."""
    past = TODAY - timedelta(days=titles.RECENT)
    crowded = {f"word{number}": 1 for number in range(titles.MOST)}
    kept = titles.Tally(
        {past: 9, TODAY: 9}, {day: {**crowded, "ferry": 2} for day in (past, TODAY)}
    )
    pruned = titles.prune(kept, TODAY).counts
    assert (len(pruned[past]), len(pruned[TODAY])) == (titles.MOST, titles.MOST + 1)
    assert pruned[past]["ferry"] == 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("", {}, id="nothing"),
        pytest.param("The of and 2026", {}, id="no telling word"),
        pytest.param("Banks rally", {"bank", "rally", "bank rally"}, id="plural"),
        pytest.param("Élan: Gain", {"elan", "gain"}, id="a name ends at punctuation"),
        pytest.param("Bank of Spain", {"bank", "spain"}, id="a name ends at a stop word"),
        pytest.param("Marrow & Pike", {"marrow", "pike", "marrow pike"}, id="and"),
        pytest.param("Rivals gang up before Monday", {"rival", "gang", "rival gang"}, id="fillers"),
        pytest.param("seat-free", {"seat", "free", "seat free"}, id="hyphen"),
        pytest.param("東京五輪", {"東京", "京五", "五輪"}, id="unspaced script"),
    ],
)
def test_terms_of_a_title(title: str, expected: set[str]) -> None:
    """Words and names, folded."""
    assert set(titles.terms(title)) == set(expected)


def test_copies_are_one_telling() -> None:
    """A wire's report in four papers is not yet four reports."""
    copies = told(SEAT_FREE[:1] * 4)
    assert rising([*quiet([*days(28), TODAY]), *copies]) == []


def test_a_morning_is_judged_with_the_day_before() -> None:
    """What rose yesterday is still told at breakfast, when hardly anything has come in."""
    yesterday = days(1)[0]
    past = [*quiet(days(28), each=200), *told(SEAT_FREE, yesterday), *quiet([TODAY], each=60)]
    numbered = [each._replace(id=number) for number, each in enumerate(past, 1)]
    kept, texts = titles.tally(numbered), titles.carried(numbered)
    breakfast = datetime.combine(TODAY, time(6, 30), timezone.utc)
    found = titles.bursts(texts, kept, breakfast)
    assert [(each.term, each.since) for each in found] == [("seat-free pricing", yesterday)]
    assert titles.bursts(texts, kept, evening(TODAY)) == []


def test_days_with_hardly_an_entry_are_no_history() -> None:
    """What slow feeds still show of last month does not make a new store an old one."""
    sparse = [each for day in days(28) for each in quiet([day], each=3)]
    entries = [*sparse, *quiet([TODAY], each=300), *told(SEAT_FREE)]
    assert titles.history(titles.tally(entries), TODAY) == 0
    assert rising(entries) == []


def test_figures_are_worked_out_by_hand() -> None:
    """One of 60 entries on each day before lets expect 64/60 of today's 64; five came."""
    before = days(28)
    totals = {**dict.fromkeys(before, 60), TODAY: 64}
    used = {**{day: {"passkey": 1} for day in before}, TODAY: {"passkey": 5}}
    kept = titles.Tally(totals, used)
    found = titles.rise("passkey", kept, titles.span(kept, TODAY))
    assert found.ratio == pytest.approx(3.5106, rel=1e-4)  # (5 + 0.5) / (1.0667 + 0.5)
    assert found.deviations == pytest.approx(3.1426, rel=1e-4)  # (5 - 1.0667) / sqrt(1.5667)


def test_figures_are_those_of_the_name_shown() -> None:
    """Whoever looks the name up finds the same counts."""
    kept = titles.tally(told(SEAT_FREE))
    (burst,) = rising([*quiet([*days(28), TODAY]), *told(SEAT_FREE)])
    assert burst.history[-1] == kept.counts[TODAY][titles.key(burst.term)] == 3


def test_voices_are_told_from_other_outlets() -> None:
    """Of four who tell it two are on a network."""
    posts = [each._replace(network="mastodon") for each in told(SEAT_FREE)[:2]]
    (burst,) = rising([*quiet([*days(28), TODAY]), *posts, *told(SEAT_FREE)[2:]])
    assert (burst.outlets, burst.voices) == (4, 2)


def falling(entries: list[Entry], today: date = TODAY) -> list[titles.Burst]:
    """What falls, of entries counted day by day."""
    numbered = [each._replace(id=number) for number, each in enumerate(entries, 1)]
    kept = titles.tally(numbered)
    often = {term for used in kept.counts.values() for term in used}
    fading = set(titles.fading(often, kept, today))
    texts = {term: told for term, told in titles.carried(numbered).items() if term in fading}
    return titles.falls(texts, kept, evening(today))


def test_what_everyone_told_and_nobody_tells_any_more_falls() -> None:
    """For a week; its entries are those of the weeks before."""
    old = [*quiet([*days(28), TODAY]), *(e for d in days(28)[:18] for e in told(SEAT_FREE, d))]
    found = falling(old)
    assert [each.term for each in found] == ["seat-free pricing"]
    assert found[0].ratio < 0.2
    assert found[0].outlets == 0
    assert sum(found[0].history) == 17 * 3  # the day 28 days back is out of sight


def test_what_goes_on_does_not_fall() -> None:
    """Nor does anything, where nothing changed."""
    always = [*days(28), TODAY]
    told_daily = [each for day in always for each in told(SEAT_FREE, day)]
    assert falling([*quiet(always), *told_daily]) == []


@given(st.text(max_size=80))
def test_any_title_has_terms_as_written_in_it(title: str) -> None:
    """Whatever the script."""
    assert all(form in title and term for term, form in titles.terms(title).items())


TITLES = st.sampled_from([*SEAT_FREE, *QUIET])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TITLES, st.integers(0, 4)), max_size=20), st.randoms())
def test_the_order_of_entries_changes_nothing(said: list[tuple[str, int]], random: Random) -> None:
    """Ties are broken the same way each time."""
    now = [entry(title, TODAY, f"outlet {who}") for title, who in said]
    entries = [
        each._replace(id=number) for number, each in enumerate([*quiet(days(8), 20), *now], 1)
    ]
    shuffled = list(entries)
    random.shuffle(shuffled)
    first, second = (
        titles.bursts(titles.carried(order), titles.tally(order), evening(TODAY))
        for order in (entries, shuffled)
    )
    assert first == second
