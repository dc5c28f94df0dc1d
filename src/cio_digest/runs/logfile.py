"""The log beside the store: how scheduled jobs ended, and where a fault was met."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.config import paths
from cio_digest.render import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 1_000_000  # bytes of the log before it begins anew; the one before it is kept


def place(store: str) -> str:
    """The path of the log of a store; "" where that is in memory."""
    return "" if store == ":memory:" else f"{paths.local(paths.here(), store)}.log"


def lines(text: str) -> list[str]:
    """The lines of a text that may hold words from outside: indented as they were, and harmless.

    No line of it can pose as another or send an escape sequence to a terminal.
    """
    split = text.rstrip("\n").split("\n")
    return [" " * (len(line) - len(line.lstrip(" "))) + harmless.text(line) for line in split]


def add(path: str, lines: Iterable[str]) -> None:
    """Add lines to a log, whose size is bounded; nothing where the path is empty.

    Raises:
        OSError: it cannot be written.
    """
    if not path:
        return
    if os.path.exists(path) and os.path.getsize(path) > LARGEST:  # noqa: PTH110, PTH202 - quick
        os.replace(path, f"{path}.1")  # noqa: PTH105
    with open(path, "a", encoding="utf-8", errors="replace", opener=files.private) as file:
        file.writelines(f"{line}\n" for line in lines)
