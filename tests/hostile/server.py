"""A server that does to who asks whatever a case says: ``/NAME`` is the address of a case."""

from __future__ import annotations

import re
import socket
import threading
from typing import TYPE_CHECKING

from tests.hostile.case import PUBLIC, Asked, Case

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATIENCE = 60  # seconds for a request to come and an answer to be taken


class Server:
    """Listens on loopback until it is closed; one thread a connection."""

    def __init__(self, cases: Iterable[Case], port: int = 0, address: str = "127.0.0.2") -> None:
        """Listen on a port, a free one by default."""
        self.cases = {case.name: case for case in cases}
        self.listener = socket.create_server((address, port), backlog=200)
        self.host = f"{address}:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, case: Case) -> str:
        """The address of a case as feeds.toml has it."""
        return f"{PUBLIC if case.public else f'http://{self.host}'}/{slug(case.name)}"

    def table(self, case: Case) -> str:
        """The lines of feeds.toml that follow a case."""
        proxy = f'proxy = "http://{self.host}"\n' if case.public else ""
        return f'[[feeds]]\nurl = "{self.url(case)}"\ntitle = "hostile"\n{proxy}'

    def close(self) -> None:
        """Listen no more; what is being answered ends with the process."""
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(_PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            try:
                head = self._head(connection)
                case, path = self._case(head)
                for part in case.serve(Asked(path, head)):
                    connection.sendall(part)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            except OSError:
                return

    def _head(self, connection: socket.socket) -> str:
        head = b""
        while b"\r\n\r\n" not in head and (part := connection.recv(65536)):
            head += part
        return head.decode("latin-1")

    def _case(self, head: str) -> tuple[Case, str]:
        """The case that a request is for, and the rest of its path."""
        target = re.sub(r"^https?://[^/]*", "", [*head.split(" ", 2), ""][1])
        name, _, path = target.lstrip("/").partition("/")
        known = {slug(case.name): case for case in self.cases.values()}
        if name not in known:
            raise ConnectionAbortedError
        return known[name], path


def slug(name: str) -> str:
    """The name of a case as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
