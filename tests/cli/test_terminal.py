"""A real terminal (a pseudo one): the right format, its width, its links, its progress."""

from __future__ import annotations

import os
import re
import signal
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from tests.conftest import Page, Site
from tests.feeds import entry, rss

if TYPE_CHECKING:
    from tests.cli.conftest import Program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")

LINK = re.compile(r"\x1b\]8;[^;\x1b]*;([^\x1b]*)\x1b\\")
STYLE = re.compile(r"\x1b\[[0-9;]*m")
LONG = "CRM prices of Northwind and of Halyard and of everybody else rise again and again " * 3
WIDE = "顧客管理のCRMに新しい料金、座席数によらない課金へ移行する会社が増えている " * 3


@pytest.fixture
def filled(program: Program) -> Program:
    """Stories with titles and addresses that are too long for any line."""
    program.fill(
        entry("All about CRM", text="Nothing but CRM. " * 30),
        entry(LONG.strip(), url="https://a.example/" + "very/long/" * 30),
        entry(WIDE.strip(), url="https://b.example/", text=WIDE * 5),
        entry("CRM" + "x" * 300, url="https://c.example/"),
    )
    return program


def on_terminal(
    program: Program,
    *args: str,
    columns: int = 80,
    rows: int = 1000,
    typed: str = "",
    interrupt: str = "",
    **more: str,
) -> tuple[int, str]:
    """The exit code and all that a terminal of this width was sent, what was typed included.

    ``interrupt``: Ctrl-C as soon as this is shown.
    """
    import fcntl
    import pty
    import select
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    env = {**program.env(TERM="xterm-256color", LC_ALL="C.UTF-8"), **more}
    process = subprocess.Popen(
        program.command(*args), env=env, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    sent = b""
    try:
        while part := os.read(ours, 65536):
            sent += part
            # A signal that comes just before the wait for an answer begins is lost on Python: as a
            # person would, press Ctrl-C again.
            while interrupt and interrupt.encode() in sent and process.poll() is None:
                process.send_signal(signal.SIGINT)
                if select.select([ours], [], [], 1)[0]:
                    interrupt = ""
    except OSError:  # Linux: the other end is closed
        pass
    finally:
        os.close(ours)
    return process.wait(30), sent.decode().replace("\r\n", "\n")


def plain(sent: str) -> str:
    return STYLE.sub("", LINK.sub("", sent))


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(filled: Program, columns: int) -> None:
    """Whatever is in it; nothing but styles and links is sent besides text."""
    code, sent = on_terminal(filled, "today", columns=columns)
    text = plain(sent)
    assert code == 0
    assert "All about CRM" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)
    assert max(cell_len(line) for line in text.splitlines()) <= columns


def test_titles_are_links(filled: Program) -> None:
    """By OSC 8, each closed again."""
    _, sent = on_terminal(filled, "today")
    addresses = LINK.findall(sent)
    assert "https://news.example/All-about-CRM" in addresses
    assert addresses.count("") == len(addresses) / 2
    assert STYLE.search(sent)


@pytest.mark.parametrize(
    "more",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"CLICOLOR": "0"}],
    ids=["NO_COLOR", "dumb", "0"],
)
def test_a_terminal_without_colour(filled: Program, more: dict[str, str]) -> None:
    """Not one escape sequence."""
    _, sent = on_terminal(filled, "today", **more)  # type: ignore[arg-type]
    assert "All about CRM" in sent
    assert "\x1b" not in sent


def test_a_terminal_that_cannot_write_all_letters(filled: Program) -> None:
    """It gets what it can carry, and no error."""
    code, sent = on_terminal(filled, "today", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert code == 0
    assert "All about CRM" in plain(sent)
    assert sent.isascii()


def test_progress_is_for_who_watches(program: Program, site: Site) -> None:
    """It is cleared at the end, and a summary stays."""
    site.pages["/a"] = Page(rss())
    program.follow(site.url("/a"))
    code, sent = on_terminal(program, "fetch")
    assert code == 0
    assert "fetching 1/1" in sent
    assert sent.endswith("\r\x1b[Kcio-digest: 1 source read, 0 entries new\n")


@pytest.mark.parametrize("args", [["sources", "list"], ["explain", "1"]], ids=" ".join)
def test_other_commands_keep_to_the_width(filled: Program, args: list[str]) -> None:
    """At 60 columns too."""
    filled("today")
    _, sent = on_terminal(filled, *args, columns=60)
    assert max(cell_len(line) for line in plain(sent).splitlines()) <= 60


def test_a_message_breaks_between_words(program: Program) -> None:
    """What is one line in a log has its words whole on a terminal, the rest indented."""
    line = program("explain", "1", "--format", "plain").err.splitlines()[0]
    _, sent = on_terminal(program, "explain", "1", columns=40)
    shown = sent.replace("\r\n", "\n")[: len(line) + 200]
    first, *rest = shown.splitlines()
    assert len(line) > 40 >= len(first)
    assert all(each.startswith("  ") for each in rest[:2])
    assert " ".join(shown.split()).startswith(line)
