"""Mail, summaries and hooks tried: what the doctor says of each."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW

from cio_digest import config
from cio_digest.runs import Setup, services

if TYPE_CHECKING:
    from pathlib import Path

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'
SHORT = "import sys; print(sys.stdin.read()[:40])"


def rows(toml: str, *, online: bool = True) -> list[tuple[str, str, str]]:
    setup = Setup(config.parse(toml + FEED, "feeds.toml"), ":memory:", NOW)
    return services.rows(setup, online=online)


def python(code: str) -> str:
    return f"command = {json.dumps([sys.executable, '-c', code])}\n"


def test_nothing_of_the_kind() -> None:
    """Who has no mail and no programs reads nothing about them."""
    assert rows("") == []


@pytest.mark.parametrize(
    ("command", "row"),
    [
        (python(SHORT), ("fine", f"{sys.executable}: sums up a story")),
        (python("raise SystemExit(7)"), ("wrong", f"{sys.executable}: exit code 7")),
        (python("print()"), ("wrong", f"{sys.executable}: nothing printed")),
        ('command = ["/no/such"]\n', ("wrong", "/no/such: not found")),
    ],
    ids=["good", "fails", "says nothing", "missing"],
)
def test_summaries(command: str, row: tuple[str, str]) -> None:
    """The program is given a story, as it will be."""
    assert rows(f"[summarize]\n{command}") == [("summaries", *row)]


def test_hooks_are_looked_for(tmp_path: Path) -> None:
    """And not run: they would tell of something that did not happen."""
    ran = tmp_path / "ran"
    touch = python(f"open({str(ran)!r}, 'w')")
    toml = f'[hooks.after_digest]\n{touch}[hooks.on_failure]\ncommand = ["/no/such"]\n'
    assert rows(toml) == [
        ("hook", "fine", f"after_digest: {sys.executable} is there"),
        (
            "hook",
            "wrong",
            "on_failure: /no/such was not found; is it installed and on the PATH?",
        ),
    ]
    assert not ran.exists()


def test_mail() -> None:
    """A server that is not there is told with its place."""
    toml = '[mail]\nto = ["a@b.example"]\nhost = "127.0.0.1"\nport = 9\nsecurity = "none"\n'
    ((what, state, told),) = rows(toml)
    assert (what, state) == ("mail", "wrong")
    assert told.startswith("127.0.0.1:9 cannot be reached")


def test_offline_nothing_is_asked(tmp_path: Path) -> None:
    """Programs are looked for, servers left alone."""
    ran = tmp_path / "ran"
    summary = python(f"open({str(ran)!r}, 'w')")
    toml = f'[mail]\nto = ["a@b.example"]\nhost = "127.0.0.1"\nport = 9\n[summarize]\n{summary}'
    assert [(what, state) for what, state, _ in rows(toml, online=False)] == [
        ("mail", "fine"),
        ("summaries", "fine"),
    ]
    assert not ran.exists()
