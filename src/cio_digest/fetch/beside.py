"""Work beside the event loop, so that no source's clock stands still while another is read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # of glibc's malloc.h
_LARGE = 1 << 21  # bytes, as many as a large feed has

Aside: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]


async def at_once(job: Callable[[], Any]) -> Any:
    """The result of a job, for who has nothing else to wait for."""
    return job()


@contextmanager
def thread() -> Iterator[Aside]:
    """A way to have jobs done in one thread, one after the other; at the end the last is done.

    Python gives the loop a turn every few milliseconds meanwhile. The same store may be used in all
    jobs, for no two run at once; a job that is waited for no more is finished all the same.
    """
    _share_heap()
    pool = ThreadPoolExecutor(1, thread_name_prefix="beside")

    async def aside(job: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pool, job)

    try:
        yield aside
    finally:
        pool.shutdown(cancel_futures=True)


def _share_heap() -> None:
    """Let the thread take memory from where the loop does: a heap of its own costs some 20 MB.

    What a large feed takes stays out of it: 6 MB less, as nothing else fits into such gaps. See
    mallopt(3); other libraries than glibc's have no such heaps, or no such function.
    """
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_ARENA_MAX, 1)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)
