"""Times and days as they are written, and the one that came last."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.schedule import calls, is_due, plan
from cio_digest.schedule.plan import Timetable

BERLIN = ZoneInfo("Europe/Berlin")
WORKDAYS = (0, 1, 2, 3, 4)
TIMES = st.lists(st.times().map(lambda at: time(at.hour, at.minute)), min_size=1, max_size=5)
MOMENTS = st.integers(0, 2_000_000_000).map(lambda at: datetime.fromtimestamp(at, timezone.utc))
DAYS = st.sets(st.integers(0, 6), min_size=1)


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("05:00", [time(5)]),
        ("5:00", [time(5)]),
        ("12:30,05:00, 05:00", [time(5), time(12, 30)]),
        ("hourly", [time(hour) for hour in range(24)]),
        (":07", [time(hour, 7) for hour in range(24)]),
        *((wrong, None) for wrong in ("", "5", "24:00", "05:60", "05:00,", ":7", "noon", "５:00")),
    ],
)
def test_times(text: str, times: list[time] | None) -> None:
    """Several by commas; each hour at a minute."""
    assert plan.times(text) == (tuple(times) if times else None)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (0,)),
        ("Monday", (0,)),
        ("mon,thu", (0, 3)),
        ("mon-fri", WORKDAYS),
        ("workdays", WORKDAYS),
        ("sat-mon", (0, 5, 6)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        *((wrong, None) for wrong in ("", "mo", "mon-", "-fri", "mon,,tue", "1-5")),
    ],
)
def test_days(text: str, days: tuple[int, ...] | None) -> None:
    """By their names or the first three letters of them, from one to another over Sunday, too."""
    assert plan.days(text) == days


@given(TIMES, DAYS)
def test_what_is_written_is_read(times: list[time], days: set[int]) -> None:
    """By ``schedule run``, and from whatever a scheduler holds."""
    made = Timetable(tuple(sorted(set(times))), tuple(sorted(days)))
    clock, named = plan.written(made)
    assert (plan.times(clock), plan.days(named or "daily")) == made
    words = ["schedule", "run", "mail", "--at", clock, *(("--on", named) if named else ())]
    assert calls.plans(f"7 * * * * /x {' '.join(words)}\n5 * * * * on") == {"mail": made}
    texts = "\n\t".join(f"<string>{word}</string>" for word in words)
    assert calls.plans(f"<array>{texts}</array>") == {"mail": made}


@pytest.mark.parametrize(
    ("text", "days", "told"),
    [
        ("05:00", "daily", "at 05:00 every day"),
        ("05:00,12:30", "daily", "at 05:00 and 12:30 every day"),
        ("06:30", "workdays", "at 06:30 on mon-fri"),
        (":07", "daily", "every hour at :07"),
        (":07", "mon", "every hour at :07 on mon"),
    ],
)
def test_told(text: str, days: str, told: str) -> None:
    """For people."""
    assert plan.told(Timetable(plan.times(text) or (), plan.days(days) or ())) == told


@given(
    TIMES,
    DAYS,
    st.datetimes(timezones=st.just(timezone.utc)).filter(lambda at: 1970 < at.year < 9000),
)
def test_the_last_one_has_come_and_no_other_since(
    times: list[time], days: set[int], now: datetime
) -> None:
    """Within a week, on one of its days and at one of its times."""
    when = Timetable(tuple(sorted(set(times))), tuple(sorted(days)))
    last = plan.last(when, now, timezone.utc)
    assert now - timedelta(days=8) <= last <= now
    assert (last.weekday() in days, last.time() in times) == (True, True)
    assert plan.last(when, last, timezone.utc) == last
    later = last + timedelta(minutes=1)
    while later <= min(now, last + timedelta(days=1)):
        assert not (later.weekday() in days and later.time() in times)
        later += timedelta(minutes=1)


@pytest.mark.parametrize("at", [time(2, 30), time(2), time(2, 59)])
def test_an_hour_that_autumn_repeats_counts_once(at: time) -> None:
    """On 25 October 2026 a clock in Berlin shows the hour from two to three twice."""
    when = Timetable((at,))
    first = datetime.combine(date(2026, 10, 25), at, tzinfo=BERLIN).astimezone(timezone.utc)
    assert first.hour == 0
    assert is_due(when, first - timedelta(days=1), first, BERLIN)
    for minutes in range(1, 18 * 60, 15):
        assert not is_due(when, first, first + timedelta(minutes=minutes), BERLIN)
    assert is_due(when, first, first + timedelta(hours=25), BERLIN)


def test_an_hour_that_spring_leaves_out_is_not_lost() -> None:
    """On 29 March 2026 no clock in Berlin shows half past two."""
    when, before = Timetable((time(2, 30),)), utc(28, 2, month=3)
    due = [m for m in range(0, 24 * 60, 10) if is_due(when, before, _spring(m), BERLIN)]
    assert due
    assert is_due(when, before, _spring(due[0]), BERLIN)
    assert not is_due(when, _spring(due[0]), _spring(due[0] + 60), BERLIN)


def _spring(minutes: int) -> datetime:
    return utc(29, 0, month=3) + timedelta(minutes=minutes)


def test_working_days_and_a_weekday() -> None:
    """Friday's mail comes on Friday, and the next one on Monday."""
    when = Timetable((time(6, 30),), WORKDAYS)
    friday, monday = utc(20, 6, 30), utc(23, 6, 30)
    assert is_due(when, friday - timedelta(days=1), friday, timezone.utc)
    for hours in range(1, 72):
        assert not is_due(when, friday, friday + timedelta(hours=hours), timezone.utc)
    assert is_due(when, friday, monday, timezone.utc)
    weekly = Timetable((time(6, 30),), (0,))
    assert is_due(weekly, friday, monday, timezone.utc)
    assert not is_due(weekly, monday, monday + timedelta(days=4), timezone.utc)


def test_several_times_a_day() -> None:
    """Each of them once."""
    when = Timetable((time(5), time(12, 30)))
    assert is_due(when, utc(22, 5, 2), utc(22, 12, 30), timezone.utc)
    assert not is_due(when, utc(22, 5, 2), utc(22, 12, 29), timezone.utc)
    assert not is_due(when, utc(22, 12, 30), utc(23, 4, 59), timezone.utc)


def test_hourly() -> None:
    """Once an hour."""
    when = Timetable(plan.times(":07") or ())
    assert is_due(when, utc(22, 5, 7), utc(22, 6, 7), timezone.utc)
    assert not is_due(when, utc(22, 5, 7), utc(22, 6, 6), timezone.utc)
