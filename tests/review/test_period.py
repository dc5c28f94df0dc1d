"""Weeks, months and quarters as readers type them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW

from cio_digest.review import period

UTC = timezone.utc


@pytest.mark.parametrize(
    ("unit", "text", "first", "last"),
    [
        ("week", "2026-W47", (11, 16), (11, 22)),
        ("week", "2026w01", (-1, 29), (1, 4)),
        ("month", "2026-10", (10, 1), (10, 31)),
        ("month", "2026-02", (2, 1), (2, 28)),
        ("month", "2026-11", (11, 1), (11, 22)),
        ("quarter", "2026-Q3", (7, 1), (9, 30)),
        ("quarter", "2026q4", (10, 1), (11, 22)),
    ],
)
def test_a_period_by_its_name(
    unit: str, text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    """Its days, up to today; what is still under way ends now."""
    found = period.calendar(unit, text, NOW, UTC)
    assert found is not None
    start = date(2025, 12, first[1]) if first[0] < 0 else date(2026, *first)
    assert (found.first, found.last) == (start, date(2026, *last))
    assert found.span.since == datetime(start.year, start.month, start.day, tzinfo=UTC)
    assert found.span.until <= NOW


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("week", "2026-W54"),
        ("week", "47"),
        ("month", "2026-13"),
        ("month", "October"),
        ("quarter", "2026-Q5"),
        ("quarter", ""),
        ("month", "0000-01"),
        ("week", "0001-W01"),
        ("month", "0001-01"),
    ],
)
def test_what_is_no_period(unit: str, text: str) -> None:
    """None, whatever is wrong with it."""
    assert period.calendar(unit, text, NOW, UTC) is None


@given(st.sampled_from(["week", "month", "quarter"]), st.text(max_size=12))
def test_no_text_breaks_it(unit: str, text: str) -> None:
    """Whatever is typed, it is a period or none."""
    found = period.calendar(unit, text, NOW, UTC)
    assert found is None or found.first.year > 0


def test_a_month_has_its_own_midnights() -> None:
    """On the reader's calendar, on which a day of October has 25 hours."""
    zone = ZoneInfo("Europe/Berlin")
    found = period.calendar("month", "2026-10", NOW, zone)
    assert found is not None
    assert found.span.until - found.span.since == timedelta(days=31, hours=1)
    assert len(period.edges(found, zone)) == 32


def test_a_week_up_to_now_leaves_no_hour_out() -> None:
    """Seven times 24 hours: what came later on the same day a week ago is in it."""
    found = period.back(period.WEEK, NOW, UTC)
    assert found.span.until - found.span.since == timedelta(days=7)
    assert (found.last - found.first).days == 7
    assert period.back(timedelta(days=4_000), NOW, UTC).span.since == NOW - period.LONGEST
