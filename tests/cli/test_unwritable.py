"""A full disk or a read-only store: what is there is shown, what cannot be kept is told."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry
from tests.store.unwritable import full, read_only

from .conftest import Done

if TYPE_CHECKING:
    from datetime import datetime

    from .conftest import Program

READING = {
    "search crm": "A **CRM** story",
    "trends": "",
    "sources list": "fine",
    "explain 1": "A CRM story",
    "open 1 --url": "https://news.example/",
    "topics list": "CRM",
    "voices": "",
    "feedback show": "",
    "sources score": "",
    "schedule status": "sources",
    "fetch --dry-run": "",
}
WRITING = ["star 1", "hide 1", "feedback reset --all", "fetch"]
PLACES = pytest.mark.parametrize("place", ["full", "read-only"])


@pytest.fixture
def filled(program: Program) -> Program:
    """A store with a digest of the day."""
    program.fill(entry("A CRM story", text="All about CRM."))
    assert program("today").code == 0
    return program


def run(program: Program, place: str, words: str, at: datetime = NOW) -> Done:
    """A command where nothing can be written."""
    command = program.command(*words.split())
    with read_only(program.store.parent) if place == "read-only" else nullcontext():
        done = subprocess.run(
            full(command) if place == "full" else command,
            env=program.env(at),
            cwd=program.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@PLACES
def test_what_is_there_can_be_read(filled: Program, place: str) -> None:
    """By each command, with the same output and exit code as ever."""
    for words, expected in READING.items():
        done = run(filled, place, words)
        assert done == filled(*words.split())
        assert expected in done.out


@PLACES
def test_todays_digest_is_printed_again(filled: Program, place: str) -> None:
    """Word for word, though that it was cannot be noted."""
    done = run(filled, place, "today")
    assert (done.code, done.out) == (0, filled("today").out)
    assert done.err.count("\n") == 1
    assert "this digest is not kept" in done.err


@PLACES
def test_a_new_digest_is_printed_but_not_kept(filled: Program, place: str) -> None:
    """Neither can the sources be read; a line for each says so."""
    before = kept(filled)
    done = run(filled, place, "today --since 20h --max 3")
    assert (done.code, done.err.count("\n")) == (0, 1)
    assert "A CRM story" in done.out
    assert kept(filled) == before
    late = run(filled, place, "today", NOW + timedelta(days=1))
    assert late.code == 0
    assert "showing what is there so far" in late.err
    assert late.err.count("\n") == 2
    assert kept(filled) == before


@PLACES
def test_what_has_to_write_says_that_it_cannot(filled: Program, place: str) -> None:
    """One line that names the store, and nothing is changed."""
    for words in WRITING:
        done = run(filled, place, words)
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
        assert done.err.startswith(f"cio-digest: {filled.store}: ")
        assert "permissions" in done.err or place == "full" or words == "fetch"


@PLACES
def test_doctor_says_that_nothing_can_be_kept(filled: Program, place: str) -> None:
    """It is the store that is wrong."""
    done = run(filled, place, "doctor --offline")
    assert done.code == 1
    [line] = [line for line in done.out.splitlines() if line.startswith("| store ")]
    assert "wrong" in line
    assert "disk" in line or "permissions" in line


@PLACES
def test_a_store_that_cannot_be_made(program: Program, place: str) -> None:
    """One line, and no half of a store is left."""
    program.follow("http://127.0.0.1:9/a")
    program.store.parent.mkdir(parents=True)
    done = run(program, place, "today")
    assert done.code == 1
    assert "internal fault" not in done.err
    assert f"{program.store}: " in done.err
    assert not program.store.exists()


@PLACES
def test_an_older_store_that_cannot_be_migrated(filled: Program, place: str) -> None:
    """It is left as it is, and the line says why."""
    with closing(sqlite3.connect(filled.store)) as db:
        db.execute("PRAGMA user_version = 1")
    done = run(filled, place, "search crm")
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "older" in done.err


def kept(program: Program) -> list[tuple[str, ...]]:
    """The digests in the store."""
    with closing(sqlite3.connect(program.store)) as db:
        return db.execute("SELECT * FROM digests ORDER BY printed").fetchall()
