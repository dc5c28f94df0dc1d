"""Whose answer is in memory: that of one source at a time, from unpacked to kept."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from cio_digest.models.wire import Request, Response

    Get: TypeAlias = Callable[[Request], Awaitable[Response]]


class ReadingTurn:
    """The right to have a body in memory, which tasks hold one after the other."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.free = asyncio.Lock()
        self.holder: asyncio.Task[Any] | None = None
        self.readers: set[asyncio.Task[Any] | None] = set()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Of all tasks that read so, one has a body: until it asks for the next, or the end."""
        task = asyncio.current_task()
        self.readers.add(task)
        try:
            yield
        finally:
            self.give()
            self.readers.discard(task)

    async def take(self) -> None:
        """Wait until no other task has a body; one that is not reading has it for a moment."""
        task = asyncio.current_task()
        if self.holder is task:
            return
        await self.free.acquire()
        self.holder = task
        if task not in self.readers:
            # What is made of an answer takes its time: in between the others are seen to.
            try:
                await asyncio.sleep(0)
            finally:
                self.give()

    def given(self, get: Get) -> Get:
        """A way to ask that lets go of the last body first, whatever the asking then waits for."""

        async def ask(request: Request) -> Response:
            self.give()
            return await get(request)

        return ask

    def give(self) -> None:
        """Let go of the body that the current task has, if any."""
        if self.holder is not None and self.holder is asyncio.current_task():
            self.holder = None
            self.free.release()
