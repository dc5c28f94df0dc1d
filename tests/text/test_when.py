"""Times as readers type them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import when

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=timezone.utc)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("2026-11-20", date(2026, 11, 20), datetime(2026, 11, 20, tzinfo=timezone.utc)),
        ("today", TODAY, datetime(2026, 11, 22, tzinfo=timezone.utc)),
        ("Yesterday", date(2026, 11, 21), datetime(2026, 11, 21, tzinfo=timezone.utc)),
        ("7d", date(2026, 11, 15), NOW - timedelta(days=7)),
        ("2w", date(2026, 11, 8), NOW - timedelta(days=14)),
        ("12h", TODAY, NOW - timedelta(hours=12)),
        ("90m", TODAY, NOW - timedelta(minutes=90)),
    ],
)
def test_a_time_is_a_day_and_an_instant(text: str, day: date, instant: datetime) -> None:
    """A span counts back from now, a day begins at midnight of the reader's zone."""
    meant = when.read(text)
    assert meant is not None
    assert meant.day(TODAY) == day
    assert meant.instant(NOW, timezone.utc) == instant


def test_a_span_may_count_ahead() -> None:
    """A source is muted for two weeks from today."""
    meant = when.read("2w")
    assert meant is not None
    assert meant.day(TODAY, ahead=True) == date(2026, 12, 6)


@pytest.mark.parametrize("text", ["", "3", "d", "0d", "-3d", "1994-12-31", "99999d", "soon", "٣d"])
def test_what_is_no_time(text: str) -> None:
    """Nothing is guessed."""
    assert when.read(text) is None


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    """And what is read can be used."""
    meant = when.read(text)
    assert meant is None or meant.instant(NOW, timezone.utc).tzinfo
