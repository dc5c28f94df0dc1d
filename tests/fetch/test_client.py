"""Requests to responses over real HTTP on loopback: limits, redirects, secrets, private hosts."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import socket
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Seen, Site
from tests.fetch.asking import QUICK, get, redirect
from tests.fetch.rawserver import answering

from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch.client import Limits, client
from cio_digest.models.wire import Bill, Price, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_page_comes_with_status_headers_and_body(site: Site) -> None:
    """Header names come in lower case, values as they were sent."""
    site.pages["/feed.xml"] = Page(b"<rss/>", headers=(("ETag", 'W/"a b"'),))
    response = get(site.url())
    assert (response.status, response.body) == (200, b"<rss/>")
    assert response.headers["etag"] == 'W/"a b"'
    assert response.url == site.url()
    assert response.moved == ""


def test_we_say_who_we_are(site: Site) -> None:
    """A User-Agent that says who asks; no Referer ever goes out."""
    site.pages["/a"] = redirect("/b")
    site.pages["/b"] = Page(b"x")
    get(site.url("/a"))
    for seen in site.seen:
        assert seen.headers["user-agent"].startswith("cio-digest/")
        assert seen.headers["user-agent"].endswith(" (one person's feed reader)")
        assert not {"cookie", "referer"} & set(seen.headers)


def test_a_cookie_lives_for_one_request_with_its_redirects(site: Site) -> None:
    """What is set on the way is asked for at the end, and forgotten then."""

    def door(seen: Seen) -> Page:
        if "pass=1" in seen.headers.get("cookie", ""):
            return Page(b"inside")
        return Page(status=302, headers=(("Location", "/gate"),))

    site.pages["/feed"] = door
    site.pages["/gate"] = Page(
        status=302,
        headers=(("Set-Cookie", "pass=1; Path=/"), ("Set-Cookie", "a=b"), ("Location", "/feed")),
    )

    async def run() -> list[bytes]:
        async with client(QUICK, private=lambda _: False) as opened:
            return [(await opened.get(Request(site.url("/feed")))).body for _ in range(2)]

    assert asyncio.run(run()) == [b"inside", b"inside"]
    cookies = [seen.headers.get("cookie") for seen in site.seen]
    assert cookies == [None, None, "pass=1; a=b"] * 2


def test_a_cookie_stays_on_its_site(start_site: Callable[..., Site]) -> None:
    """Another host is told nothing of it, and what the reader wrote stays beside it at home."""
    home, away = start_site(), start_site("127.0.0.2")
    home.pages["/feed"] = Page(
        status=302, headers=(("Set-Cookie", "a=b; Path=/"), ("Location", away.url("/x")))
    )
    away.pages["/x"] = redirect(home.url("/end"))
    home.pages["/end"] = Page(b"x")
    get(Request(home.url("/feed"), private_headers=(("Cookie", "own=secret"),)))
    assert "cookie" not in away.seen[0].headers
    assert home.seen[-1].headers["cookie"] == "own=secret; a=b"


def test_nothing_new_is_no_answer_to_who_knows_nothing(site: Site) -> None:
    """A 304 to a request without validators is an error: there is nothing to fall back on."""
    site.pages["/feed.xml"] = Page(status=304)
    with pytest.raises(FetchError, match="304") as caught:
        get(site.url())
    assert caught.value.status == 304


def test_an_address_is_asked_as_written(site: Site) -> None:
    """Percent signs reach the server as they stand, in feeds.toml and in a redirect."""
    site.pages["/Salt%26Pepper?sig=a%2Bb%27"] = redirect("/next%2Fstep?x=1%2C2")
    site.pages["/next%2Fstep?x=1%2C2"] = Page(b"x")
    response = get(site.url("/Salt%26Pepper?sig=a%2Bb%27"))
    assert (response.body, response.url) == (b"x", site.url("/next%2Fstep?x=1%2C2"))


@pytest.mark.parametrize("url", ["http://[::1/feed", "http://a.example:99999/", "nonsense"])
def test_what_is_no_address_is_told_in_our_words(url: str) -> None:
    """Python's own never reach the reader."""
    with pytest.raises(FetchError, match="this is not an address that can be fetched"):
        get(url)


def test_validators_that_could_not_go_back_are_left_out(site: Site) -> None:
    """One byte that is no text in an ETag costs the ETag, and nothing else."""
    tag = b'"caf\xe9"'.decode("latin-1")
    site.pages["/feed.xml"] = Page(b"x", headers=(("ETag", tag), ("X-Place", "caf\xe9")))
    response = get(site.url())
    assert "etag" not in response.headers
    assert response.headers["x-place"] == "café"


SECRET = "hunter2-and-more"
BASIC = "Basic bWU6aHVudGVyMi1hbmQtbW9yZQ=="  # me:hunter2-and-more


@pytest.mark.parametrize("status", [200, 401])
def test_a_secret_that_is_echoed_is_hidden(site: Site, status: int) -> None:
    """In a body and in headers, in the forms that it may come back in."""
    echo = f'{{"error": "no {SECRET}, {BASIC}, bWU6aHVudGVyMi1hbmQtbW9yZQ=="}}'.encode()
    site.pages["/feed.xml"] = Page(echo, status, (("X-Echo", SECRET), ("ETag", f'"{SECRET}"')))
    request = Request(site.url(), private_headers=(("Authorization", BASIC),))
    if status == 200:
        response = get(request)
        assert response.body == '{"error": "no …, …, …"}'.encode()
        assert response.headers["x-echo"] == "…"
        assert "etag" not in response.headers
        return
    with pytest.raises(FetchError) as caught:
        get(request)
    assert caught.value.body == '{"error": "no …, …, …"}'.encode()
    assert site.seen[0].headers["authorization"] == BASIC


def test_a_host_that_stays_silent_is_given_up(site: Site) -> None:
    """After three requests in vain the rest is left, and the reason said."""
    site.pages["/feed.xml"] = lambda _: Page(site.hang())

    async def run() -> list[Response | BaseException]:
        limits = QUICK._replace(total=0.2)
        async with client(limits, private=lambda _: False) as opened:
            asks = (opened.get(Request(site.url())) for _ in range(24))
            return await asyncio.gather(*asks, return_exceptions=True)

    errors = asyncio.run(run())
    left = [error for error in errors if isinstance(error, PutOffError)]
    assert len(left) >= 20
    assert all("did not answer in time, 3 times in a row" in error.reason for error in left)
    assert len(site.seen) <= 4


def test_validators_are_sent_as_given(site: Site) -> None:
    """What the server once sent goes back byte for byte, and 304 is an answer, not an error."""
    site.pages["/feed.xml"] = Page(status=304)
    request = Request(site.url(), (("If-None-Match", 'W/"x"'), ("If-Modified-Since", "yesterday")))
    assert get(request).status == 304
    assert site.seen[0].headers["if-none-match"] == 'W/"x"'
    assert site.seen[0].headers["if-modified-since"] == "yesterday"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 500, 503])
def test_an_error_status_is_an_error(site: Site, status: int) -> None:
    """The line says what the server answered, and the error carries the number."""
    site.pages["/feed.xml"] = Page(status=status)
    with pytest.raises(FetchError, match=f"answered {status}") as caught:
        get(site.url())
    assert caught.value.status == status
    assert not caught.value.unreachable


def test_retry_after_travels_with_the_error(site: Site) -> None:
    """Seconds that the server asked for."""
    site.pages["/feed.xml"] = Page(status=503, headers=(("Retry-After", "120"),))
    with pytest.raises(FetchError) as caught:
        get(site.url())
    assert caught.value.retry_after == 120


@pytest.mark.parametrize(
    ("statuses", "permanent"),
    [((301,), True), ((308, 301), True), ((302,), False), ((307,), False), ((301, 302), False)],
    ids=str,
)
def test_only_permanent_redirects_move_a_source(
    site: Site, statuses: tuple[int, ...], permanent: bool
) -> None:
    """One temporary step in the chain is enough to stay with the old address."""
    for number, status in enumerate(statuses):
        site.pages[f"/{number}"] = redirect(f"/{number + 1}", status)
    site.pages[f"/{len(statuses)}"] = Page(b"here")
    response = get(site.url("/0"))
    assert response.body == b"here"
    assert response.moved == (site.url(f"/{len(statuses)}") if permanent else "")


def test_a_redirect_to_a_host_that_was_given_up_is_left(start_site: Callable[..., Site]) -> None:
    """Feeds that all move to one silent host wait for it three times, and no more."""
    home, silent = start_site(), start_site("127.0.0.2")
    home.pages["/feed.xml"] = redirect(silent.url())
    silent.pages["/feed.xml"] = lambda _: Page(silent.hang())

    async def run() -> list[Response | BaseException]:
        async with client(QUICK._replace(total=0.2), private=lambda _: False) as opened:
            asks = (opened.get(Request(home.url())) for _ in range(12))
            return await asyncio.gather(*asks, return_exceptions=True)

    errors = asyncio.run(run())
    assert sum(isinstance(error, PutOffError) for error in errors) >= 8
    assert len(silent.seen) <= 4


def test_a_refusal_that_breaks_off_is_told_by_its_status(site: Site) -> None:
    """What it would have said is not needed."""
    site.pages["/feed.xml"] = Page(iter([b"5\r\nab"]), 404, (("Transfer-Encoding", "chunked"),))
    with pytest.raises(FetchError, match="answered 404"):
        get(site.url())


def test_a_redirect_loop_ends(site: Site) -> None:
    """After five redirects it is enough."""
    site.pages["/feed.xml"] = redirect("/feed.xml")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(site.url())
    assert len(site.seen) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "javascript:1", ""])
def test_redirects_lead_to_web_addresses_only(site: Site, target: str) -> None:
    """Anything else is refused and never opened."""
    site.pages["/feed.xml"] = redirect(target)
    with pytest.raises(FetchError, match=r"not a web address|more than 5 redirects"):
        get(site.url())


def test_a_body_over_the_limit_is_dropped(site: Site) -> None:
    """An endless body is cut off as soon as the limit is passed."""
    site.pages["/feed.xml"] = Page(itertools.repeat(b"x" * 10_000))
    with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
        get(site.url())


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_run_reads_the_largest_real_feeds_and_nothing_beyond(site: Site, coding: str) -> None:
    """Twelve megabytes come whole, sixteen not at all, counted as they are unpacked."""
    for millions in (12, 16):
        body = b"x" * 1_000_000 * millions
        packed = gzip.compress(body, 1) if coding == "gzip" else body
        site.pages[f"/{millions}"] = Page(packed, headers=(("Content-Encoding", coding),))
    assert len(get(site.url("/12"), Limits(gap=0)).body) == 12_000_000
    with pytest.raises(FetchError, match="larger than 15 MB"):
        get(site.url("/16"), Limits(gap=0))


def test_a_gzip_bomb_is_defused(site: Site) -> None:
    """The limit counts decoded bytes: 50 MB of zeros fit in 50 kB of gzip."""
    bomb = gzip.compress(bytes(50_000_000))
    site.pages["/feed.xml"] = Page(bomb, headers=(("Content-Encoding", "gzip"),))
    with pytest.raises(FetchError, match=r"larger than 0\.1 MB"):
        get(site.url())


def test_a_compressed_page_is_decoded(site: Site) -> None:
    """Gzip comes out as what went in."""
    body = gzip.compress(b"<rss/>" * 100)
    site.pages["/feed.xml"] = Page(body, headers=(("Content-Encoding", "gzip"),))
    assert get(site.url()).body == b"<rss/>" * 100


def test_damaged_compression_is_an_error(site: Site) -> None:
    """A body that begins like gzip and unpacks to nothing gives one clear line."""
    broken = gzip.compress(b"<rss/>")[:10] + b"\xff" * 20
    site.pages["/feed.xml"] = Page(broken, headers=(("Content-Encoding", "gzip"),))
    with pytest.raises(FetchError, match="could not be decompressed"):
        get(site.url())


def test_the_whole_request_has_one_deadline(site: Site) -> None:
    """A server that sends nothing, or a byte now and then, cannot hold a run up."""
    site.pages["/feed.xml"] = Page(site.hang())
    with pytest.raises(FetchError, match=r"no complete answer within 0\.2 s"):
        get(site.url(), QUICK._replace(total=0.2))


def test_a_closed_port_is_unreachable() -> None:
    """Nobody there is told apart from a server that refuses, so that "no network" can be said."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="could not be reached") as caught:
        get(f"http://127.0.0.1:{port}/")
    assert caught.value.unreachable


def test_an_unknown_host_is_unreachable() -> None:
    """A name under .invalid never exists (RFC 2606)."""
    with pytest.raises(FetchError, match="host name is not known") as caught:
        get("http://feeds.invalid/")
    assert caught.value.unreachable


def test_a_server_that_hangs_up_is_an_error(site: Site) -> None:
    """No answer at all gives a clear line."""

    def hang_up(_: Seen) -> Page:
        raise ConnectionAbortedError

    site.pages["/feed.xml"] = hang_up
    with pytest.raises(FetchError, match="hung up"):
        get(site.url())


def test_what_costs_money_is_not_asked_without_a_cap(site: Site) -> None:
    """Only who keeps count of the spending takes the price off a request."""
    price = Price("x", 375, lambda _: Bill())
    with pytest.raises(FetchError, match="it costs money, and nobody set a cap"):
        get(Request(site.url(), price=price))
    assert site.seen == []


def test_the_beginning_of_an_errors_body_travels_with_it(site: Site) -> None:
    """It may explain the status; an endless one is not waited for."""
    site.pages["/feed.xml"] = Page(b'{"error":"x"}', status=400)
    with pytest.raises(FetchError) as caught:
        get(site.url())
    assert caught.value.body == b'{"error":"x"}'
    site.pages["/feed.xml"] = Page(itertools.repeat(b"x" * 10_000), status=400)
    with pytest.raises(FetchError) as caught:
        get(site.url())
    assert 0 < len(caught.value.body) <= 1_000


def test_a_chunk_that_is_none_ends_a_body_at_once() -> None:
    """Rather than at the deadline; what came before it is kept."""
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with answering([head, b"5\r\n<feed\r\n", b"zz\r\n"], keep=True) as url:
        response = get(url)
    assert (response.body, response.cut) == (b"<feed", True)


def test_answers_are_handed_out_one_in_a_round_of_the_loop(site: Site) -> None:
    """What is made of one answer takes its time: before the next, all others' clocks are seen."""
    for number in range(20):
        site.pages[f"/{number}"] = Page(b"x")

    async def run() -> list[int]:
        rounds = 0

        async def count() -> None:
            nonlocal rounds
            while True:
                await asyncio.sleep(0)
                rounds += 1

        async def at(path: str) -> int:
            await opened.get(Request(site.url(path)))
            return rounds

        counting = asyncio.create_task(count())
        async with client(QUICK, private=lambda _: False) as opened:
            found = await asyncio.gather(*(at(f"/{number}") for number in range(20)))
        counting.cancel()
        return found

    found = asyncio.run(run())
    assert len(set(found)) == len(found)


def test_who_is_stopped_while_connections_close_leaves_none_open(site: Site) -> None:
    """The second session is closed as well, though the first is still being waited for."""
    site.pages["/feed.xml"] = Page(b"<rss/>")

    async def run() -> list[bool]:
        leaving = asyncio.Event()
        used = []

        async def use() -> None:
            async with client(QUICK, private=lambda _: False) as opened:
                used.append(opened)
                await opened.get(Request(site.url()))
                leaving.set()

        using = asyncio.create_task(use())
        await leaving.wait()
        using.cancel()
        await asyncio.gather(using, return_exceptions=True)
        return [session.closed for session in (used[0].open, used[0].guarded)]

    assert asyncio.run(run()) == [True, True]
