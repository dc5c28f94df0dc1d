"""Requests to responses over real HTTP on loopback: limits, redirects, secrets, private hosts."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import socket
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Seen, Site
from tests.fetch.rawserver import answering

from cio_digest.errors import FetchError, PutOffError
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.secrets import same_host
from cio_digest.models.wire import Bill, Price, Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = Limits(connect=2, total=5, size=100_000, gap=0)


def get(
    request: Request | str,
    limits: Limits = QUICK,
    private: Callable[[str], bool] = lambda _: False,
) -> Response:
    """Fetch one address with a client of its own."""

    async def run() -> Response:
        async with client(limits, private=private) as opened:
            return await opened.get(Request(request) if isinstance(request, str) else request)

    return asyncio.run(run())


def redirect(to: str, status: int = 302) -> Page:
    return Page(status=status, headers=(("Location", to),))


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


def test_a_session_is_handed_over_as_it_is(site: Site) -> None:
    """What a server gives in exchange for a token may hold that very token."""
    site.pages["/renew"] = lambda seen: Page(seen.headers["authorization"].encode())
    token = (("Authorization", "Bearer abcdefghijkl"),)
    response = get(Request(site.url("/renew"), private_headers=token, body=b""))
    assert response.body == b"Bearer abcdefghijkl"


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


def test_secrets_stay_with_their_host(start_site: Callable[..., Site]) -> None:
    """A redirect to another host drops the reader's own headers, one at home keeps them."""
    home, away = start_site(), start_site("127.0.0.2")
    home.pages["/feed.xml"] = redirect("/next")
    home.pages["/next"] = redirect(away.url("/elsewhere"))
    away.pages["/elsewhere"] = Page(b"x")
    secret = (("Authorization", "Basic c2VjcmV0"),)
    get(Request(home.url(), private_headers=secret))
    assert [seen.headers.get("authorization") for seen in home.seen] == ["Basic c2VjcmV0"] * 2
    assert "authorization" not in away.seen[0].headers


def test_secrets_stay_with_their_port(start_site: Callable[..., Site]) -> None:
    """Whatever listens at another port of the host is another server."""
    home, beside = start_site(), start_site()
    home.pages["/feed.xml"] = redirect(beside.url("/elsewhere"))
    beside.pages["/elsewhere"] = Page(b"x")
    get(Request(home.url(), private_headers=(("Authorization", "Basic c2VjcmV0"),)))
    assert "authorization" in home.seen[0].headers
    assert "authorization" not in beside.seen[0].headers


@pytest.mark.parametrize(
    ("asked", "same"),
    [
        ("https://a.example/other", True),
        ("http://a.example/feed", False),
        ("https://a.example:8443/feed", False),
        ("https://b.example/feed", False),
        ("https://a.example.b.example/feed", False),
    ],
)
def test_secrets_of_https_never_go_out_in_the_clear(asked: str, same: bool) -> None:
    """Nor to another port or host; from http to https on one host they may follow."""
    assert same_host(asked, "https://a.example/feed") is same
    assert same_host("https://a.example/feed", "http://a.example/feed")


def test_secrets_stay_with_the_origin(start_site: Callable[..., Site]) -> None:
    """Where the source has moved to another host, credentials for the first do not follow."""
    home, away = start_site(), start_site("127.0.0.2")
    away.pages["/feed.xml"] = Page(b"x")
    secret = (("Authorization", "Basic c2VjcmV0"),)
    get(Request(away.url(), private_headers=secret, origin=home.url()))
    assert "authorization" not in away.seen[0].headers


def test_a_private_host_that_the_reader_wrote_is_fine(site: Site) -> None:
    """An intranet feed is the reader's own business."""
    site.pages["/feed.xml"] = Page(b"x")
    assert get(site.url(), private=lambda _: True).body == b"x"


def test_a_public_page_cannot_lead_to_a_private_host(start_site: Callable[..., Site]) -> None:
    """A redirect into the reader's network is refused on the address itself; nothing is sent."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    public.pages["/feed.xml"] = redirect(private.url("/admin"))
    private.pages["/admin"] = Page(b"secret")
    with pytest.raises(FetchError, match="private network"):
        get(public.url(), private=lambda address: address == "127.0.0.1")
    assert private.seen == []


def test_a_name_that_resolves_to_a_private_host_is_refused(start_site: Callable[..., Site]) -> None:
    """What counts is the address connected to, not the name in the redirect."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    port = private.host.rpartition(":")[2]
    public.pages["/feed.xml"] = redirect(f"http://localhost:{port}/admin")
    private.pages["/admin"] = Page(b"secret")
    with pytest.raises(FetchError, match="private network"):
        get(public.url(), private=lambda address: address != "127.0.0.2")
    assert private.seen == []


def test_an_address_found_on_a_page_is_guarded_like_a_redirect(
    start_site: Callable[..., Site],
) -> None:
    """Autodiscovery on a public page cannot name a private host either."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    private.pages["/feed.xml"] = Page(b"secret")
    found = Request(private.url(), origin=public.url())
    with pytest.raises(FetchError, match="private network"):
        get(found, private=lambda address: address == "127.0.0.1")


def test_a_way_that_left_the_network_does_not_lead_back_in(
    start_site: Callable[..., Site],
) -> None:
    """An intranet host that leads out has no say in where the host outside leads to."""
    intranet, public, other = (start_site(f"127.0.0.{number}") for number in (1, 2, 3))
    intranet.pages["/feed.xml"] = redirect(public.url("/on"))
    public.pages["/on"] = redirect(other.url("/admin"))
    with pytest.raises(FetchError, match="private network"):
        get(intranet.url(), private=lambda address: address != "127.0.0.2")
    assert len(public.seen) == 1
    assert other.seen == []


def test_one_intranet_host_may_lead_to_another(start_site: Callable[..., Site]) -> None:
    """A private host that the reader wrote may redirect within the private network."""
    one, other = start_site("127.0.0.1"), start_site("127.0.0.2")
    one.pages["/feed.xml"] = redirect(other.url("/x"))
    other.pages["/x"] = Page(b"x")
    assert get(one.url(), private=lambda _: True).body == b"x"


@pytest.mark.parametrize("name", ["intranet.example.com", "127.evil.example"])
def test_a_public_name_that_leads_inside_is_refused(
    site: Site, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but the reader can say that such a name is theirs; nothing is sent before."""
    port = site.host.rpartition(":")[2]
    resolve = socket.getaddrinfo
    monkeypatch.setattr(  # a name server that knows an address inside for a public name
        socket, "getaddrinfo", lambda _, *rest, **more: resolve("127.0.0.1", *rest, **more)
    )
    site.pages["/feed.xml"] = redirect("/next")
    site.pages["/next"] = Page(b"intranet")

    async def run(*, inside: bool) -> Response:
        async with client(QUICK) as opened:
            url = f"http://{name}:{port}/feed.xml"
            return await opened.get(Request(url, origin=url, inside=inside))

    with pytest.raises(FetchError, match="write private = true beside it"):
        asyncio.run(run(inside=False))
    assert site.seen == []
    assert asyncio.run(run(inside=True)).body == b"intranet"


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


BRIEFLY = Page(status=429, headers=(("Retry-After", "1"),))


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


def test_what_costs_money_is_not_asked_without_a_cap(site: Site) -> None:
    """Only who keeps count of the spending takes the price off a request."""
    price = Price("x", 375, lambda _: Bill())
    with pytest.raises(FetchError, match="it costs money, and nobody set a cap"):
        get(Request(site.url(), price=price))
    assert site.seen == []


LOGIN = (("Content-Type", "application/json"),)


def test_a_session_is_opened_once(site: Site) -> None:
    """However many sources want it, one POST goes out and all get its answer."""
    site.pages["/login"] = Page(b"token")

    async def run() -> list[Response]:
        request = Request(site.url("/login"), LOGIN, body=b'{"user": "a"}')
        async with client(QUICK) as opened:
            return await asyncio.gather(*(opened.get(request) for _ in range(5)))

    assert {response.body for response in asyncio.run(run())} == {b"token"}
    assert [(seen.path, seen.body) for seen in site.seen] == [("/login", b'{"user": "a"}')]


def test_a_refused_session_is_not_tried_again(site: Site) -> None:
    """A wrong password locks nobody out: all sources get the one refusal."""
    site.pages["/login"] = Page(b"no", status=401)

    async def run() -> list[object]:
        request = Request(site.url("/login"), LOGIN, body=b"{}")
        async with client(QUICK) as opened:
            asked = (opened.get(request) for _ in range(3))
            return list(await asyncio.gather(*asked, return_exceptions=True))

    assert all(isinstance(each, FetchError) and each.status == 401 for each in asyncio.run(run()))
    assert len(site.seen) == 1


def test_a_session_may_be_renewed_without_a_word(site: Site) -> None:
    """An empty body is a POST, too, and each token's renewal is one of its own."""
    site.pages["/renew"] = lambda seen: Page(seen.headers["authorization"].encode())

    async def run() -> list[Response]:
        one, two = (
            Request(site.url("/renew"), (), (("Authorization", token),), body=b"")
            for token in ("a", "b")
        )
        async with client(QUICK) as opened:
            return await asyncio.gather(*(opened.get(each) for each in (one, one, two)))

    assert [response.body for response in asyncio.run(run())] == [b"a", b"a", b"b"]
    assert [(seen.path, seen.body) for seen in site.seen] == [("/renew", b"")] * 2


def test_what_opens_a_session_is_not_redirected(site: Site) -> None:
    """The password goes nowhere but where it was meant to go."""
    site.pages["/login"] = redirect("/elsewhere", 307)
    with pytest.raises(FetchError, match="redirects instead of opening a session"):
        get(Request(site.url("/login"), LOGIN, body=b"{}"))
    assert [seen.path for seen in site.seen] == ["/login"]


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
