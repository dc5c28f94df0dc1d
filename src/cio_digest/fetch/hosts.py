"""Requests in a queue per host: at most two at once, with a gap, and none after "too many"."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from cio_digest.errors import FetchError, PutOffError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

AT_ONCE = 2
GAP = 0.3
REST = 60.0  # seconds that a host may ask to be left alone before more is asked in the same run
SILENCES = 3  # requests in a row without an answer in time, after which a host is given up
PATIENCE = 300.0  # seconds that a run waits for one host, all its gaps and rests together


class Queue:
    """The turns at one host, in the order in which they are asked for."""

    def __init__(self, gap: float, patience: float) -> None:
        """Open a queue whose requests start at least ``gap`` seconds apart, if it is not 0."""
        self.slots = asyncio.Semaphore(AT_ONCE)
        self.head = asyncio.Lock()
        self.gap = gap
        self.patience = patience
        self.longest = patience
        self.began: float | None = None
        self.free_at = 0.0
        self.busy = 0
        self.silences = 0
        self.unreachable = False
        self.refused_until: float | None = None
        self.closed = ""

    @asynccontextmanager
    async def turn(self, url: str, gap: float = 0.0) -> AsyncIterator[None]:
        """Wait for a turn; ``gap`` is what the host itself wants between two requests, in seconds.

        Who wants one is asked one thing at a time, and it counts from the answer on: what lies
        between sending a request and its arrival must not shorten it.

        Raises:
            PutOffError: the host is not asked any more in this run.
        """
        gap = gap if self.gap else 0.0
        async with self.slots:
            async with self.head:
                await self._freedom()
                if self.closed:
                    raise PutOffError(
                        url,
                        self.closed,
                        retry_after=self._pause() or None,
                        unreachable=self.unreachable,
                    )
                self.free_at = _clock() + self.gap
                if gap:
                    with self._under_way(gap):
                        yield
                    return
            with self._under_way():
                yield

    @contextmanager
    def _under_way(self, gap: float = 0.0) -> Iterator[None]:
        """Count a request until its answer is there, which ``gap`` counts from."""
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1
            self.free_at = max(self.free_at, _clock() + gap)

    async def _freedom(self) -> None:
        """Sleep until the host is free, however often it asks for more rest meanwhile."""
        self.began = _clock() if self.began is None else self.began
        if self.gap and _clock() - self.began > self.longest:
            self.close("takes too long to answer")
        while (pause := self._pause()) and not self.closed:
            if pause > self.patience:
                self.close("takes no more for now")
            else:
                self.patience -= pause
                await asyncio.sleep(pause)

    def _pause(self) -> float:
        return max(0.0, self.free_at - _clock())

    def rest(self, seconds: float) -> None:
        """Ask nothing for so many seconds; if they are many, nothing more in this run."""
        self.free_at = max(self.free_at, _clock() + seconds)
        if seconds > REST:
            self.close("takes no more for now")

    def refused(self, error: FetchError) -> bool:
        """Note an answer of "too many requests"; gives whether to try once more.

        That is so after a first 429 that says how long to wait, if that is not too long; what was
        under way by then is told the same. A host in trouble (503) is left alone at once.
        """
        pause = error.retry_after or 0.0
        again = self.refused_until is not None and _clock() >= self.refused_until
        if again or not pause or error.status == 503 or pause > min(REST, self.patience):
            self.close(f"answered {error.status} a moment ago")
        self.rest(pause)
        self.refused_until = self.free_at
        return not self.closed

    def answered(self) -> None:
        """Take note of a host that is well."""
        self.silences = 0

    def unanswered(self, *, unreachable: bool) -> None:
        """Take note of a request that got no answer in time, if it got through at all."""
        self.silences += 1
        if self.silences >= SILENCES:
            self.unreachable = unreachable
            self.close(f"did not answer in time, {SILENCES} times in a row")

    def close(self, reason: str) -> None:
        """Ask this host nothing more in this run."""
        self.closed = self.closed or f"left for the next run: its host {reason}"


def _clock() -> float:
    return asyncio.get_running_loop().time()


def queues(gap: float = GAP, patience: float = PATIENCE) -> defaultdict[str, Queue]:
    """Make a queue for each host at its first use."""
    return defaultdict(lambda: Queue(gap, patience))
