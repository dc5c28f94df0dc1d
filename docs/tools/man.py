"""The commands and their help to docs/cio-digest.1, a page for man(1) (man-pages(7), groff_man(7)).

Run it as ``python docs/tools/man.py``; a test says when it is time to.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cio_digest.cli import COMMANDS, group

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[1] / "cio-digest.1"

_HEAD = """\
.\\" Made from the program's own help by docs/tools/man.py; edit that.
.TH CIO-DIGEST 1
.SH NAME
cio-digest \\- the morning brief of every feed, search and voice one follows
.SH SYNOPSIS
.B cio-digest
.RB [ \\-\\-config
.IR FILE ]
.RB [ \\-\\-store
.IR FILE ]
.I COMMAND
.RI [ ARGUMENT ]...
"""
_FOOT = """\
.SH EXIT STATUS
0 done; 1 nothing worked; 2 wrong usage or configuration; 3 done, but some sources or recipients
failed; 4 another run is at work; 130 interrupted.
.SH ENVIRONMENT
.TP
.BR CIO_DIGEST_CONFIG ", " CIO_DIGEST_STORE
The configuration and the store, where no flag names them.
.TP
.BR CIO_DIGEST_MAX_STORIES ", " CIO_DIGEST_MINUTES ", " CIO_DIGEST_MAX_AGE ", "\\c
.BR CIO_DIGEST_PER_SOURCE ", " CIO_DIGEST_TIMEZONE ", " CIO_DIGEST_LANGUAGES ", "\\c
.BR CIO_DIGEST_READ_PAGES
Stand above the same keys under [digest].
.TP
.BR NO_COLOR ", " FORCE_COLOR ", " CLICOLOR ", " CLICOLOR_FORCE ", " COLUMNS
Colour and width of the output.
.TP
.BR SSL_CERT_FILE ", " REQUESTS_CA_BUNDLE ", " CURL_CA_BUNDLE
Certificates that are trusted beside the system's.
.SH FILES
.TP
.I ~/.config/cio\\-digest/feeds.toml
What is followed and cared about; without it a built\\-in example.
.TP
.I ~/.local/share/cio\\-digest/cio\\-digest.db
What was read: an SQLite file.
"""


_NOTHING = "\\&"


def page() -> str:
    """The whole page."""
    context = click.Context(group, info_name="cio-digest")
    parts = [_HEAD, ".SH DESCRIPTION\n", _paragraphs(group.help or "")]
    parts += [".SH OPTIONS\n", *map(_option, _options(group, context)), ".SH COMMANDS\n"]
    for name in COMMANDS:
        command = group.get_command(context, name)
        if command is not None:
            parts += _command(command, context, name)
    return "".join([*parts, _FOOT])


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    """A command with its help, options and examples, then those below it."""
    context = click.Context(command, info_name=name, parent=parent)
    path = context.command_path.removeprefix("cio-digest ")
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {_text(path)} {_text(usage)}\n"
    yield _paragraphs(command.help or "")
    yield from map(_option, _options(command, context))
    if not (isinstance(parent.command, click.Group) and parent.command.epilog == command.epilog):
        yield _examples(command.epilog or "")
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _command(found, context, below)


def _options(command: click.Command, context: click.Context) -> list[click.Option]:
    found = [each for each in command.params if isinstance(each, click.Option)]
    return [each for each in found if each.get_help_record(context)]


def _option(option: click.Option) -> str:
    record = option.get_help_record(click.Context(group)) or ("", "")
    flags, purpose = record
    return f".TP\n.B {_text(flags)}\n{_text(purpose) or _NOTHING}\n"


def _paragraphs(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text))
    return ".PP\n".join(f"{_text(' '.join(each.split()))}\n" for each in paragraphs)


def _examples(epilog: str) -> str:
    lines = epilog.partition("Examples:\n")[2].rstrip().splitlines()
    if not lines:
        return ""
    return "".join([".PP\n.nf\n", *(f"{_text(line)}\n" for line in lines), ".fi\n"])


def _text(text: str) -> str:
    """Text in which roff(7) sees no command, escape, or dash that is not a hyphen-minus."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    return re.sub(r"(?m)^\.", r"\\&.", escaped).replace("…", "\\[u2026]")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
