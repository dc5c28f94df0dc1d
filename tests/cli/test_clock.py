"""A clock that is far off: every command works, or says in one line what is wrong with it."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING

import pytest
from tests.feeds import entry

if TYPE_CHECKING:
    from .conftest import Program

COMMANDS = ["fetch", "today", "trends", "search crm since:7d", "sources list", "doctor --offline"]


@pytest.mark.parametrize("year", [1970, 1971, 2100, 9000])
def test_a_far_off_year_is_a_day_like_others(program: Program, year: int) -> None:
    """No instant before or after it is beyond what dates can say."""
    program.fill(entry("A CRM story"))
    for month, day in ((1, 1), (12, 31)):
        now = datetime(year, month, day, 0, 0, 1, tzinfo=timezone.utc)
        for command in COMMANDS:
            done = program(*command.split(), env=program.env(now))
            assert "internal fault" not in done.err
            assert done.code in {0, 1}


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_clock_that_no_date_follows_is_named(program: Program, moment: str) -> None:
    """One line, and nothing is done."""
    program.fill(entry("A CRM story"))
    for command in COMMANDS:
        done = program(*command.split(), env=program.env() | {"CIO_DIGEST_NOW": moment})
        assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
        assert "CIO_DIGEST_NOW" in done.err
