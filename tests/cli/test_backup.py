"""``backup``, ``restore`` and ``doctor --repair`` as their users meet them."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tests.conftest import NOW
from tests.feeds import entry

from cio_digest.store import locked

if TYPE_CHECKING:
    from .conftest import Program


def test_a_backup_is_restored(program: Program) -> None:
    """The path is printed for a script, the rest told to whom it concerns."""
    program.fill(entry("A CRM story"))
    assert program("backup", "copy.db")[:2] == (0, "copy.db\n")
    program.store.unlink()
    done = program("restore", "copy.db")
    assert done == (0, f"{program.store}\n", "cio-digest: 1 entry restored\n")
    assert "CRM" in program("search", "crm").out


def test_nothing_is_restored_or_repaired_under_a_run(program: Program) -> None:
    """It would write into a file that has another name by then."""
    program.fill(entry("A CRM story"))
    program("backup", "copy.db")
    with locked(str(program.store), NOW):
        for words in (["restore", "copy.db"], ["doctor", "--repair"], ["doctor", "--compact"]):
            done = program(*words)
            assert (done.code, done.out) == (4, "")
            assert "already running" in done.err


def test_a_damaged_store_is_repaired(program: Program) -> None:
    """Doctor names what is wrong and what to do; the repair says what was lost."""
    program.fill(entry("A CRM story"), entry("Another"))
    assert program("doctor", "--repair").err.endswith("sound, nothing to repair\n")
    with closing(sqlite3.connect(program.store)) as db, db:
        db.execute("UPDATE entries SET surfaced = 'soon' WHERE id = 2")
    checked = program("doctor", "--offline")
    assert checked.code == 1
    assert "row 2 of entries is damaged (surfaced); run: cio-digest doctor --repair" in checked.out
    done = program("doctor", "--repair")
    assert (done.code, done.out) == (0, "")
    first, lost, old = done.err.splitlines()
    assert first.endswith("repaired, with 1 entry")
    assert lost == "cio-digest: lost: 1 entry"
    assert os.path.exists(old.rpartition(" ")[2])  # noqa: PTH110 - a word of a line
    assert program("doctor", "--offline").out.count("wrong") == 0


def test_a_store_is_compacted(program: Program) -> None:
    """One line says how many bytes it was and is; it is as sound as before."""
    program.fill(entry("A CRM story"))
    with program.config.open("a", encoding="utf-8") as file:
        file.write('[store]\nkeep = "2y"\n')
    before = program("doctor", "--offline").out
    assert re.search(r"keeps what is newer than \d{4}-\d\d-\d\d; 0 entries to go at night", before)
    done = program("doctor", "--compact")
    assert (done.code, done.out) == (0, "")
    said = re.search(r"compacted, ([\d,]+) bytes before and ([\d,]+) now$", done.err.strip())
    assert said
    assert int(said[2].replace(",", "")) == program.store.stat().st_size
    assert "sound" in program("doctor", "--offline").out
