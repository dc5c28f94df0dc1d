"""Work that makes no cycles of objects, done without looking for any."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def unsought() -> Iterator[None]:
    """Look for no garbage meanwhile.

    Stories, fingerprints and counts are many objects without cycles: what is no longer used is
    freed at once, and looking through all that is there finds nothing.
    """
    sought = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if sought:
            gc.enable()
