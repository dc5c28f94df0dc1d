"""Dates as publishers write them."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.parse import dates

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "value",
    [
        "Sat, 21 Nov 2026 12:00:00 GMT",
        "Sat, 21 Nov 2026 12:00:00 Z",
        "Sat, 21 Nov 2026 13:00:00 +0100",
        "Sat, 21 Nov 2026 13:00:00 +01:00",
        "Sat, 21 Nov 2026 07:00:00 EST",
        "21 Nov 2026 12:00 UT",
        "Saturday, 21 November 2026 12:00:00 GMT",
        "Sat, 21 Nov 26 12:00:00 GMT",
        "  Sat, 21 Nov 2026 12:00:00 GMT\n",
        "2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00.987654Z",
        "2026-11-21t12:00:00z",
        "2026-11-21 12:00:00+00:00",
        "2026-11-21T12:00",
        "2026-11-21T06:30:00-05:30",
        "Sat Nov 21 12:00:00 2026",
        "2026-325T12:00:00Z",
    ],
)
def test_a_date_in_any_usual_form_is_the_same_instant(value: str) -> None:
    """RFC 822 and RFC 3339 with their variants, and the odder forms that feedparser knows."""
    assert dates.parse(value) == NOON


@pytest.mark.parametrize(
    ("value", "year"),
    [("Sat, 01 Jan 49 00:00:00 GMT", 2049), ("Sat, 01 Jan 50 00:00:00 GMT", 1950)],
)
def test_two_digits_of_a_year(value: str, year: int) -> None:
    """Below 50 they are of this century."""
    found = dates.parse(value)
    assert found is not None
    assert found.year == year


def test_a_date_alone_is_its_midnight_in_utc() -> None:
    """There is no better guess."""
    assert dates.parse("2026-11-21") == datetime(2026, 11, 21, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "value",
    ["", "soon", "Sat, 45 Nov 2026 12:00:00 GMT", "0000-00-00T00:00:00Z",
     "9999-12-31T23:59:59-10:00", "0001-01-01T00:00:00+10:00", "1" * 5000, "²026-11-21"],
)  # fmt: skip
def test_what_is_no_date_is_none(value: str) -> None:
    """Nothing is guessed from nonsense, and nothing raises."""
    assert dates.parse(value) is None


@given(st.text(max_size=60) | st.from_regex(r"[0-9TZ:., +A-Za-z/-]{0,40}", fullmatch=True))
def test_any_text_is_an_aware_date_in_utc_or_none(value: str) -> None:
    """Hostile dates neither raise nor come out naive."""
    found = dates.parse(value)
    assert found is None or found.tzinfo is timezone.utc


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_what_is_written_in_rfc_3339_is_read_back(moment: datetime) -> None:
    """To the second."""
    moment = moment.replace(tzinfo=timezone.utc, microsecond=0)
    assert dates.parse(moment.isoformat()) == moment
