"""Text that is higher than the terminal to the reader's pager, as git does it.

PAGER names it, less where it is not set; LESS is ``FRX`` where it is not set, so that less leaves
the text on the screen and keeps its colours. A pager that would show escape sequences as text gets
none: https://github.com/gwsw/less/blob/master/NEWS says since when less takes links.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OPTION = click.option("--no-pager", is_flag=True, help="Never show long text in a pager.")

_LINKS_SINCE = 566  # the version of less that passes on OSC 8
_LINK = r"\x1b\]8;[^\x1b]*\x1b\\"
_ESCAPE = rf"{_LINK}|\x1b\[[\d;]*m"


def page(text: str) -> bool:
    """Show the text in a pager if the terminal is too low for it; gives whether that was done."""
    if not sys.stdout.isatty() or not _higher(text) or _declined():
        return False
    command = _command(os.environ)
    return bool(command) and _shown(command, text)


def _higher(text: str) -> bool:
    try:
        height = os.get_terminal_size(sys.stdout.fileno()).lines
    except OSError:
        return False
    return 0 < height <= text.count("\n")  # the last line is the prompt's


def _declined() -> bool:
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.find_root().params.get("no_pager"))


def _command(env: Mapping[str, str]) -> list[str]:
    """The pager's command line, empty where there is to be none."""
    import shlex
    from shutil import which

    if env.get("TERM", "dumb") in {"dumb", ""}:
        return []
    try:
        words = shlex.split(env.get("PAGER", "less"), posix=os.name != "nt")
    except ValueError:  # a quote that is not closed
        return []
    program = which(words[0]) if words else None
    return [program, *words[1:]] if program and _name(words[0]) != "cat" else []


def _name(program: str) -> str:
    return re.split(r"[/\\]", program)[-1].removesuffix(".exe")


def _shown(command: Sequence[str], text: str) -> bool:
    """Run the pager until the reader leaves it; Ctrl-C is the pager's own business."""
    import signal
    import subprocess

    env = {**os.environ, "LESS": os.environ.get("LESS", "FRX")}
    readable = _readable(text, command, env["LESS"])
    data = readable.encode(sys.stdout.encoding or "utf-8", "replace")
    try:
        process = subprocess.Popen(  # noqa: S603 - the reader's own
            command, stdin=subprocess.PIPE, env=env
        )
    except OSError:
        return False
    ours = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(data)
    finally:
        signal.signal(signal.SIGINT, ours)
    return True


def _readable(text: str, command: Sequence[str], flags: str) -> str:
    """The text with as many escape sequences as the pager passes on."""
    given = (flags, *(word for word in command[1:] if word.startswith("-")))
    raw = any("r" in word.lower() for word in given)
    if _name(command[0]) != "less" or not raw:
        return re.sub(_ESCAPE, "", text)
    return text if _version(command[0]) >= _LINKS_SINCE else re.sub(_LINK, "", text)


def _version(less: str) -> int:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - the reader's own
            [less, "--version"],
            capture_output=True,
            check=False,
            timeout=2,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return 0
    match = re.match(rb"less (\d+)", done.stdout)
    return int(match[1]) if match else 0
