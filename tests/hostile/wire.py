"""Answers that are no proper HTTP, or the oddest that is (RFC 9110, RFC 9112)."""

from __future__ import annotations

import itertools

from tests.hostile.answers import ITEM, answer, head, raw, rss, streamed
from tests.hostile.case import Case

FEED = rss(ITEM).encode()
SIZE = len(FEED)
NO_HTTP = "its answer is not proper HTTP"
HUNG_UP = "hung up without an answer"


def chunk(data: bytes) -> bytes:
    """A chunk of a body."""
    return b"%x\r\n%b\r\n" % (len(data), data)


def chunked(*parts: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    """An answer in chunks, which are written by hand."""
    return head("Transfer-Encoding: chunked") + b"".join(parts) + end


CASES = (
    # Not HTTP at all
    Case("hangs up without a word", lambda _: raw(b""), 3, HUNG_UP, 0),
    Case("half a status line", lambda _: raw(b"HTTP/1.1 20"), 3, "hung up|not proper HTTP", 0),
    Case("garbage", lambda _: raw(bytes(range(256)) * 40), 3, NO_HTTP, 0),
    Case("banner of ssh", lambda _: raw(b"SSH-2.0-OpenSSH_9.2\r\n"), 3, NO_HTTP, 0),
    Case("banner of smtp", lambda _: raw(b"220 mail.example ESMTP\r\n"), 3, NO_HTTP, 0),
    Case("body without a head", lambda _: raw(FEED), 3, NO_HTTP, 0),
    Case("preface of http2", lambda _: raw(b"\0\0\x12\4\0\0\0\0\0" + b"\0" * 18), 3, NO_HTTP, 0),
    Case("alert of tls", lambda _: raw(b"\x15\x03\x01\x00\x02\x02\x28"), 3, "hung up|not proper HTTP", 0),
    Case("endless garbage", lambda _: itertools.repeat(b"x" * 65536), 3, NO_HTTP, 0),
    Case("endless line of a status", lambda _: itertools.chain(
        [b"HTTP/1.1 200 "], itertools.repeat(b"x" * 65536)), 3, "larger than 300 kB", 0),
    Case("word for a status", lambda _: raw(b"HTTP/1.1 OK fine\r\n\r\n" + FEED), 3, NO_HTTP, 0),
    Case("status of four digits", lambda _: answer(FEED, status="2000 OK"), 3, NO_HTTP, 0),
    Case("negative status", lambda _: answer(FEED, status="-200 OK"), 3, NO_HTTP, 0),
    Case("version 9.9", lambda _: raw(b"HTTP/9.9 200 OK\r\n\r\n" + FEED), 0, "", None),
    # Heads
    Case("no fields at all", lambda _: raw(b"HTTP/1.1 200 OK\r\n\r\n" + FEED)),
    Case("lines that end in LF", lambda _: raw(b"HTTP/1.1 200 OK\nX: 1\n\n" + FEED)),
    Case("HTTP/1.0", lambda _: raw(b"HTTP/1.0 200 OK\r\n\r\n" + FEED)),
    Case("reason of escape sequences", lambda _: answer(FEED, status="200 \x1b[31mred\x1b[2J")),
    Case("field without a colon", lambda _: answer(FEED, "nonsense"), 0, "", None),
    Case("field with NUL", lambda _: answer(FEED, "X-A: a\0b"), 0, "", None),
    Case("field that is folded", lambda _: answer(FEED, "X-A: a\r\n  b"), 0, "", None),
    Case("field with bytes beyond ASCII", lambda _: answer(FEED, "X-A: \xe9\xff\x80")),
    Case("field named by bytes beyond ASCII", lambda _: answer(FEED, "X-\xe9: 1"), 0, "", None),
    Case("field of 200 kB", lambda _: answer(FEED, "X-A: " + "a" * 200_000)),
    Case("field of 2 MB", lambda _: answer(FEED, "X-A: " + "a" * 2_000_000), 3, "", 0),
    Case("1,000 fields", lambda _: answer(FEED, *(f"X-{n}: {n}" for n in range(1000)))),
    Case("100,000 fields", lambda _: answer(FEED, *(f"X-{n}: {n}" for n in range(100_000))), 3,
         "", 0),
    Case("endless fields", lambda _: itertools.chain(
        [b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X-A: 1\r\n" * 5000)), 3, "", 0),
    Case("cookies without end", lambda _: answer(FEED, *["Set-Cookie: a=b"] * 1000)),
    Case("cookie of control characters", lambda _: answer(FEED, "Set-Cookie: \x1b[31m=\x07; x")),
    Case("etag of bytes beyond ASCII", lambda _: answer(FEED, 'ETag: "\xff\xfe\x80"')),
    Case("etag of 100 kB", lambda _: answer(FEED, f'ETag: "{"a" * 100_000}"')),
    Case("etag of escape sequences", lambda _: answer(FEED, 'ETag: "\x1b]0;x\x07"')),
    Case("type of 100 kB", lambda _: answer(FEED, "Content-Type: " + "a/" * 50_000)),
    Case("type of another", lambda _: answer(FEED, "Content-Type: image/png; charset=\x1b[31m")),
    Case("age beyond all numbers", lambda _: answer(FEED, "Cache-Control: max-age=" + "9" * 5000)),
    Case("age below zero", lambda _: answer(FEED, "Cache-Control: max-age=-1, s-maxage=nan")),
    Case("expires in the year 9999", lambda _: answer(
        FEED, "Expires: Fri, 31 Dec 9999 23:59:59 GMT")),
    Case("expires in no calendar", lambda _: answer(FEED, "Expires: Xxx, 99 Foo 99999 99:99:99 +9")),
    Case("date of a wrong clock", lambda _: answer(FEED, "Date: Mon, 01 Jan 2080 00:00:00 GMT")),
    Case("limits of no number", lambda _: answer(
        FEED, "X-RateLimit-Remaining: nan", "X-RateLimit-Reset: 1e400", "RateLimit: x;r=;t=")),
    Case("refresh to a script", lambda _: answer(FEED, "Refresh: 0; url=javascript:alert(1)")),
    Case("login that nobody asked for", lambda _: answer(FEED, 'WWW-Authenticate: Basic realm="x"')),
    # Bodies and their ends
    Case("length that is too large", lambda _: raw(head(f"Content-Length: {SIZE + 500}"), FEED), 0,
         "", 1),
    Case("length that is too small", lambda _: raw(head(f"Content-Length: {SIZE - 9}"), FEED), 0,
         "", None),
    Case("length below zero", lambda _: raw(head("Content-Length: -5"), FEED)),
    Case("length of words", lambda _: raw(head("Content-Length: many"), FEED)),
    Case("length of 10,000 digits", lambda _: raw(head("Content-Length: " + "9" * 10_000), FEED)),
    Case("length of a petabyte", lambda _: raw(head(f"Content-Length: {10**15}"), FEED), 0,
         "", 1),
    Case("two lengths", lambda _: raw(head("Content-Length: 5", f"Content-Length: {SIZE}"), FEED), 0,
         "", None),
    Case("length and chunks", lambda _: raw(
        head("Content-Length: 5", "Transfer-Encoding: chunked"), chunk(FEED), b"0\r\n\r\n")),
    Case("chunks", lambda _: raw(chunked(*(chunk(FEED[n:n + 7]) for n in range(0, SIZE, 7))))),
    Case("chunk by chunk of a byte", lambda _: raw(chunked(
        *(chunk(FEED[n:n + 1]) for n in range(SIZE))))),
    Case("chunk of a size that is none", lambda _: raw(chunked(b"zz\r\n", FEED)), 3, "", 0),
    Case("chunk of a size beyond all", lambda _: raw(chunked(b"f" * 5000 + b"\r\n", FEED)), 3, "",
         None),
    Case("chunk that is cut", lambda _: raw(chunked(b"ffff\r\n", FEED, end=b"")), 0,
         "", 1),
    Case("chunks without an end", lambda _: raw(chunked(chunk(FEED), end=b"")), 0,
         "", 1),
    Case("chunk with an extension of 100 kB", lambda _: raw(
        chunked(b"%x;%b\r\n%b\r\n" % (SIZE, b"a" * 100_000, FEED))), 0, "", None),
    Case("chunks with trailers", lambda _: raw(chunked(
        chunk(FEED), end=b'0\r\nETag: "\xff"\r\nX: 1\r\n\r\n'))),
    Case("chunks with trailers without end", lambda _: itertools.chain(
        [chunked(chunk(FEED), end=b"0\r\n")], itertools.repeat(b"X-A: 1\r\n" * 5000)), 0, "", None),
    Case("bytes behind the end", lambda _: itertools.chain(
        answer(FEED), [b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 100_000])),
    Case("nothing", lambda _: answer(""), 3, "the answer is empty", 0),
    Case("no content", lambda _: raw(b"HTTP/1.1 204 No Content\r\n\r\n"), 3, "204", 0),
    Case("part of the content", lambda _: answer(FEED, status="206 Partial Content"), 3, "206", 0),
    Case("nothing new to a first question", lambda _: answer("", status="304 Not Modified"), 3,
         "304", 0),
    Case("continue, a thousand times", lambda _: itertools.chain(
        [b"HTTP/1.1 100 Continue\r\n\r\n"] * 1000, answer(FEED)), 3, NO_HTTP, 0),
    Case("continue, for ever", lambda _: itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n" * 500), 3,
         NO_HTTP, 0),
    Case("another protocol", lambda _: raw(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n" + FEED), 3, "", 0),
    Case("early hints", lambda _: itertools.chain(
        [b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"], answer(FEED)), 0, "", None),
    Case("a body that a proxy changed", lambda _: answer(FEED, status="203 Changed")),
    Case("a stream that ends", lambda _: streamed([FEED])),
)  # fmt: skip
