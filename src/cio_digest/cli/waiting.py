"""Work that waits for others -> what comes of it; Ctrl-C closes what is open first."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do the work to its end; none of it may ask the person, who could not say Ctrl-C then.

    Raises:
        KeyboardInterrupt: the person did not want to wait for it.
    """
    try:
        return asyncio.run(_heeding(work) if sys.version_info < (3, 11) else work)
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


async def _heeding(work: Coroutine[Any, Any, T]) -> T:
    """Let Ctrl-C cancel the work, as Python does by itself from 3.11 on."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - this runs in one
    with suppress(NotImplementedError):  # Windows has no such handlers
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)
    return await work
