"""The corpus served by a process of its own, for as long as something is measured."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from benchmarks.corpus import host

if TYPE_CHECKING:
    from collections.abc import Iterator


class Served(NamedTuple):
    """Where feeds are served: the configuration that names them, their addresses, a folder."""

    config: str
    urls: list[str]
    folder: Path

    def only(self, count: int) -> Served:
        """The first feeds of these."""
        head, *tables = self.config.split("[[feeds]]")
        config = "[[feeds]]".join([head, *tables[:count]])
        return self._replace(config=config, urls=self.urls[:count])

    def ask(self, path: str) -> str:
        """What the server answers to a request about itself."""
        connection = HTTPConnection(urlsplit(self.urls[0]).netloc)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        finally:
            connection.close()


def _free_port() -> int:
    """A port that nobody uses just now at the first address, and so hardly at the others."""
    with socket.create_server((host(0), 0)) as found:
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(corpus: Path, count: int, *options: str) -> Iterator[Served]:
    """Serve ``count`` feeds of a folder, with the options of ``benchmarks.corpus``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "feeds.toml"
        program = [sys.executable, "-m", "benchmarks.corpus"]
        command = [*program, str(corpus), str(config), str(count), str(_free_port())]
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout
                if not server.stdout.readline():
                    raise SystemExit("the feeds cannot be served: see above")
                text = config.read_text()
                urls = [line.split('"')[1] for line in text.splitlines() if "url =" in line]
                yield Served(text, urls, folder)
            finally:
                server.terminate()
