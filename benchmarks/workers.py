"""What a worker takes to ask places where nothing is new: on loopback, each place an address.

    python -m benchmarks.workers [PLACES]

prints the CPU time for a place, of ``worker --once --queue fetch`` and of the PostgreSQL server,
when all places are due and answer 304. What a worker takes that finds nothing due is not in it.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.readers import Cost, ticks
from benchmarks.team import NOW
from tests import postgres
from tests.feeds import item, rss

from cio_digest import config
from cio_digest.runs import Setup, team
from cio_digest.store.postgres import connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_ROUNDS = 5
_PORT = 8_099
_BODY = rss(item("Some news"))
_HEAD = b"HTTP/1.1 %s\r\nETag: 1\r\nCache-Control: max-age=60\r\nContent-Length: %d\r\n\r\n"


def main() -> None:
    """Have all places read once, and then asked again each day."""
    places = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    urls = [f"http://127.0.{n // 250}.{n % 250 + 1}:{_PORT}/" for n in range(1, places + 1)]
    text = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls)
    with (
        postgres.server() as server,
        postgres.database(server) as store,
        tempfile.TemporaryDirectory() as folder,
        _site(),
    ):
        team.begin(Setup(config.parse(text, "feeds.toml"), store, NOW))
        file = Path(folder) / "feeds.toml"
        file.write_text(text, encoding="utf-8")
        work(store, file, NOW)
        for day in range(1, _ROUNDS + 1):
            at = NOW + timedelta(days=day)
            asked, idle = work(store, file, at), work(store, file, at)
            ours = (asked.here - idle.here) / places * 1e3
            server_ms = (asked.server - idle.server) / places * 1e3
            print(f"  {ours:.2f} ms of the worker, {server_ms:.2f} ms of the server for a place")
        with connect.opened(store) as db:
            (well,) = db.execute(
                "SELECT count(*) FROM sources WHERE failures = 0 AND checked = ?",
                (int(at.timestamp()),),
            ).fetchone()
            print(f"{well} of {places} places were asked last")


def work(store: str, file: Path, at: datetime) -> Cost:
    """What a worker takes that does what there is to do at a time."""
    env = {**os.environ, "CIO_DIGEST_NOW": at.isoformat(), "no_proxy": "*"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "cio_digest", "--config", str(file), "--store", store]
    with connect.opened(store) as db:
        (postmaster,) = db.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
    process_id = int(postmaster.splitlines()[0])
    began, there = time.monotonic(), ticks(process_id)
    process = subprocess.Popen([*command, "worker", "--once", "--queue", "fetch"], env=env)
    usage = os.wait4(process.pid, 0)[2]
    passed = time.monotonic() - began
    process.returncode = 0
    time.sleep(0.2)  # until the server has ended its processes of the worker's connections
    return Cost(passed, usage.ru_utime + usage.ru_stime, ticks(process_id) - there)


@contextmanager
def _site() -> Iterator[None]:
    """A process that answers at all addresses of loopback."""
    command = [sys.executable, "-c", "from benchmarks import workers; workers.serve()"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    with closing(process.stdout) as said:  # type: ignore[type-var]
        said.readline()  # type: ignore[union-attr]
        try:
            yield
        finally:
            process.kill()
            process.wait()


def serve() -> None:
    """Answer for ever: with a feed first, then that nothing is new."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            known = b"if-none-match" in head.lower()
            writer.write(_HEAD % ((b"304 Not Modified", 0) if known else (b"200 OK", len(_BODY))))
            writer.write(b"" if known else _BODY)

    async def forever() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        server = await asyncio.start_server(answer, "0.0.0.0", _PORT, backlog=1_000)
        print(flush=True)
        await server.serve_forever()

    asyncio.run(forever())


if __name__ == "__main__":
    main()
