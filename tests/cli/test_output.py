"""What goes to stdout, to a pipe, to a file; and what the environment says of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program

FIRST = {
    "terminal": "cio-digest ",
    "markdown": "# cio-digest",
    "html": "<!doctype html>",
    "json": "{",
    "plain": "cio-digest",
}


@pytest.fixture
def filled(program: Program) -> Program:
    """With one story in the store."""
    program.fill(entry("All about CRM"))
    return program


def test_a_pipe_gets_markdown(filled: Program) -> None:
    """Only the digest is on stdout, and nothing on stderr."""
    done = filled("today")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# cio-digest")
    assert "[All about CRM]" in done.out
    assert filled("today", env=filled.env(NOW + timedelta(minutes=9))).out == done.out


@pytest.mark.parametrize("to", list(FIRST))
def test_each_format(filled: Program, to: str) -> None:
    """On request, wherever the output goes, without escape sequences in a pipe."""
    done = filled("today", "--format", to)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(FIRST[to])
    assert "All about CRM" in done.out
    assert "\x1b" not in done.out
    assert to != "json" or json.loads(done.out)


@pytest.mark.parametrize(
    ("more", "colour"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "0"}, False),
        ({"CLICOLOR_FORCE": "1"}, True),
        ({"CLICOLOR_FORCE": "0", "CLICOLOR": "1"}, False),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
    ],
    ids=str,
)
def test_colour_in_a_pipe(filled: Program, more: dict[str, str], colour: bool) -> None:
    """Only for who insists; NO_COLOR wins; links are a terminal's."""
    out = filled("today", "--format", "terminal", env=filled.env(**more)).out
    assert ("\x1b[" in out) == colour
    assert "\x1b]8;" not in out


def test_columns_set_the_width(filled: Program) -> None:
    """No line is wider, and the width is used."""
    for width in (60, 100):
        env = filled.env(COLUMNS=str(width))
        lines = filled("today", "--format", "terminal", env=env).out.splitlines()
        assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("d.json", "{"),
        ("d.html", "<!doctype html>"),
        ("d.txt", "cio-digest"),
        ("d", "# cio-digest"),
    ],
)
def test_a_file_gets_what_its_name_says(filled: Program, name: str, first: str) -> None:
    """Nothing goes to stdout, and nothing but the file is left."""
    assert filled("today", "--output", name) == (0, "", "")
    path = filled.home / name
    assert path.read_text(encoding="utf-8").startswith(first)
    assert not list(filled.home.glob(".*part*"))


def test_a_file_is_replaced_through_its_link(filled: Program) -> None:
    """A link to the real place stays a link."""
    (filled.home / "real.md").write_text("old")
    (filled.home / "link.md").symlink_to("real.md")
    assert filled("today", "-o", "link.md").code == 0
    assert (filled.home / "link.md").is_symlink()
    assert (filled.home / "real.md").read_text(encoding="utf-8").startswith("# cio-digest")


def test_a_device_is_written_to_and_not_replaced(filled: Program) -> None:
    """As ``-o /dev/stdout`` would."""
    os.mkfifo(filled.home / "pipe")
    with open(os.open(filled.home / "pipe", os.O_RDONLY | os.O_NONBLOCK), encoding="utf-8") as pipe:  # noqa: PTH123
        assert filled("today", "-o", "pipe") == (0, "", "")
        assert pipe.read().startswith("# cio-digest")
    assert (filled.home / "pipe").is_fifo()


def test_folders_that_do_not_exist_are_made(filled: Program) -> None:
    """A brief for a share that is new today is written there, not refused."""
    assert filled("today", "--output", "briefs/new/today.md") == (0, "", "")
    assert (filled.home / "briefs/new/today.md").read_text("utf-8").startswith("# cio-digest")


@pytest.mark.parametrize("output", ["file/d.md", "folder", "", "x" * 300])
def test_a_file_that_cannot_be_written(filled: Program, output: str) -> None:
    """One line, exit code 1, nothing left behind."""
    (filled.home / "folder").mkdir()
    (filled.home / "file").touch()
    done = filled("today", "--output", output)
    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(r"cio-digest: .*: cannot be written: .+\n", done.err)
    assert not list(filled.home.glob(".*part*"))


@pytest.mark.parametrize("args", [["today"], ["--help"], ["fetch", "--dry-run"]], ids=" ".join)
def test_a_reader_that_leaves_early_is_no_error(filled: Program, args: list[str]) -> None:
    """As in ``cio-digest today | head -1``."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            filled.command(*args),
            env=filled.env(),
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 0
    assert b"rror" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("args", [["today"], ["--help"], ["config", "path"]])
def test_a_full_device_is_one_line(filled: Program, args: list[str]) -> None:
    """The digest did not arrive, so the exit code says so; it is no fault of the program's."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            filled.command(*args),
            env=filled.env(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"cio-digest: standard output cannot be written")
    assert done.stderr.count(b"\n") == 1
    assert not Path(f"{filled.store}.log").exists()


def test_outputs_may_be_closed(filled: Program) -> None:
    """As some daemons start their children."""
    command = " ".join(f"'{part}'" for part in filled.command("today"))
    done = subprocess.run(
        ["/bin/sh", "-c", f"{command} >&- 2>&-"], env=filled.env(), check=False, timeout=60
    )
    assert done.returncode == 0


def test_a_pipe_gets_utf_8_whatever_the_locale(program: Program) -> None:
    """Cron's locale is C, its mails are not."""
    program.fill(entry("Über CRM – 顧客"))
    done = program("today", env=program.env(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"))
    assert (done.code, done.err) == (0, "")
    assert "Über CRM – 顧客" in done.out
