"""A job says its own command, keeps within its spread, and knows when it is due."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.schedule.jobs import fetch, mail

from cio_digest.schedule import drawn, is_due
from cio_digest.schedule.plan import Timetable

NIGHT = timezone(timedelta(hours=5, minutes=45))


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    """A moment on the machine's clock."""
    return datetime(2026, 11, day, hour, minute, tzinfo=NIGHT)


def test_the_command_names_job_and_time() -> None:
    """All that the scheduler has to know."""
    assert mail("/bin/x").command == ("/bin/x", "schedule", "run", "mail", "--at", "06:30")


@given(st.integers(0, 2**32))
def test_a_lot_draws_a_minute_of_the_spread(lot: int) -> None:
    """From the time itself to the end of its spread, also over midnight; twice the same."""
    job = drawn(fetch(at=(time(23, 50),), minutes=15), lot)
    assert job == drawn(fetch(at=(time(23, 50),), minutes=15), lot)
    (at,) = job.plan.times
    minutes = (at.hour * 60 + at.minute - (23 * 60 + 50)) % (24 * 60)
    assert minutes == lot % 16
    assert drawn(mail(), lot) == mail()


@pytest.mark.parametrize(
    ("done", "now", "due"),
    [
        (None, at(6, 30), True),
        (None, at(6, 29), False),
        (at(6, 30), at(6, 30), False),
        (at(6, 29), at(6, 30), True),
        (at(6, 30, day=21), at(6, 30), True),
        (at(6, 31), at(23), False),
        (None, at(22), True),
        (at(6, 30, day=20), at(0, 29), True),
        (at(6, 30, day=20), at(0, 30), False),
        (at(6, 30, day=27), at(6, 30), True),
        (at(6, 40), at(6, 35), False),
    ],
    ids=[
        "first time",
        "a minute early",
        "done",
        "done by hand before",
        "done yesterday",
        "done today",
        "slept all day",
        "slept until midnight",
        "too late for yesterday's",
        "done by a clock that was ahead",
        "done before the clock was put right",
    ],
)
def test_due(done: datetime | None, now: datetime, due: bool) -> None:
    """Once after each half past six, and made up for until the next night."""
    assert is_due(Timetable((time(6, 30),)), done, now, NIGHT) is due
