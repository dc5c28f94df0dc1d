"""Runs a coroutine to its result; Ctrl-C closes what is open first."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, which may not ask the person anything: Ctrl-C would not be heard.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
        RuntimeError: this thread has a running event loop.
    """
    if _is_running():
        work.close()
        raise RuntimeError("this thread has a running event loop; call it in another thread")
    try:
        return asyncio.run(_heeding(work) if sys.version_info < (3, 11) else work)
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


def _is_running() -> bool:
    """Whether this thread runs an event loop."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def _heeding(work: Coroutine[Any, Any, T]) -> T:
    """Let Ctrl-C cancel the work, as Python does by itself from 3.11 on."""
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - this runs in one
    heed(signal.SIGINT, task.cancel)
    return await work


def heed(number: signal.Signals, act: Callable[[], object]) -> None:
    """Have the loop that runs call ``act`` when a signal comes, where it can hear of signals.

    Windows has no such handlers, and only the main thread may set one (asyncio: RuntimeError).
    """
    with suppress(NotImplementedError, RuntimeError):
        asyncio.get_running_loop().add_signal_handler(number, act)
