"""One line on a terminal's stderr that says how far a run is; nothing elsewhere."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cio_digest.cli.setup import attended

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def line() -> Iterator[Callable[[str], None]]:
    """A function that shows a text in place of the one before; the line is cleared at the end."""
    shown = False

    def tell(text: str) -> None:
        nonlocal shown
        shown = True
        show(text)

    try:
        yield tell
    finally:
        if shown:
            show("")


def show(text: str) -> None:
    """Put a text, which may be empty, in place of the progress shown before."""
    if attended():
        width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
        sys.stderr.write(f"\r\x1b[K{text[: width - 1]}")
        sys.stderr.flush()


def summing(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    """What tells how many of how many stories are summed up."""

    def advance(done: int, total: int) -> None:
        tell(f"{done} of {total} stories are summed up")

    return advance
