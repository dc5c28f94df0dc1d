"""Responses as servers send them to responses that a strict HTTP parser reads.

Browsers and curl overlook a good deal that RFC 9112 forbids: header lines without a colon or with a
blank in their name, a length given twice, bytes after the announced length. Heads are put in order
here, and what follows a body is dropped, before aiohttp's parser sees either.
"""

from __future__ import annotations

import functools
import re
from typing import Any, NamedTuple, cast

import aiohttp
from aiohttp.client_proto import ResponseHandler

LARGEST_HEAD = 300_000  # bytes of status line and headers, as in curl
TOO_LARGE = f"its headers are larger than {LARGEST_HEAD / 1e3:g} kB"
_INTERIM = 100  # responses before the one that counts
NO_HTTP = "its answer is not proper HTTP"

_START = b"HTTP/"
_END = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/(\d)(?:\.(\d))?[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?[ \t]*")
# What nearly every head looks like; the others are taken apart.
_PROPER = re.compile(
    rb"HTTP/1\.[01] \d{3} [\t -~]*(?:\r\n[0-9A-Za-z!#$%&'*+.^_`|~-]+:[\t -~\x80-\xff]*)*"
)
_FRAME = re.compile(rb"\r\n(content-length|transfer-encoding):[ \t]*([^\r\n]*)", re.IGNORECASE)
_NAME = re.compile(rb"[0-9A-Za-z!#$%&'*+.^_`|~-]+")
_CONTROLS = bytes(set(range(32)) - {9} | {127})
_BODILESS = frozenset({204, 304})
_FRAMING = frozenset({b"transfer-encoding", b"content-length"})


class Head(NamedTuple):
    """A head in order, its status, and the length of its body: None until the connection closes.

    A chunked body says itself where it ends.
    """

    text: bytes
    status: int
    length: int | None
    chunked: bool


def mended(head: bytes) -> Head | None:
    """A head without what no parser reads; None where it does not even begin like one."""
    if proper := _proper(head):
        return proper
    first, *lines = re.split(rb"\r?\n", head)
    status = _STATUS.fullmatch(first)
    if not status:
        return None
    fields = _fields(lines)
    codings = [value for name, value in fields if name.lower() == b"transfer-encoding"]
    chunked = b",".join(codings).rpartition(b",")[2].strip().lower() == b"chunked"
    length = None if chunked else _length(fields)
    fields = [pair for pair in fields if pair[0].lower() not in _FRAMING]
    if chunked:
        fields.append((b"Transfer-Encoding", b"chunked"))
    elif length is not None:
        fields.append((b"Content-Length", b"%d" % length))
    version = b"HTTP/1.%d" % (0 if status[1] + (status[2] or b"0") < b"11" else 1)
    start = b" ".join((version, status[3], (status[4] or b"").translate(None, _CONTROLS)))
    text = b"\r\n".join([start, *(name + b": " + value for name, value in fields), b"", b""])
    return Head(text, int(status[3]), length, chunked)


def _proper(head: bytes) -> Head | None:
    """A head that is in order, and says at most once how long its body is."""
    frames = _FRAME.findall(head)
    if len(frames) > 1 or not _PROPER.fullmatch(head):
        return None
    name, value = frames[0] if frames else (b"", b"")
    text, status = head + b"\r\n\r\n", int(head[9:12])
    if not name:
        return Head(text, status, None, chunked=False)
    if name.lower() == b"transfer-encoding":
        return Head(text, status, None, chunked=True) if value.lower() == b"chunked" else None
    known = value.isdigit() and len(value) < 16
    return Head(text, status, int(value), chunked=False) if known else None


def _fields(lines: list[bytes]) -> list[tuple[bytes, bytes]]:
    """The names and values of a head; a folded line belongs to the one before (RFC 9112, 5.2)."""
    fields: list[tuple[bytes, list[bytes]]] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"} and fields:
            fields[-1][1].append(line.strip())
            continue
        name, colon, value = line.partition(b":")
        fields.append((name.rstrip() if colon else b"", [value.strip()]))
    return [
        (name, b" ".join(parts).translate(None, _CONTROLS))
        for name, parts in fields
        if _NAME.fullmatch(name)
    ]


def _length(fields: list[tuple[bytes, bytes]]) -> int | None:
    """The announced length; none that can be believed where two differ (RFC 9112, 6.3)."""
    values = {
        part.strip()
        for name, value in fields
        if name.lower() == b"content-length"
        for part in value.split(b",")
    }
    value = values.pop() if len(values) == 1 else b""
    return int(value) if value.isdigit() and len(value) < 16 else None


class _Handler(ResponseHandler):
    """A connection of aiohttp's that reads what browsers read.

    ``head`` is what came of a head that is not whole yet, None behind one. ``remaining`` is how
    many bytes of the body may still come, None where that is not known. ``interim``
    counts responses that only announce another.
    """

    head: bytearray | None = None
    remaining: int | None = 0
    interim = 0

    def set_response_params(self, **params: Any) -> None:
        """Expect a response: one request is under way at a time."""
        self.head, self.remaining, self.interim = bytearray(), None, 0
        super().set_response_params(**params)

    def data_received(self, data: bytes) -> None:
        """Take bytes from the socket; no bytes at all ask to go on with those that came before."""
        if self._parser is None or not data:
            super().data_received(data)
            return
        while self.head is not None and data:
            data = self._behind_head(data)
        if self.remaining is not None:
            if len(data) > self.remaining:
                self.force_close()  # what comes behind a response belongs to none
            data = data[: self.remaining]
            self.remaining -= len(data)
        if data:
            super().data_received(data)
            self._break_off()

    def _break_off(self) -> None:
        """End a body whose chunks cannot be read, for which its reader would wait in vain."""
        payload = self._payload
        if self.exception() and payload and not payload.is_eof() and not payload.exception():
            payload.set_exception(aiohttp.ClientPayloadError(NO_HTTP))

    def _behind_head(self, data: bytes) -> bytes:
        """Take in a part of a head; gives what follows it, if it ends there."""
        head = self.head or bytearray()
        start = max(0, len(head) - 3)  # the end may have begun in what came before
        head += data if head else data.lstrip(b"\r\n")
        end = _END.search(head, start)
        if (end.start() if end else len(head)) > LARGEST_HEAD:
            self._refuse(TOO_LARGE)
        elif end:
            self._begin(bytes(head[: end.start()]))
            return bytes(head[end.end() :])
        elif not head.startswith(_START[: len(head)]):
            self._begin(bytes(head))
        else:
            self.head = head
        return b""

    def _begin(self, text: bytes) -> None:
        """Hand a head on by itself, so that what is wrong behind it cannot take it away."""
        head = mended(text)
        if head is None:
            self._refuse(NO_HTTP)
        elif 100 <= head.status < 200 and head.status != 101:
            self.interim += 1
            self.head = bytearray()  # an interim response: the one that counts follows
            if self.interim > _INTERIM:
                self._refuse(NO_HTTP)
        else:
            self.head = None
            bodiless = self._skip_payload or head.status in _BODILESS
            self.remaining = 0 if bodiless else head.length
            super().data_received(head.text)

    def _refuse(self, reason: str) -> None:
        self.set_exception(aiohttp.ClientConnectionError(reason))
        self.abort()
        self.head, self.remaining = None, 0


class Connector(aiohttp.TCPConnector):
    """A connector whose connections read what browsers read."""

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        factory = functools.partial(_Handler, loop=self._loop)
        self._factory = cast("functools.partial[ResponseHandler]", factory)
