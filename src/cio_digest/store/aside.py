"""Another file in the place of a store, which is kept under a name of its own."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from cio_digest.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_LOG = "-wal"  # what SQLite has written but not yet moved into the file
_COMPANIONS = (_LOG, "-shm")


@contextmanager
def draft(path: str) -> Iterator[str]:
    """A new empty file beside ``path``, its owner's alone; what is left of it goes at the end."""
    import tempfile

    target = os.path.realpath(path)
    try:
        handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=os.path.dirname(target))
    except OSError as error:
        raise StoreError(path, f"cannot be written: {error.strerror}") from None
    os.close(handle)
    try:
        yield part
    finally:
        for name in (part, *(f"{part}{end}" for end in ("-journal", *_COMPANIONS))):
            with suppress(FileNotFoundError):
                os.unlink(name)


def replace(path: str, part: str, word: str, now: datetime) -> str:
    """Put the file ``part`` in place of the store; gives the name that the old one has now.

    That name says why (``word``) and when. No moment is without a store: the old file gets its
    second name before the new one takes the first. A log left beside it would be applied to the new
    one, so it goes with the old.

    Raises:
        StoreError: the folder takes no second file, or another program has the store open.
    """
    target = os.path.realpath(path)
    old = _free(f"{target}.{word}-{now:%Y%m%d}")
    try:
        if os.path.exists(target):
            _settle(target)
            _second_name(target, old)
        if os.path.exists(f"{target}{_LOG}"):
            os.replace(f"{target}{_LOG}", f"{old}{_LOG}")
        with suppress(FileNotFoundError):
            os.unlink(f"{target}-shm")
        os.replace(part, target)
    except OSError as error:
        raise StoreError(path, f"cannot be replaced: {error.strerror}") from None
    return old


def _settle(path: str) -> None:
    """Move what is in the log into the file, where it can be; a damaged one stays as it is."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=5)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _second_name(path: str, name: str) -> None:
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copy2(path, name)


def _free(name: str) -> str:
    """The name, with a number where it is taken."""
    number, free = 1, name
    while os.path.exists(free):
        number += 1
        free = f"{name}-{number}"
    return free
