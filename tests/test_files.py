"""A file is replaced whole or not at all, and nothing else is written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cio_digest import files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def mode(path: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask() -> Iterator[None]:
    """A umask that takes the writing of others away, whatever the machine's is."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path) -> None:
    """As any other file that the reader makes."""
    files.replace(str(tmp_path / "new"), b"text")
    assert (tmp_path / "new").read_bytes() == b"text"
    assert mode(tmp_path / "new") == 0o644


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    """One that was private stays private."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.replace(str(path), b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o640)


def test_a_mode_that_is_named_holds(tmp_path: Path) -> None:
    """For a file that was there, too."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o666)
    files.replace(str(path), b"new", mode=files.PRIVATE)
    assert mode(path) == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """The file that it names is replaced, where that lies."""
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "file", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.replace(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["file.part", ".file.part"])
def test_a_link_at_a_guessable_name_is_not_followed(tmp_path: Path, name: str) -> None:
    """Somebody who may write in the folder cannot make the program overwrite another file."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    (tmp_path / name).symlink_to(victim)
    files.replace(str(tmp_path / "file"), b"new")
    assert victim.read_bytes() == b"precious"


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """A folder stands where the file should be, so that the last step fails."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside").write_bytes(b"")
    with pytest.raises(OSError, match="folder"):
        files.replace(str(tmp_path / "folder"), b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.skipif(os.name == "nt", reason="a folder is locked by flock")
def test_who_comes_second_waits(tmp_path: Path) -> None:
    """A file that two add to at once has what both added, by whatever name they call it."""
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_text("")
    link.symlink_to(path)
    code = (
        "import sys\n"
        "from cio_digest import files\n"
        "for _ in range(50):\n"
        "    with files.exclusive(sys.argv[1]):\n"
        "        before = open(sys.argv[1]).read()\n"
        "        files.replace(sys.argv[1], (before + 'x').encode())\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(p)]) for p in (path, link)]
    assert [process.wait() for process in running] == [0, 0]
    assert path.read_text() == "x" * 100


def test_a_home_folder_is_meant_by_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell; elsewhere in a path it is a sign like others."""
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("USERPROFILE", "/home/ada")
    assert files.expanded("~/a~b") == "/home/ada/a~b"
    assert files.expanded("a/~/b") == "a/~/b"
