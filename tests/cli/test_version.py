"""``version``: what a bug report needs, and nothing that it should not hold."""

from __future__ import annotations

import platform
import sqlite3
from typing import TYPE_CHECKING

import cio_digest
from cio_digest.store.schema import MIGRATIONS

if TYPE_CHECKING:
    from tests.cli.conftest import Program


def facts(program: Program, *args: str) -> dict[str, str]:
    """What it prints, by name."""
    done = program(*args, "version")
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    joined = done.out.replace("\n" + " " * 12, " ")
    return {line[:12].strip(): line[12:] for line in joined.splitlines()}


def test_versions(program: Program) -> None:
    """Of the program, of Python, of each library and of SQLite."""
    found = facts(program)
    assert found["cio-digest"] == cio_digest.__version__
    assert found["Python"].startswith(platform.python_version())
    assert "missing" not in found["libraries"]
    assert "aiohttp " in found["libraries"]
    assert found["SQLite"] == f"{sqlite3.sqlite_version}, FTS5 yes"


def test_places(program: Program) -> None:
    """Without the name of whose home they are in; looking makes no store."""
    found = facts(program)
    assert found["config"].startswith("~/.config/cio-digest/feeds.toml (none")
    assert found["store"] == "~/.local/share/cio-digest/cio-digest.db (none yet)"
    assert not program.store.exists()
    program.fill()
    found = facts(program)
    assert found["config"] == "~/.config/cio-digest/feeds.toml"
    assert found["store"].endswith(f"(version {len(MIGRATIONS)})")


def test_with_everything_broken(program: Program) -> None:
    """That is when it is asked for: a wrong feeds.toml and a store that is none."""
    program.follow("http://127.0.0.1:9/a", more="[digets]\n")
    (program.home / "s.db").write_text("no database at all, but longer than a header of one" * 9)
    assert facts(program, "--store", "s.db")["store"] == "s.db (none yet)"
