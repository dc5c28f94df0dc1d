"""The turns at one host: in order, apart, and no more of them than a run has patience for."""

from __future__ import annotations

import asyncio

import pytest

from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch import hosts
from cio_digest.fetch.hosts import REST, Queue


async def took(queue: Queue, number: int, gap: float = 0.0) -> int:
    async with queue.turn("https://a.example/", gap):
        return number


def turns(queue: Queue, count: int, gap: float = 0.0) -> list[int | BaseException]:
    """So many turns that are asked for at once."""

    async def run() -> list[int | BaseException]:
        asked = (took(queue, number, gap) for number in range(count))
        return await asyncio.gather(*asked, return_exceptions=True)

    return asyncio.run(run())


def test_a_gap_beyond_all_patience_puts_off_what_would_have_to_wait() -> None:
    """The first goes at once; the others hear of it at once, too, with when to come back."""
    first, *others = turns(Queue(0.01, patience=1), 40, gap=60)
    assert first == 0
    assert all(isinstance(each, PutOffError) for each in others)
    assert {getattr(each, "retry_after", 0) // 10 for each in others} == {5}


def test_patience_is_for_all_waits_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many turns are had as fit, in the order of asking; here on a clock without waiting."""
    clock = [0.0]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr(hosts, "_clock", lambda: clock[0])
    monkeypatch.setattr(asyncio, "sleep", sleep)
    results = turns(Queue(0.3, patience=300), 20, gap=60)
    assert results[:6] == [0, 1, 2, 3, 4, 5]
    assert all(isinstance(each, PutOffError) for each in results[6:])
    assert clock == [300]


def test_a_slow_host_is_waited_for_as_long_as_any(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answers count like its rests: here each takes 29 seconds, two at once."""
    clock = [0.0]
    monkeypatch.setattr(hosts, "_clock", lambda: clock[0])
    queue = Queue(0.001, patience=300)

    async def slow() -> None:
        async with queue.turn("https://a.example/"):
            clock[0] += 14.5

    async def run() -> list[BaseException | None]:
        return await asyncio.gather(*(slow() for _ in range(40)), return_exceptions=True)

    left = [error for error in asyncio.run(run()) if error]
    assert len(left) >= 40 - 22
    assert all("its host takes too long to answer" in str(error) for error in left)


@pytest.mark.parametrize(
    ("answers", "closed"),
    [("sss", True), ("ss", False), ("ssass", False), ("assas", False), ("aasss", True)],
)
def test_a_host_that_is_silent_three_times_in_a_row_is_given_up(answers: str, closed: bool) -> None:
    """Any answer in between shows that it is there."""
    queue = Queue(0.0, patience=300)
    for answer in answers:
        if answer == "s":
            queue.unanswered(unreachable=True)
        else:
            queue.answered()
    assert bool(queue.closed) == closed
    assert queue.unreachable == closed


def test_without_a_gap_nobody_waits() -> None:
    """What a network wants between requests does not count at a host of one's own."""
    assert turns(Queue(0.0, patience=0), 20, gap=60) == list(range(20))


@pytest.mark.parametrize(("seconds", "closed"), [(REST + 1, True), (REST - 1, False), (0, False)])
def test_a_long_rest_is_for_the_next_run(seconds: float, closed: bool) -> None:
    """A minute is waited for, an hour is not."""

    async def run() -> bool:
        queue = Queue(0.0, patience=300)
        queue.rest(seconds)
        return bool(queue.closed)

    assert asyncio.run(run()) == closed


@pytest.mark.parametrize(("status", "again"), [(429, True), (503, False)])
def test_a_host_in_trouble_is_left_alone_at_once(status: int, again: bool) -> None:
    """Who has had too many requests is asked once more after a short rest; who is down is not."""

    async def run() -> bool:
        return Queue(0.0, 300).refused(FetchError("", "", status=status, retry_after=1.0))

    assert asyncio.run(run()) is again


def test_what_was_under_way_at_the_first_refusal_is_not_a_second_one() -> None:
    """Two requests at once may be refused at once, and both be made again after the rest."""

    async def run() -> list[bool]:
        queue, error = Queue(0.0, 300), FetchError("", "", status=429, retry_after=0.05)
        both = [queue.refused(error), queue.refused(error)]
        await took(queue, 1)
        return [*both, queue.refused(error)]

    assert asyncio.run(run()) == [True, True, False]


def test_a_rest_asked_for_meanwhile_holds_who_is_next() -> None:
    """Who sleeps until its turn looks again when it wakes up."""

    async def run() -> int | BaseException:
        queue = Queue(0.05, patience=300)
        await took(queue, 1)
        waiting = asyncio.create_task(took(queue, 2))
        await asyncio.sleep(0)
        queue.rest(REST + 1)
        return (await asyncio.gather(waiting, return_exceptions=True))[0]

    assert isinstance(asyncio.run(run()), PutOffError)
