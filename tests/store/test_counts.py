"""Which terms fell is told from their counts alone, on either engine."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from cio_digest.models.rows import Tally
from cio_digest.store import counts

if TYPE_CHECKING:
    from cio_digest.store import Store

TODAY = date(2026, 11, 22)
BEFORE = [TODAY - timedelta(days=back) for back in range(1, 15)]


@pytest.mark.parametrize(
    ("daily", "today", "falls"),
    [
        pytest.param(2, 0, True, id="gone"),
        pytest.param(2, 8, True, id="rarer"),
        pytest.param(2, 9, False, id="hardly rarer"),
        pytest.param(2, 20, False, id="as common"),
        pytest.param(0, 5, False, id="new"),
    ],
)
def test_a_term_falls_by_what_is_missing_of_it(
    db: Store, daily: int, today: int, falls: bool
) -> None:
    """Of 14 uses expected, 6 are missed by 1.5 standard deviations and 5 are not."""
    used = {day: {"northwind": daily, "rare": 1} for day in BEFORE[: 14 if daily else 0]}
    counts.add(db, Tally({}, {**used, TODAY: {"northwind": today, "other": 9}}))
    expectation = dict.fromkeys(BEFORE, 0.5)
    fallen = counts.fallen(db, expectation, [TODAY], least=1.5, floor=0.5)
    uses = Counter[str]()
    for of_day in fallen.values():
        uses.update(of_day)
    assert ("northwind" in uses) is falls
    assert uses["northwind"] == (14 * daily + today) * falls
    assert "other" not in uses


@pytest.mark.parametrize(
    ("daily", "today", "rises"),
    [
        pytest.param(1, 12, True, id="more"),
        pytest.param(1, 11, False, id="hardly more"),
        pytest.param(1, 0, False, id="gone"),
        pytest.param(0, 2, True, id="new"),
        pytest.param(0, 1, False, id="new, once"),
    ],
)
def test_a_term_rises_by_what_is_more_of_it(db: Store, daily: int, today: int, rises: bool) -> None:
    """Of 7 uses expected, 12 are above by 1.5 standard deviations and 11 are not."""
    used = {day: {"northwind": daily, "rare": 1} for day in BEFORE[: 14 if daily else 0]}
    counts.add(db, Tally({}, {**used, TODAY: {"northwind": today, "other": 9}}))
    expectation = dict.fromkeys(BEFORE, 0.5)
    risen = counts.risen(db, ["northwind", "rare"], expectation, [TODAY], least=1.5, floor=0.5)
    assert risen == (["northwind"] if rises else [])


def test_a_day_that_goes_on_is_added_to(db: Store) -> None:
    """Beside one that begins: what each term had is there, with what came."""
    yesterday = BEFORE[0]
    counts.add(db, Tally({yesterday: 2}, {yesterday: {"northwind": 2, "rare": 1}}))
    more = {yesterday: {"northwind": 3, "other": 1}, TODAY: {"northwind": 4, "rare": 2}}
    counts.add(db, Tally({yesterday: 4, TODAY: 6}, more))
    kept = counts.of_terms(db, ["northwind", "rare", "other"], yesterday)
    assert kept.totals == {yesterday: 6, TODAY: 6}
    assert kept.counts == {
        yesterday: {"northwind": 5, "rare": 1, "other": 1},
        TODAY: {"northwind": 4, "rare": 2},
    }


def test_without_a_day_nothing_falls(db: Store) -> None:
    """A store that has counted nothing yet has nothing to miss."""
    assert counts.fallen(db, {}, [TODAY], least=1.5, floor=0.5) == {}
