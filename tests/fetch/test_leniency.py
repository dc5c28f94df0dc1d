"""What servers send that no parser should have to read, over real sockets: read as browsers do."""

from __future__ import annotations

import asyncio
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fetch.rawserver import answering

from cio_digest.errors import FetchError
from cio_digest.fetch.client import Limits, client
from cio_digest.fetch.leniency import LARGEST_HEAD, mended
from cio_digest.models.wire import Request, Response

QUICK = Limits(connect=10, total=20, size=400_000, gap=0)
BODY = b"<rss><channel>grown</channel></rss>"
SIZE = b"%d" % len(BODY)


def get(*urls: str) -> list[Response]:
    async def run() -> list[Response]:
        async with client(QUICK, private=lambda _: False) as opened:
            return [await opened.get(Request(url)) for url in urls]

    return asyncio.run(run())


def head(*lines: bytes, end: bytes = b"\r\n", length: bool = True) -> bytes:
    own = [b"Content-Length: " + SIZE] if length else []
    return end.join([b"HTTP/1.1 200 OK", *lines, *own, b"", b""])


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(head(b"Bad Name: x") + BODY, id="a blank in a name"),
        pytest.param(head(b"no colon here") + BODY, id="no colon"),
        pytest.param(head(b": nameless") + BODY, id="no name"),
        pytest.param(head(b"X-Late : x") + BODY, id="a blank before the colon"),
        pytest.param(head("Naïve: x".encode()) + BODY, id="a letter in a name"),
        pytest.param(head(b"X-Folded: a", b"\tb") + BODY, id="folded"),
        pytest.param(head(b"X-Bell: a\x07\x00b") + BODY, id="control characters"),
        pytest.param(head(b"X-Caf\xc3\xa9: a", b"X-B: caf\xe9") + BODY, id="no ASCII"),
        pytest.param(head(b"Content-Length: " + SIZE) + BODY, id="a length twice"),
        pytest.param(head(b"X-Policy: " + b"p" * 60_000) + BODY, id="a long line"),
        pytest.param(head(*(b"X-%d: y" % n for n in range(900))) + BODY, id="many lines"),
        pytest.param(head(end=b"\n") + BODY, id="line feeds only"),
        pytest.param(b"\r\n" + head() + BODY, id="blank lines before"),
        pytest.param(
            b"HTTP/1.1 200\r\nContent-Length: " + SIZE + b"\r\n\r\n" + BODY, id="no reason"
        ),
        pytest.param(b"HTTP/1 200 OK\r\n\r\n" + BODY, id="a version short of its end"),
        pytest.param(head() + BODY + b"<!-- and more -->", id="bytes behind the length"),
        pytest.param(head(length=False) + BODY, id="no length"),
        pytest.param(head(b"Content-Length:", length=False) + BODY, id="an empty length"),
        pytest.param(head(b"Content-Length: -1", length=False) + BODY, id="no number"),
        pytest.param(head(b"Content-Length: 3") + BODY, id="two lengths"),
        pytest.param(
            head(b"Transfer-Encoding: chunked") + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BODY), BODY),
            id="chunks and a length",
        ),
        pytest.param(
            head(b"Transfer-Encoding: chunked", length=False)
            + b"%x\r\n%s\r\n0\r\n\r\nmore" % (len(BODY), BODY),
            id="bytes behind the last chunk",
        ),
        pytest.param(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + head() + BODY, id="hints"),
    ],
)
@pytest.mark.parametrize("split", [False, True], ids=["at once", "byte by byte"])
def test_what_browsers_read_is_read(answer: bytes, split: bool) -> None:
    """The body comes whole, in however many packets."""
    small = len(answer) < 1_000
    parts = [bytes([byte]) for byte in answer] if split and small else [answer]
    with answering(parts) as url:
        (response,) = get(url)
    assert (response.body, response.cut) == (BODY, False)


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + BODY, BODY, id="length"),
        pytest.param(
            head(b"Transfer-Encoding: chunked", length=False) + b"%x\r\n%s" % (len(BODY) + 9, BODY),
            BODY,
            id="in a chunk",
        ),
        pytest.param(
            head(b"Transfer-Encoding: chunked", length=False) + b"%x\r\n%s\r\n" % (len(BODY), BODY),
            BODY,
            id="between chunks",
        ),
    ],
)
@pytest.mark.parametrize("parts", [1, 2])
def test_what_breaks_off_is_kept_and_told(answer: bytes, kept: bytes, parts: int) -> None:
    """Everything that came, marked as cut."""
    middle = len(answer) - 10
    with answering([answer] if parts == 1 else [answer[:middle], answer[middle:]]) as url:
        (response,) = get(url)
    assert (response.body, response.cut) == (kept, True)


def test_a_large_body_that_breaks_off_is_kept_to_its_last_byte() -> None:
    """Also where it comes faster than it is taken."""
    body = b"x" * 300_000
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 300001\r\n\r\n" + body) as url:
        (response,) = get(url)
    assert (len(response.body), response.cut) == (300_000, True)


def test_nothing_at_all_of_a_body_is_an_error() -> None:
    """There is nothing to read, and that is said."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
    with answering(answer) as url, pytest.raises(FetchError, match="its answer broke off"):
        get(url)


def test_gzip_that_breaks_off_is_kept_and_told() -> None:
    """As far as it unpacks, where the server says nothing of its length."""
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(BODY) + packer.flush(zlib.Z_SYNC_FLUSH)
    with answering(b"HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed) as url:
        (response,) = get(url)
    assert (response.body, response.cut) == (BODY, True)


def test_gzip_says_itself_where_it_ends() -> None:
    """The length of what it holds, as old servers give it, makes it no shorter."""
    length = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nContent-Encoding: gzip\r\n\r\n"
    with answering(length + gzip.compress(BODY)) as url:
        (response,) = get(url)
    assert (response.body, response.cut) == (BODY, False)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        pytest.param(b"SSH-2.0-OpenSSH_9.9\r\n", "not proper HTTP", id="another protocol"),
        pytest.param(b"HTTP/1.1 twohundred OK\r\n\r\n", "not proper HTTP", id="no status"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: y", "hung up without an answer", id="half a head"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * (LARGEST_HEAD // 8 + 9),
            "headers are larger than 300 kB",
            id="an endless head",
        ),
    ],
)
def test_what_nobody_can_read_is_an_error(answer: bytes, reason: str) -> None:
    """One clear line each; aiohttp asks once more where a server hangs up."""
    with answering(answer, answer) as url, pytest.raises(FetchError, match=reason):
        get(url)


def test_a_connection_serves_several_requests() -> None:
    """What is mended does not cost the connection."""
    answers = (head(b"Bad Name: x") + BODY, head() + BODY)
    with answering(*answers, keep=True) as url:
        assert [response.body for response in get(url, url)] == [BODY, BODY]


def test_what_follows_a_response_is_no_answer_to_the_next_request() -> None:
    """A server cannot answer ahead: the connection is closed and a new one opened."""
    smuggled = head() + BODY + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"
    with answering(smuggled, head() + BODY) as url:
        assert [response.body for response in get(url, url)] == [BODY, BODY]


@given(st.binary(max_size=300))
def test_any_head_is_mended_or_refused(text: bytes) -> None:
    """Nothing raises, and a mended head has no line that is not in order."""
    found = mended(b"HTTP/1.1 200 OK\r\n" + text)
    assert found is not None
    first, *lines = found.text.split(b"\r\n")
    assert first == b"HTTP/1.1 200 OK"
    assert lines[-2:] == [b"", b""]
    assert all(b":" in line for line in lines[:-2])
    assert mended(found.text.removesuffix(b"\r\n\r\n")) == found
