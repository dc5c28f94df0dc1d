"""A program of the reader's is told what happened, and may fail without harm."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW

from cio_digest.config import Program
from cio_digest.runs import hooks

if TYPE_CHECKING:
    from pathlib import Path

KEEP = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
NEVER = "import threading; threading.Event().wait()"


def python(program: str, *args: str, seconds: float = 30) -> Program:
    """A program that is a line of Python."""
    return Program((sys.executable, "-c", program, *args), seconds)


def test_the_program_gets_one_json_document(tmp_path: Path) -> None:
    """What every event holds, then its own facts, in UTF-8."""
    path = tmp_path / "given.json"
    assert hooks.call(python(KEEP, str(path)), "on_failure", {"reason": "nö"}, NOW) == []
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "version": hooks.VERSION,
        "event": "on_failure",
        "time": "2026-11-22T06:30:00Z",
        "reason": "nö",
    }


def test_without_a_program_nothing_runs() -> None:
    """There is nothing to say of it, either."""
    assert hooks.call(None, "on_failure", {}, NOW) == []


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        (Program(("/no/such",)), "/no/such: not found"),
        (python("raise SystemExit(7)"), f"{sys.executable}: exit code 7"),
        (python(NEVER, seconds=0.5), f"{sys.executable}: gave no answer within 0.5 s"),
    ],
    ids=["missing", "exit code", "time-out"],
)
def test_a_failure_is_one_line(program: Program, reason: str) -> None:
    """Which names the event and the program."""
    assert hooks.call(program, "after_digest", {}, NOW) == [f"after_digest: {reason}"]


def test_what_it_prints_is_nobodys_business() -> None:
    """However much that is."""
    shout = "import sys; sys.stdout.write('x' * 500_000); sys.stderr.write('y' * 500_000)"
    assert hooks.call(python(shout), "after_digest", {}, NOW) == []
