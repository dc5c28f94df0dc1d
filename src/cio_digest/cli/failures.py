"""Whatever a command raises to one clear line on stderr and the right exit code.

0 done; 1 nothing worked or an internal fault; 2 wrong usage or configuration; 3 done, but some
sources failed; 4 another run holds the lock; 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from io import StringIO

import click

from cio_digest.errors import CioDigestError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def guarded(group: click.Group, args: list[str] | None) -> None:
    """Run the group; never show a traceback unless CIO_DIGEST_DEBUG asks for it."""
    _open_streams()
    try:
        code = group.main(args, prog_name="cio-digest", standalone_mode=False)
    except click.exceptions.Exit as error:
        code = error.exit_code
    except click.Abort:
        code = interrupted()
    except click.ClickException as error:
        misused(error)
        code = error.exit_code
    except CioDigestError as error:
        say(*str(error).splitlines())
        code = error.exit_code
    except KeyboardInterrupt:
        code = interrupted()
    except SystemExit:  # click's way out when nobody reads our output any more
        code = 0
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one line
        code = _fault(error)
    sys.exit(code if isinstance(code, int) else 0)


def unwritten(error: Exception) -> str:
    """Why standard output cannot be written, if that is the error; what was left to write goes.

    An error of a file has its name; those of the store and of the network are others.
    """
    if not isinstance(error, OSError) or error.filename or error.errno not in _FULL:
        return ""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return f"standard output cannot be written: {error.strerror}"


def _fault(error: Exception) -> int:
    """Say what a command failed by that nobody foresaw, and give its exit code."""
    if reason := unwritten(error):
        say(reason)
        return 1
    if _homeless():
        say("the folder this was started in is gone; cd to another and run again")
        return 1
    if os.environ.get("CIO_DIGEST_DEBUG"):
        raise error
    from cio_digest.runs.faults import place

    say(
        f"internal fault at {place(error)}",
        "set CIO_DIGEST_DEBUG=1 and run again to see where; please report what it prints",
    )
    return 1


def _homeless() -> bool:
    """Whether the working folder was deleted, so that no relative path leads anywhere."""
    try:
        os.getcwd()  # noqa: PTH109 - only whether there is one
    except FileNotFoundError:
        return True
    return False


def say(*lines: str) -> None:
    """Write lines for the person, not for the pipe: to stderr."""
    for line in lines:
        click.echo(_fitted(f"cio-digest: {line}"), err=True)


def misused(error: click.ClickException) -> None:
    """Say what is wrong with a command line, how it is written, and the nearest option."""
    if isinstance(error, click.NoSuchOption) and error.ctx:
        from cio_digest.text.spelling import nearest

        name = error.option_name
        options = [option for each in error.ctx.command.params for option in each.opts]
        near = nearest(name, [option for option in options if option.startswith("-")])
        hint = f" Did you mean '{near}'?" if near else ""
        error = click.UsageError(f"No such option '{name}'.{hint}", error.ctx)
    said = StringIO()
    error.show(said)
    for line in said.getvalue().splitlines():
        click.echo(_fitted(line), err=True)


def _fitted(line: str) -> str:
    """On a terminal, broken between words; in a log, one line."""
    try:
        width = os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):  # no terminal, or no file at all
        return line
    if len(line) <= width or not width:
        return line
    from textwrap import fill

    return fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def interrupted() -> int:
    """Say that nothing is lost, and give the code that shells expect."""
    say("interrupted; what was fetched so far is kept")
    return 130


def _open_streams() -> None:
    """Give a process that was started with its outputs closed somewhere to write to."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
