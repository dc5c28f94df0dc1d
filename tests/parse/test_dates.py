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
        "Sat, 21 Nov 2026 12:0:0 GMT",
        "21.11.2026 12:0",
        "21 novembre 2026 à 12h",
        "21. November 2026, 12 Uhr",
        "2026年11月21日12時",
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


@pytest.mark.parametrize(
    "value",
    [
        "Sa, 21. November 2026 13:00 MEZ",
        "sam. 21 nov. 2026 à 13h00 CET",
        "sábado, 21 de noviembre de 2026, 12:00 p. m.",
        "Sáb, 21 Nov 2026 09:00:00 -0300",
        "sab 21 nov 2026 13.00 CET",
        "So, 21 lis 2026 13:00 +0100",
        "Сб, 21 нояб. 2026 15:00 МСК",
        "субота, 21 листопада 2026 14:00 EET",
        "la 21. marraskuuta 2026 klo 12.00",
        "Cmt, 21 Kas 2026 15:00 +03:00",
        "Σάβ, 21 Νοε 2026 14:00:00 EET",
        "21 พ.ย. 2569 19:00 +07:00",
        "21 tháng 11, 2026 19:00 ICT",
        "٢١ نوفمبر 2026 12:00",
        "2026年11月21日 21時00分 JST",
        "2026년 11월 21일 오후 9:00 KST",
    ],
)
def test_a_date_in_the_language_of_its_feed(value: str) -> None:
    """Months by their names, weekdays passed over, digits and clocks as the language has them."""
    assert dates.parse(value) == NOON


@pytest.mark.parametrize(
    "value",
    [
        "Sat, 21 Nov 2026 07:00:00 America/New_York",
        "2026-11-21 13:00:00 Europe/Prague",
        "Sat, 21 Nov 2026 19:00:00 GMT+7",
        "Sat, 21 Nov 2026 19:00:00 UTC+07:00",
        "Sat, 21 Nov 2026 07:00:00 ET",
        "Sat, 21 Nov 2026 17:30:00 IST",
        "Sat, 21 Nov 2026 13:00:00 +0100 (CET)",
        "Sat Nov 21 2026 13:00:00 GMT+0100 (Central European Standard Time)",
        "Sat Nov 21 12:00:00 UTC 2026",
        "Sat, 21 Nov 2026 12:00:00 gmt",
        "Sat, 21 Nov 2026 12:00:00",
    ],
)
def test_a_zone_by_its_name(value: str) -> None:
    """Abbreviations, places of the IANA's list, offsets behind a name; none at all is UTC."""
    assert dates.parse(value) == NOON


def test_a_place_has_its_summer() -> None:
    """New York is an hour nearer to London's clock in July than its standard time says."""
    moment = dates.parse("1 July 2026 08:00 America/New_York")
    assert moment == datetime(2026, 7, 1, 12, tzinfo=timezone.utc)
    assert dates.parse("1 July 2026 08:00 ET") == moment
    assert dates.parse("1 July 2026 08:00 No/Where") != moment


@pytest.mark.parametrize(
    "value",
    [
        "Sat, Nov 21 2026 12:00:00 PM",
        "November 21st, 2026 at 12:00 pm",
        "21-Nov-26 12:00 GMT",
        "Saturday, 21-Nov-26 12:00:00 GMT",
        "Sat,21 Nov 2026 12:00:00.250 +0000",
        "2026/11/21 12:00:00",
        "21.11.2026 12:00",
        "21.11.2026, 12.00 Uhr",
        "11/21/2026 12:00:00 PM",
        "21/11/2026 12:00",
        "20261121T120000Z",
        "2026-11-21T12:00:00.123456789+0000",
        "1795262400",
        "1795262400.5",
        "1795262400000",
        "/Date(1795262400000)/",
        "Sat, 21 Nov 2026 07:00:00 \u22120500",
        "土, 21 11月 2026 21:00:00 +0900",
        "星期六, 21 十一月 2026 20:00:00 +0800",
    ],
)
def test_a_date_in_any_order(value: str) -> None:
    """Month before day, numbers with dots and strokes, half days, seconds since 1970."""
    assert dates.parse(value) == NOON


def test_of_several_dates_the_first_that_can_be_one_counts() -> None:
    """A word and a clock that was never set hide no date behind them."""
    good = "2026-11-21T12:00:00Z"
    assert dates.first("", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", good) == NOON
    assert dates.first("soon") is None
    assert dates.first("1970-01-01T00:00:00Z") == datetime(1970, 1, 1, tzinfo=timezone.utc)


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
