"""Bytes that come in parts, kept on disk once there are many, until all of them are wanted.

What is being received at once may be as many large bodies as there are connections; in memory
stands only the one that is being read.
"""

from __future__ import annotations

import io
import tempfile
from contextlib import suppress
from typing import IO

IN_MEMORY = 500_000  # bytes; most feeds are smaller


class Spool:
    """A body as far as it has come."""

    def __init__(self) -> None:
        """Begin with nothing, in memory."""
        self.file: IO[bytes] = io.BytesIO()
        self.size = 0
        self.limit = IN_MEMORY

    def add(self, part: bytes) -> None:
        """Add the next part.

        Raises:
            OSError: the disk is full by now. Where it was before, the body stays in memory.
        """
        self.file.write(part)
        self.size += len(part)
        if self.size > self.limit:
            self.limit = 1 << 62  # what could not be done once is not tried again
            self._move()

    def _move(self) -> None:
        """Move it to disk, if there is room."""
        self.file.seek(0)
        with suppress(OSError):
            file = tempfile.TemporaryFile()  # noqa: SIM115 - see ``close``
            try:
                file.write(self.file.read())
            except OSError:
                file.close()
                raise
            self.file = file
        self.file.seek(0, io.SEEK_END)

    def read(self) -> bytes:
        """All of it, once."""
        with self.file as file:
            file.seek(0)
            return file.read()

    def close(self) -> None:
        """Let go of what was not read."""
        self.file.close()
