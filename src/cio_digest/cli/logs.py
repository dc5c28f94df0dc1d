"""Where logged lines go: faults to the log beside the store; with ``-v`` and ``-vv`` to stderr.

``logging`` takes 4 ms to import, so commands that ask no network do without.
"""

from __future__ import annotations

import os
from contextlib import suppress

import click

from cio_digest.cli.failures import say
from cio_digest.errors import CioDigestError

_LEVELS = ("WARNING", "INFO", "DEBUG")


def start(store: str) -> None:
    """Let the loggers of this program write: warnings and worse to the log of the store."""
    import logging

    from cio_digest.cli import loghandlers

    verbose = verbosity(click.get_current_context())
    logger = logging.getLogger("cio_digest")
    logger.setLevel(_LEVELS[verbose])
    logger.handlers = [loghandlers.ToFile(store)]
    if verbose:
        logger.addHandler(loghandlers.ToPerson())
    other = logging.getLogger("psycopg")  # what it loses is told by whoever asked for it
    other.setLevel(_LEVELS[verbose])
    other.handlers = logger.handlers


def verbosity(ctx: click.Context) -> int:
    """0, or 1 and 2 for ``-v`` and ``-vv``; CIO_DIGEST_DEBUG is as good as ``-vv``."""
    if os.environ.get("CIO_DIGEST_DEBUG"):
        return 2
    count: int = ctx.find_root().params.get("verbose", 0)
    return min(count, 2)


def crash(ctx: click.Context, error: Exception) -> None:
    """Write the traceback of an internal fault of a command to the log, with ``-v`` to stderr."""
    from datetime import datetime, timezone
    from traceback import format_exception

    from cio_digest.config import paths
    from cio_digest.networks import health
    from cio_digest.runs import logfile

    lines = logfile.lines(health.address("".join(format_exception(error))))
    stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    with suppress(OSError, CioDigestError):  # there may be no place for a log
        store = str(paths.store_file(paths.here(), ctx.find_root().params.get("store")))
        command = ctx.invoked_subcommand or "cio-digest"
        logfile.add(logfile.place(store), [f"{stamp} {command}: internal fault", *lines])
    if verbosity(ctx) and not os.environ.get("CIO_DIGEST_DEBUG"):  # which has Python print it
        say(*lines)
