"""Text that is higher than the terminal, on one (a pseudo one), in the reader's pager."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_terminal import on_terminal, plain
from tests.feeds import entry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")

# A pager that says what it was given: its LESS, and the text with its escapes written out.
_PAGER = """\
import os, sys
text = sys.stdin.read()
sys.stdout.write(f"paged with {os.environ['LESS']}, {text.count(chr(27))} escapes\\n{text}")
"""


@pytest.fixture
def filled(program: Program) -> Program:
    program.fill(*(entry(f"CRM news number {n} of {n * n}") for n in range(8)))
    return program


def pager(home: Path, name: str = "pages") -> str:
    """The path of a pager of this name."""
    path = home / name
    path.write_text(f"#!{sys.executable}\n{_PAGER}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_what_is_higher_than_the_terminal_is_paged(filled: Program) -> None:
    """And nothing of it is lost; what fits is not paged."""
    own = pager(filled.home)
    code, low = on_terminal(filled, "today", rows=10, PAGER=own, PATH="/usr/bin")
    _, high = on_terminal(filled, "today", rows=100, PAGER=own, PATH="/usr/bin")
    assert code == 0
    assert low.startswith("paged with FRX, 0 escapes\n")
    assert low.split("\n", 1)[1] == plain(high)


@pytest.mark.parametrize(
    "declined",
    [
        {"PAGER": ""},
        {"PAGER": "cat"},
        {"PAGER": "'"},
        {"PAGER": "/no/such/pager"},
        {"TERM": "dumb"},
    ],
    ids=str,
)
def test_a_pager_can_be_declined(filled: Program, declined: dict[str, str]) -> None:
    """Or be missing: the text is printed as it is."""
    more = {"PAGER": pager(filled.home), **declined}
    code, sent = on_terminal(filled, "today", rows=10, **more)  # type: ignore[arg-type]
    assert code == 0
    assert "paged with" not in sent
    assert "CRM news" in sent


def test_no_pager_by_option(filled: Program) -> None:
    """It stands before the command, as git's does."""
    own = pager(filled.home)
    _, sent = on_terminal(filled, "--no-pager", "today", rows=10, PAGER=own)
    assert "paged with" not in sent


@pytest.mark.parametrize(
    ("own", "escapes"), [({}, True), ({"LESS": "-iR"}, True), ({"LESS": "-i"}, False)], ids=str
)
def test_less_shows_no_raw_escapes(filled: Program, own: dict[str, str], escapes: bool) -> None:
    """Colours go where the reader's LESS would show them as text."""
    less = pager(filled.home, "less")
    _, sent = on_terminal(filled, "today", rows=10, PAGER=less, **own)  # type: ignore[arg-type]
    flags = own.get("LESS", "FRX")
    assert sent.startswith(f"paged with {flags}, ")
    assert ("\x1b[" in sent) == escapes
    assert "\x1b]8" not in sent  # it says no version, so it may be too old for links
