"""Work to its result, or to a deadline that counts the time of a running loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from cio_digest.fetch.deadline import within

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Loop(asyncio.SelectorEventLoop):
    """A loop whose clock is moved by hand."""

    now = 0.0

    def time(self) -> float:
        return self.now


def run(work: Coroutine[None, None, str], loop: Loop, seconds: float = 30) -> str:
    try:
        return loop.run_until_complete(within(seconds, work))
    finally:
        loop.close()


async def _steps(loop: Loop, *advances: float) -> str:
    """Take a step for each of these, before which so many seconds pass."""
    for seconds in advances:
        loop.now += seconds
        for _ in range(5):  # in which whoever waits gets its turn
            await asyncio.sleep(0)
    return "done"


def test_work_in_time_gives_its_result() -> None:
    """As if nobody had looked at the clock."""
    loop = Loop()
    assert run(_steps(loop, *[0.9] * 30), loop) == "done"


def test_work_that_takes_too_long_is_cancelled() -> None:
    """Before it has come to its end."""
    loop = Loop()
    with pytest.raises(asyncio.TimeoutError):
        run(_steps(loop, *[0.9] * 40), loop)


def test_time_in_which_the_loop_stood_still_counts_for_nobody() -> None:
    """A minute that another source took is one and a half seconds of this one's."""
    loop = Loop()
    assert run(_steps(loop, *[60] * 15), loop) == "done"


def test_what_the_work_raises_is_raised() -> None:
    """An error is a result, too."""

    async def fail() -> str:
        raise OSError(1, "no")

    with pytest.raises(OSError, match="no"):
        run(fail(), Loop())


def test_who_is_cancelled_cancels_its_work() -> None:
    """Nothing goes on behind a run that was ended."""
    ended: list[bool] = []

    async def work() -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)
        return ""

    async def cancel() -> None:
        task = asyncio.create_task(within(30, work()))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancel())
    assert ended == [True]
