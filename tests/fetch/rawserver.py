"""A server that answers with bytes as a test writes them, proper HTTP or not."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@contextmanager
def answering(*answers: bytes | Sequence[bytes], keep: bool = False) -> Iterator[str]:
    """The address of a server that gives these answers, one a request; parts are sent one by one.

    It hangs up behind each answer, or with ``keep`` behind the last one.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, answers, keep), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/feed"
    finally:
        listener.close()


def _serve(listener: socket.socket, answers: Sequence[bytes | Sequence[bytes]], keep: bool) -> None:
    """Answer one connection after the other, or all on one; a client that hangs up ends it."""
    waiting = list(answers)
    with suppress(OSError):
        while waiting:
            connection = listener.accept()[0]
            with connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for answer in waiting if keep else waiting[:1]:
                    _answer(connection, [answer] if isinstance(answer, bytes) else answer)
            waiting = [] if keep else waiting[1:]


def _answer(connection: socket.socket, parts: Sequence[bytes]) -> None:
    request = b""
    while b"\r\n\r\n" not in request:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError
        request += more
    for part in parts:
        connection.sendall(part)
