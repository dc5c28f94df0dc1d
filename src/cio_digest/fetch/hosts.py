"""Requests in a queue per host: at most two at once, with a gap, and none after "too many"."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from cio_digest.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

AT_ONCE = 2
GAP = 0.3
PATIENCE = 60.0  # seconds that a run waits where a host says that its limit is used up


class Queue:
    """The turns at one host."""

    def __init__(self, gap: float) -> None:
        """Open a queue whose requests start at least ``gap`` seconds apart, if it is not 0."""
        self.slots = asyncio.Semaphore(AT_ONCE)
        self.gap = gap
        self.free_at = 0.0
        self.closed = ""

    @asynccontextmanager
    async def turn(self, url: str, gap: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn; raise FetchError when the host has asked for a pause meanwhile.

        ``gap`` is what the host itself wants between two requests, in seconds.
        """
        async with self.slots:
            if not self.closed:
                await self._mind_the_gap(max(self.gap, gap) if self.gap else 0.0)
            if self.closed:
                raise FetchError(url, f"not asked: its host {self.closed}")
            yield

    async def _mind_the_gap(self, gap: float) -> None:
        clock = asyncio.get_running_loop().time
        start = max(clock(), self.free_at)
        self.free_at = start + gap
        await asyncio.sleep(max(0.0, start - clock()))

    def rest(self, seconds: float) -> None:
        """Ask nothing for so many seconds; if they are many, nothing more in this run."""
        if seconds > PATIENCE:
            self.close("answers no more for now")
        elif seconds:
            self.free_at = max(self.free_at, asyncio.get_running_loop().time() + seconds)

    def close(self, reason: str) -> None:
        """Ask this host nothing more in this run."""
        self.closed = reason


def queues(gap: float = GAP) -> defaultdict[str, Queue]:
    """Make a queue for each host at its first use."""
    return defaultdict(lambda: Queue(gap))
