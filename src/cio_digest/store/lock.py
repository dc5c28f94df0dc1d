"""One run at a time: a lock that the system frees when its holder ends, however it ends."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from typing import TYPE_CHECKING, TextIO

from cio_digest import files
from cio_digest.errors import LockedError, UnwritableError
from cio_digest.store.create import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def locked(path: str, now: datetime) -> Iterator[None]:
    """Hold the lock of the store at ``path`` while the body runs.

    Raises:
        LockedError: another run holds it; the message says since when.
        UnwritableError: the folder takes no lock.
    """
    if path == ":memory:":
        yield
        return
    if files.on_server(path):
        from cio_digest.store.postgres import lock

        with lock.locked(path, now):
            yield
        return
    make_folder(path)
    try:
        file = open(f"{os.path.realpath(path)}.lock", "a+", encoding="utf-8", opener=files.private)  # noqa: SIM115 - held below
    except OSError as error:
        raise UnwritableError(path, f"its lock cannot be made: {error.strerror}") from None
    with file:
        if not _take(file):
            file.seek(0)
            raise LockedError(path, f"already running since {file.read(80).strip() or 'just now'}")
        with suppress(OSError):  # a full disk: it is held all the same
            file.truncate(0)
            held = f"{now.astimezone(timezone.utc):%Y-%m-%d %H:%M:%S} UTC (process {os.getpid()})"
            os.write(file.fileno(), held.encode())
        yield


def _take(file: TextIO) -> bool:
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            file.seek(1 << 20)  # lock a byte behind the text, which others must be able to read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
