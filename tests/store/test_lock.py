"""One run at a time, whatever becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW

from cio_digest.errors import LockedError, StoreError
from cio_digest.store import locked

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from datetime import datetime
from cio_digest.store import locked
with locked(sys.argv[1], datetime.fromisoformat(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_holder_is_told_since_when(tmp_path: Path) -> None:
    """The line names the time and the process; the lock is free afterwards."""
    path = str(tmp_path / "store.db")
    with (
        locked(path, NOW),
        pytest.raises(LockedError, match=rf"since 2026-11-22 06:30:00 UTC \(process {os.getpid()}"),
        locked(path, NOW + timedelta(hours=1)),
    ):
        pass
    with locked(path, NOW):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    """The very first command may be a fetch."""
    with locked(str(tmp_path / "new" / "store.db"), NOW):
        assert (tmp_path / "new").is_dir()


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    """One line that names the store."""
    (tmp_path / "store.db.lock").mkdir()
    with (
        pytest.raises(StoreError, match="its lock cannot be made"),
        locked(str(tmp_path / "store.db"), NOW),
    ):
        pass


@pytest.mark.skipif(os.name == "nt", reason="needs kill -9")
def test_a_killed_holder_frees_it(tmp_path: Path) -> None:
    """Nothing is left to be removed by hand."""
    path = str(tmp_path / "store.db")
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, path, NOW.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stdin
    with process.stdout, process.stdin:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(LockedError, match=f"process {process.pid}"), locked(path, NOW):
            pass
        process.kill()
        process.wait(10)
    with locked(path, NOW):
        pass


def test_a_store_in_memory_needs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them are two stores, and neither leaves a file behind."""
    monkeypatch.chdir(tmp_path)
    held = []
    with locked(":memory:", NOW), locked(":memory:", NOW):
        held.append(NOW)
    assert held == [NOW]
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_one_by_whatever_name_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a link, by a path from where one is, and by one with detours."""
    (tmp_path / "there").mkdir()
    path, link = tmp_path / "there" / "store.db", tmp_path / "link.db"
    path.touch()
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    for name in (
        str(link),
        "there/store.db",
        str(tmp_path / "there" / ".." / "there" / "store.db"),
    ):
        with locked(str(path), NOW), pytest.raises(LockedError), locked(name, NOW):
            pass
