"""Sources that take their time: each is given up at its deadline, 30 seconds in all."""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING

from tests.hostile.answers import ITEM, head, raw, redirect, rss, zipped
from tests.hostile.case import Asked, Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FEED = rss(ITEM).encode()
LATE = "no complete answer within 30 s"
DEADLINE = 35.0  # seconds: the limit, and what the rest of a run takes


def pause(seconds: float) -> None:
    """Let time go by."""
    threading.Event().wait(seconds)


def dripping(data: Iterable[bytes], seconds: float = 1.0) -> Iterator[bytes]:
    """Parts that come one by one."""
    for part in data:
        pause(seconds)
        yield part


def silence() -> Iterator[bytes]:
    """Nothing, for longer than anybody waits."""
    pause(50)
    yield b""


def slow_redirect(asked: Asked) -> Iterator[bytes]:
    """A redirect that comes after eight seconds, to the next one."""
    pause(8)
    yield from redirect(f"/slow-redirects/{int(asked.path or 0) + 1}")


def late(name: str, serve: Iterator[bytes]) -> Case:
    """A case that ends at the deadline."""
    return Case(name, lambda _: serve, 3, LATE, 0, slow=True, seconds=DEADLINE)


def _letters(data: bytes) -> list[bytes]:
    return [data[n : n + 1] for n in range(len(data))]


CASES = (
    late("silence", silence()),
    late("head letter by letter", dripping(_letters(b"HTTP/1.1 200 OK\r\nX: 1234567890123456789"))),
    late("body letter by letter", itertools.chain([head()], dripping(_letters(FEED)))),
    late("packed body letter by letter", itertools.chain(
        [head("Content-Encoding: gzip")], dripping(_letters(zipped(FEED))))),
    late("chunk by chunk", itertools.chain([head("Transfer-Encoding: chunked")], dripping(
        [b"1\r\na\r\n"] * 60))),
    late("body that stops", itertools.chain([head("Content-Length: 9999"), FEED], silence())),
    late("field by field", itertools.chain([b"HTTP/1.1 200 OK\r\n"], dripping([b"X: 1\r\n"] * 60))),
    late("continue, once a second", dripping([b"HTTP/1.1 100 Continue\r\n\r\n"] * 60)),
    Case("slow redirects", slow_redirect, 3, LATE, 0, slow=True, seconds=DEADLINE),
    Case("comes after 20 seconds", lambda _: dripping([head() + FEED], 20.0), 0, "", 1, slow=True,
         seconds=25),
    Case("body in ten slow parts", lambda _: itertools.chain([head()], dripping(
        [FEED[n:n + 99] for n in range(0, len(FEED), 99)])), 0, "", 1, slow=True),
    Case("error that never ends", lambda _: itertools.chain(
        [head(status="500 Broken")], dripping([b"x"] * 60)), 3, "", 0, slow=True, seconds=DEADLINE),
    Case("hangs up after 5 seconds", lambda _: dripping([b""], 5.0), 3, "hung up", 0, slow=True),
    Case("silence behind the status", lambda _: itertools.chain(raw(b"HTTP/1.1 200 OK\r\n"),
         silence()), 3, LATE, 0, slow=True, seconds=DEADLINE),
)  # fmt: skip
