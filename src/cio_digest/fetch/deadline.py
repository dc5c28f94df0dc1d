"""A deadline that counts only the time in which there was a chance to meet it.

While one source's answer is read, nobody else's can come in: that time is not theirs to lose.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

T = TypeVar("T")

_TICK = 1.0  # seconds, of which a loop that was held up counts one and a half at most


async def within(seconds: float, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, which is cancelled after so many seconds of a running loop.

    Raises:
        asyncio.TimeoutError: it took longer.
    """
    task, clock = asyncio.ensure_future(work), asyncio.get_running_loop().time
    task.add_done_callback(_noted)
    left = seconds
    try:
        while left > 0 and not task.done():
            start = clock()
            await asyncio.wait({task}, timeout=min(left, _TICK))
            left -= min(clock() - start, 1.5 * _TICK)
        if not task.done():
            raise asyncio.TimeoutError
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


def _noted(task: asyncio.Task[Any]) -> None:
    """Look at how a task ended: where an interruption left it alone, nobody else would."""
    if not task.cancelled():
        task.exception()
