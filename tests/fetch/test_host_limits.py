"""Hosts are asked as often as they like to be, over real HTTP on loopback."""

from __future__ import annotations

import asyncio

import pytest
from tests.conftest import Page, Seen, Site
from tests.fetch.asking import QUICK, get

from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch.client import client
from cio_digest.models.wire import Request, Response

BRIEFLY = Page(status=429, headers=(("Retry-After", "1"),))


def test_at_most_two_requests_a_host_at_once(site: Site) -> None:
    """Eight sources of one host are asked two at a time."""
    import threading

    lock, busy, most = threading.Lock(), 0, 0
    pair = threading.Barrier(2)

    def count(_: Seen) -> Page:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        pair.wait(5)
        with lock:
            busy -= 1
        return Page(b"x")

    site.pages["/feed.xml"] = count

    async def run() -> None:
        async with client(QUICK, private=lambda _: False) as opened:
            await asyncio.gather(*(opened.get(Request(site.url())) for _ in range(8)))

    asyncio.run(run())
    assert most == 2


def test_a_host_that_says_too_many_is_left_alone(site: Site) -> None:
    """After 429 the rest of its sources wait for another run."""
    site.pages["/feed.xml"] = Page(status=429)

    async def run() -> list[Response | BaseException]:
        async with client(QUICK, private=lambda _: False) as opened:
            asks = (opened.get(Request(site.url())) for _ in range(10))
            return await asyncio.gather(*asks, return_exceptions=True)

    errors = asyncio.run(run())
    assert all(isinstance(error, FetchError) for error in errors)
    assert len(site.seen) <= 4
    put_off = [error for error in errors if isinstance(error, PutOffError)]
    assert len(put_off) >= 6
    assert all("left for the next run: its host answered 429" in str(each) for each in put_off)


def test_a_host_that_wants_a_short_rest_gets_it(site: Site) -> None:
    """A first 429 that says how long is waited out, and the request made once more."""
    answers = iter([BRIEFLY])
    site.pages["/feed.xml"] = lambda _: next(answers, Page(b"x"))
    assert get(site.url()).body == b"x"
    assert len(site.seen) == 2


def test_a_host_that_stays_with_too_many_is_left_alone(site: Site) -> None:
    """The second 429 in a run is the last: a storm is not answered with another."""
    site.pages["/feed.xml"] = BRIEFLY

    async def run() -> list[Response | BaseException]:
        async with client(QUICK, private=lambda _: False) as opened:
            asks = (opened.get(Request(site.url())) for _ in range(20))
            return await asyncio.gather(*asks, return_exceptions=True)

    errors = asyncio.run(run())
    assert all(isinstance(error, FetchError) for error in errors)
    assert len(site.seen) <= 6
    assert sum(isinstance(error, PutOffError) for error in errors) >= 16


@pytest.mark.parametrize(
    ("status", "header", "left_alone"),
    [
        (429, ("Retry-After", "3600"), True),
        (503, ("Retry-After", "5"), True),
        (403, ("X-RateLimit-Remaining", "0"), True),
        (403, ("Retry-After", "3600"), True),
        (503, ("X-Other", "5"), False),
        (403, ("X-Other", "5"), False),
        (404, ("X-RateLimit-Remaining", "0"), False),
    ],
    ids=str,
)
def test_which_refusals_concern_the_whole_host(
    site: Site, status: int, header: tuple[str, str], left_alone: bool
) -> None:
    """One that says it is about limits, in any of the dialects."""
    reset = ("X-RateLimit-Reset", "3600")
    site.pages["/1"] = Page(status=status, headers=(header, reset))
    site.pages["/2"] = Page(b"x")

    async def run() -> bool:
        async with client(QUICK) as opened:
            with pytest.raises(FetchError, match=f"answered {status}") as caught:
                await opened.get(Request(site.url("/1")))
            assert not isinstance(caught.value, PutOffError)
            second = asyncio.gather(opened.get(Request(site.url("/2"))), return_exceptions=True)
            return isinstance((await second)[0], PutOffError)

    assert asyncio.run(run()) == left_alone


def test_a_rest_that_a_body_asks_for_counts_for_all_of_the_host(site: Site) -> None:
    """As Stack Exchange's ``backoff`` does, in an answer or in a refusal."""
    site.pages["/1"] = Page(b"3600")
    site.pages["/2"] = Page(b"x")

    def rest(body: bytes) -> float:
        return float(body) if body.isdigit() else 0.0

    async def run(status: int) -> None:
        site.pages["/1"] = Page(b"3600", status)
        async with client(QUICK) as opened:
            first = await asyncio.gather(
                opened.get(Request(site.url("/1"), rest=rest)), return_exceptions=True
            )
            assert isinstance(first[0], Response if status == 200 else FetchError)
            with pytest.raises(PutOffError):
                await opened.get(Request(site.url("/2"), rest=rest))

    for status in (200, 400):
        asyncio.run(run(status))
    assert [seen.path for seen in site.seen] == ["/1", "/1"]


def test_a_host_whose_limit_is_used_up_is_left_alone(site: Site) -> None:
    """What it says of its limits counts before it has to refuse; other hosts are asked on."""
    used_up = (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "900"))
    site.pages["/1"] = Page(b"last", headers=used_up)
    site.pages["/2"] = Page(b"never")

    async def run() -> Response:
        async with client(QUICK) as opened:
            response = await opened.get(Request(site.url("/1")))
            with pytest.raises(PutOffError, match="next run: its host takes no more for now"):
                await opened.get(Request(site.url("/2")))
            return response

    assert asyncio.run(run()).body == b"last"
    assert [seen.path for seen in site.seen] == ["/1"]
