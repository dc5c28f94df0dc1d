"""Handlers of ``logging``: to the log beside the store, and to the person at the terminal."""

from __future__ import annotations

import logging
import time
from contextlib import suppress

from cio_digest.cli import progress
from cio_digest.cli.failures import say
from cio_digest.runs import logfile


class ToFile(logging.Handler):
    """Adds warnings and worse to the log of a store; where it cannot be written, they are lost."""

    def __init__(self, store: str) -> None:
        """Open nothing before there is something to write."""
        super().__init__(logging.WARNING)
        self.path = logfile.place(store)
        line = logging.Formatter("%(asctime)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        line.converter = time.gmtime
        self.setFormatter(line)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        with suppress(OSError):
            logfile.add(self.path, logfile.lines(self.format(record)))


class ToPerson(logging.Handler):
    """Shows records on stderr, in place of the line of progress."""

    def emit(self, record: logging.LogRecord) -> None:
        """Show one record, line by line."""
        progress.show("")
        say(*logfile.lines(self.format(record)))
