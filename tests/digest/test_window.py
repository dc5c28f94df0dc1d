"""A day, a clock and the last digest to the span of time that a digest covers."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.digest import window
from cio_digest.store.digests import LastDigest
from cio_digest.text import days

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def utc(day: int, hour: int = 0, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=timezone.utc)


NOW = utc(22, 5, 30)


@pytest.mark.parametrize(
    ("before", "since"),
    [
        (None, utc(21, 5, 30)),
        (utc(21, 5, 30), utc(21, 5, 30)),
        (utc(21, 4), utc(21, 4)),
        (utc(21, 20), utc(21, 5, 30)),
        (utc(19, 6), utc(19, 6)),
        (utc(3), utc(3)),
        (utc(1, month=9), utc(22, 5, 30, month=10)),
    ],
    ids=["first", "same time", "later today", "last night", "weekend", "holidays", "a season"],
)
def test_today_goes_on_where_the_last_digest_ended(
    before: datetime | None, since: datetime
) -> None:
    """At least a day back, at most a month."""
    last = LastDigest(date(2026, 11, 21), before) if before else None
    span = window.of(None, NOW, BERLIN, last=last)
    assert (span.day, span.since, span.until) == (date(2026, 11, 22), since, NOW)


@pytest.mark.parametrize(
    ("day", "away"),
    [
        (date(2026, 11, 21), 0),
        (date(2026, 11, 20), 0),
        (date(2026, 11, 19), 3),
        (date(2026, 11, 8), 14),
        (date(2026, 9, 1), 82),
    ],
    ids=["daily", "a day missed", "weekend", "fortnight", "a season"],
)
def test_who_missed_two_days_was_away(day: date, away: int) -> None:
    """Days are those of the digests; a span that the reader asks for is no absence."""
    last = LastDigest(day, utc(1))
    assert window.of(None, NOW, BERLIN, last=last).away == away
    assert window.of(None, NOW, BERLIN, last=last, back=3 * HOUR).away == 0
    assert window.of(None, NOW, BERLIN).away == 0


def test_a_span_overrides() -> None:
    """``--since`` counts from the end of the window, today's or an earlier day's."""
    last = LastDigest(date(2026, 11, 1), utc(1))
    assert window.of(None, NOW, BERLIN, last=last, back=3 * HOUR).since == NOW - 3 * HOUR
    past = window.of(date(2026, 11, 20), NOW, BERLIN, back=3 * HOUR)
    assert (past.since, past.until) == (utc(20, 20), utc(20, 23))


@pytest.mark.parametrize(
    ("day", "since", "until"),
    [
        (date(2026, 11, 20), utc(19, 23), utc(20, 23)),
        (date(2026, 3, 29), utc(28, 23, month=3), utc(29, 22, month=3)),
        (date(2026, 10, 25), utc(24, 22, month=10), utc(25, 23, month=10)),
    ],
    ids=["24 hours", "summer time begins: 23", "summer time ends: 25"],
)
def test_a_past_day_is_the_readers_calendar_day(
    day: date, since: datetime, until: datetime
) -> None:
    """From midnight to midnight on their clock."""
    assert window.of(day, NOW, BERLIN) == window.Window(day, since, until)


@pytest.mark.parametrize("day", [None, date(2026, 11, 22), date(2026, 11, 23)])
def test_a_day_that_is_not_over_is_today(day: date | None) -> None:
    """Nobody can know more than up to now."""
    assert window.of(day, NOW, BERLIN).until == NOW


@pytest.mark.parametrize(
    ("zone", "expected"),
    [("Pacific/Auckland", 23), ("Europe/Berlin", 22), ("America/Los_Angeles", 22)],
)
def test_the_day_is_the_readers(zone: str, expected: int) -> None:
    """The same instant falls on different dates."""
    assert days.today(utc(22, 12), ZoneInfo(zone)).day == expected


def test_midnight_may_not_exist() -> None:
    """Where the clocks change at midnight the day still begins, and the one before ends there."""
    zone = ZoneInfo("Africa/Cairo")  # 2026-04-24 begins at 01:00
    day = date(2026, 4, 24)
    assert days.midnight(day, zone) == utc(23, 22, month=4)
    assert window.of(day - timedelta(days=1), NOW, zone).until == window.of(day, NOW, zone).since


def test_a_week_ends_with_its_day() -> None:
    """Eight instants bound seven days, each the reader's midnight, when the clocks change, too."""
    week = window.week(date(2026, 10, 27), BERLIN)  # summer time ends on the 25th
    assert (len(week), week[0], week[-1]) == (8, utc(20, 22, month=10), utc(27, 23, month=10))
    assert [later - earlier for earlier, later in pairwise(week)].count(timedelta(hours=25)) == 1


zones = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"])
moments = st.integers(1_735_000_000, 1_800_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, timezone.utc)
)
gaps = st.timedeltas(timedelta(minutes=1), timedelta(days=4))


@given(zones, moments, st.lists(gaps, max_size=9))
def test_mornings_in_a_row_leave_no_gap(
    zone: str, start: datetime, pauses: list[timedelta]
) -> None:
    """Each window begins where an earlier one ended or before, whatever the clocks do."""
    covered = window.of(None, start, ZoneInfo(zone))
    for pause in pauses:
        now = covered.until + pause
        if days.today(now, ZoneInfo(zone)) > covered.day:  # else the day's digest is extended
            last = LastDigest(covered.day, covered.until)
            made = window.of(None, now, ZoneInfo(zone), last=last)
            assert made.since <= covered.until < made.until
            covered = made
        covered = covered._replace(until=now)


@given(zones, st.dates(date(2000, 1, 1), date(2026, 11, 20)))
def test_past_days_in_a_row_leave_no_gap(zone: str, day: date) -> None:
    """One ends in the instant the next begins."""
    one = window.of(day, NOW, ZoneInfo(zone))
    other = window.of(day + timedelta(days=1), NOW, ZoneInfo(zone))
    assert one.until == other.since
    assert timedelta(hours=22) < one.until - one.since < timedelta(hours=26)
