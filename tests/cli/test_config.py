"""The reader's feeds.toml by a command: where it is, and their editor on it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Program


def test_the_place_is_printed_also_of_a_file_to_come(program: Program) -> None:
    """So that a script can write it."""
    assert program("config", "path").out == f"{program.config}\n"
    assert program("--config", "my.toml", "config", "path").out == "my.toml\n"


def test_the_editor_is_started_and_the_file_checked(program: Program) -> None:
    """A mistake is told at once, not by tomorrow's digest."""
    program.follow("http://127.0.0.1:9/a")
    editor = program.home / "editor.py"
    write = "import sys; open(sys.argv[1], 'a').write({!r})"
    env = program.env(EDITOR=f"{sys.executable} {editor}")
    editor.write_text(write.format("# mine\n"), encoding="utf-8")
    done = program("config", "edit", env=env)
    assert (done.code, "is well: 1 source, 1 topic" in done.err) == (0, True)
    editor.write_text(write.format("[digst]\n"), encoding="utf-8")
    done = program("config", "edit", env=env)
    assert (done.code, 'unknown key "digst"' in done.err) == (2, True)


def test_without_a_file_there_is_nothing_to_edit(program: Program) -> None:
    """It says what writes one."""
    done = program("config", "edit")
    assert (done.code, "cio-digest init" in done.err) == (2, True)
