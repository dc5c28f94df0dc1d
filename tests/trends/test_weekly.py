"""Days become weeks after a month, and lines of months are drawn from them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tests.conftest import NOW
from tests.trends.worlds import DAY, HOUR, OUTLETS, by, config, counts, fetched, quiet

from cio_digest.models.rows import Tally
from cio_digest.store import counts as count_table
from cio_digest.store import transaction, weeks
from cio_digest.trends import page

if TYPE_CHECKING:
    import pytest

    from cio_digest.models.pages import Trends
    from cio_digest.store import Store

TODAY = NOW.date()  # a Sunday
YEAR = timedelta(days=365)


def one(db: Store, term: str, days: int = 365) -> Trends:
    found: Trends = page.one(db, config(), NOW, term, page.TrendsOptions(days=days))
    return found


def lived(db: Store, *back: int, title: str = "Passkeys replace passwords") -> None:
    """Ordinary mornings so many days ago, on each of which three outlets tell a piece of news."""
    for days in sorted(back, reverse=True):
        then = NOW - days * DAY
        news = [by(name, f"{title} at {name}", then - HOUR) for name in OUTLETS[:3]]
        fetched(db, [*quiet(then, 16), *news], then)


def counted(db: Store, used: dict[date, dict[str, int]]) -> None:
    """The counts of days as fetches leave them."""
    with transaction(db):
        count_table.add(db, Tally(dict.fromkeys(used, 100), used))


def folded(db: Store, before: date) -> list[tuple[Any, ...]]:
    with transaction(db):
        weeks.fold(db, before, per_outlet=3)
    return db.execute("SELECT term, week, outlets FROM term_weeks ORDER BY 2, 1").fetchall()


def test_a_week_is_the_sum_of_its_days(db: Store) -> None:
    """From Monday to Sunday; days of a week that is not over stay days, and no day counts twice."""
    monday = date(2026, 8, 3)
    counted(db, {monday + n * DAY: {"passkey": 2} for n in range(9)})
    number = (monday - date(1970, 1, 1)).days
    assert folded(db, monday + 7 * DAY) == [("passkey", number, 14)]
    assert [row[1] for row in counts(db)] == [number + 7, number + 8]
    assert folded(db, monday + 7 * DAY) == [("passkey", number, 14)]
    assert weeks.begun(db) == monday


def test_rare_terms_are_not_kept_and_no_more_than_the_commonest(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a year of weeks is a small table."""
    monkeypatch.setattr(weeks, "MOST", 2)
    monday = date(2026, 8, 3)
    counted(db, {monday: {"rare": weeks.LEAST - 1, "b": 3, "a": 3, "common": 9}})
    assert [row[0] for row in folded(db, monday + 7 * DAY)] == ["a", "common"]
    assert counts(db) == []


def test_weeks_of_long_ago_are_forgotten(db: Store) -> None:
    """After five years."""
    old, new = date(2015, 6, 1), date(2026, 8, 3)
    counted(db, {old: {"x": 5}})
    assert len(folded(db, old + 7 * DAY)) == 1
    counted(db, {new: {"x": 5}})
    assert [row[1] for row in folded(db, new + 7 * DAY)] == [(new - date(1970, 1, 1)).days]


def test_a_year_of_a_term_is_drawn_by_weeks(db: Store) -> None:
    """Where it was used, from the first week that was counted, as shares of each week's entries."""
    lived(db, 200, 199, 150, 100, 40, 1, 0)
    found = one(db, "passkeys")
    (trend,) = found.terms
    assert found.step == 7
    first = weeks.monday(TODAY - 200 * DAY)
    assert len(trend.history) == (weeks.monday(TODAY) - first).days // 7 + 1
    used = [first + at * timedelta(days=7) for at, share in enumerate(trend.history) if share]
    assert used == sorted({weeks.monday(TODAY - back * DAY) for back in (200, 150, 100, 40, 1, 0)})
    assert trend.history[0] == round(1000 * 3 / 19, 1)
    assert (
        f"Counts begin in the week of {first}; of the time before nothing is known." in found.notes
    )
    assert len(trend.stories) > 1  # of all that time


def test_a_topic_is_drawn_by_weeks_too(db: Store) -> None:
    """With the counts that it had then."""
    lived(db, 100, 1, 0, title="Northwind CRM grows")
    trend = one(db, "CRM").terms[0]
    assert trend.history[0] == trend.history[-1] == round(1000 * 3 / 19, 1)


def test_everything_over_three_months(db: Store) -> None:
    """What rises, every topic and every story with a line of weeks of one length."""
    lived(db, *range(75, 9, -5), *range(9, 0, -1), title="Northwind CRM grows")
    fetched(db, [*quiet(NOW), *(by(n, f"Seat-free {n}", NOW - HOUR) for n in OUTLETS)], NOW)
    found = page.everything(db, config(), NOW, page.TrendsOptions(days=90))
    lengths = {len(each.history) for kind in found[4:7] for each in kind}
    assert lengths == {11}
    assert max(found.topics[0].history[:5]) > 0


def test_a_term_of_last_year_was_used_then(db: Store) -> None:
    """Who said it last is told; of a term that nobody used, that no title has it."""
    lived(db, 300)
    lived(db, 1, 0, title="Museum opens")
    (note,) = one(db, "passkeys", 28).notes[:1]
    then = (NOW - 300 * DAY - HOUR).date()
    assert note.startswith("Nobody said “passkeys” in a title in four weeks; the last was outlet")
    assert f"on {then.day} {then:%B %Y}: “Passkeys replace passwords at outlet" in note
    assert one(db, "zeppelins", 28).notes[0] == (
        "Nobody said “zeppelins” in a title in four weeks, and no older title in the store has it."
    )
    assert "in 52 weeks" in one(db, "zeppelins").notes[0]
