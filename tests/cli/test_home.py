"""``~/`` in every path that a reader can write, where no shell has seen to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.feeds import entry

from cio_digest import config

if TYPE_CHECKING:
    from tests.cli.conftest import Program

OPML = '<opml><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>'


def test_files_of_commands(program: Program) -> None:
    """Read and written below the home folder, none in a folder that is called ~."""
    program.fill(entry("All about CRM"))
    (program.home / "list.opml").write_text(OPML)
    for words in (
        ("today", "--output=~/days/%Y-%m-%d.md"),
        ("today", "--output=~/today.html"),
        ("save", "1", "--to=~/read.md"),
        ("backup", "~/copy.db"),
        ("restore", "~/copy.db"),
        ("sources", "export", "~/mine.opml"),
        ("sources", "import", "~/list.opml"),
    ):
        assert program(*words).code == 0, words
    made = {path.name for path in program.home.iterdir()}
    assert {"days", "today.html", "read.md", "copy.db", "mine.opml"} <= made
    assert "~" not in made


def test_programs_of_feeds_toml(program: Program) -> None:
    """A program and its arguments are meant as in a shell; other words stay."""
    program.follow("http://127.0.0.1:9/a", more='[summarize]\ncommand = ["~/sum", "a~", "~/b"]\n')
    command = config.load(program.config).summarize
    assert command is not None
    home = Path("~").expanduser()
    assert command.command == (str(home / "sum"), "a~", str(home / "b"))
