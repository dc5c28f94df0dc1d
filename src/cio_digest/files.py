"""Bytes to a file, replaced whole in one step or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE = 0o600  # for what only the reader should see
_SERVERS = ("postgresql://", "postgres://")


def on_server(place: str) -> bool:
    """Whether the place of a store is the address of a server, not a file's path."""
    return place.startswith(_SERVERS)


def private(path: str, flags: int) -> int:
    """Open a file that, if it is new, is its owner's alone; an ``opener`` for ``open``."""
    return os.open(path, flags, PRIVATE)


def replace(path: str, data: bytes, *, mode: int | None = None) -> None:
    """Put ``data`` in place of the file at ``path``; who reads it sees the old file or the new one.

    A link stays a link: the file that it names is replaced. It gets ``mode``, or keeps the one it
    has; a new file gets what the umask leaves. The data reaches the disk before the name does.

    Raises:
        OSError: the folder or the disk does not take it; the old file is as it was.
    """
    import tempfile

    target = os.path.realpath(path)
    # mkstemp makes a new file of an unpredictable name, so that nobody can have put a link there.
    handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(target))
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, _mode(target) if mode is None else mode)
        os.replace(part, target)
    except BaseException:
        os.unlink(part)
        raise


def _mode(path: str) -> int:
    """The permissions of the file that is there, else those that the umask leaves a new one."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        pass
    umask = os.umask(0)  # there is no other way to read it
    os.umask(umask)
    return 0o666 & ~umask


def expanded(path: str) -> str:
    """A path with ``~`` or ``~name`` at its begin as that home folder, as a shell reads it."""
    return os.path.expanduser(path)


@contextmanager
def exclusive(path: str) -> Iterator[None]:
    """While the body reads a file and replaces it, nobody else in this program does.

    Who comes second waits. Files are replaced, so it is their folder that is locked; what cannot be
    locked (a folder of another machine, Windows) is changed all the same.
    """
    folder = os.path.dirname(os.path.realpath(path))
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
