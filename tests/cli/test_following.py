"""``story``, ``follow``, ``following``, ``unfollow`` and ``dates`` as somebody uses them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program

TITLE = "CRM support ends on 30 June 2027"


@pytest.fixture
def filled(program: Program) -> Program:
    """A morning of one story."""
    program.fill(entry(TITLE, published=NOW - timedelta(hours=1)))
    assert program("today").code == 0
    return program


def test_follow_and_unfollow(filled: Program) -> None:
    """What was done is said on stderr; the list is a table."""
    assert filled("follow", "1").err == f"cio-digest: following: {TITLE}\n"
    assert filled("follow", "1").err == f"cio-digest: followed already: {TITLE}\n"
    [row] = json.loads(filled("following", "--format", "json").out)["affairs"]
    assert (row["title"], row["number"], row["since"]) == (TITLE, 1, "2026-11-22")
    assert filled("unfollow", "crm", "support").err == f"cio-digest: no longer followed: {TITLE}\n"
    done = filled("following")
    assert (done.code, done.out) == (0, "")
    assert "you follow no affair yet" in done.err


def test_what_there_is_not(filled: Program) -> None:
    """One line, and nothing done."""
    for command in (("story", "9"), ("follow", "9")):
        failed = filled(*command)
        assert failed.code == 1
        assert "has no story 9" in failed.err
    failed = filled("unfollow", "ferry")
    assert failed.code == 1
    assert 'there is none called "ferry"; cio-digest following lists them' in failed.err


@pytest.mark.parametrize("to", ["terminal", "plain", "markdown", "html", "json"])
def test_a_story_in_every_format(filled: Program, to: str) -> None:
    """A single story says that it is alone."""
    done = filled("story", "1", "--format", to)
    assert done.code == 0
    assert TITLE in done.out
    assert "No other story of this affair was found" in done.out


def test_dates(filled: Program) -> None:
    """As text, and as a calendar."""
    assert f"- 30 Jun 2027: {TITLE}" in filled("dates").out
    assert "DTSTART;VALUE=DATE:20270630" in filled("dates", "--format", "ics").out
