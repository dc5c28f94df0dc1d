"""A release of the program to the store and the pages that it leaves after three days.

    python -m tests.store.released.build FOLDER/src

Run from the top of a checkout; ``FOLDER`` is a checkout of the release. It is run once a release:
what lies here is what later ones have to read.
"""

from __future__ import annotations

import gzip
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path

from tests.conftest import Site
from tests.store.released import world

HERE = Path(__file__).parent
STORE, PAGES = HERE / "store.db.gz", HERE / "pages"
PLACE = "http://site.invalid"  # what stands in the store for the address of the web server
ASKED = {"": (), "-crm": ("--topic", "CRM", "--max", "1")}
ENDS = {"terminal": "txt", "markdown": "md", "json": "json"}


def main(source: str) -> None:
    """Read and print three days, and keep what comes of it."""
    site = Site("127.0.0.1")
    threading.Thread(target=site.server.serve_forever, daemon=True).start()
    PAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = world.CONFIG.replace("SITE", site.url(""))
        (folder / "feeds.toml").write_text(config, encoding="utf-8")
        for day in range(world.FIRST, world.LAST + 1):
            _read(source, folder, site, datetime(2026, 11, day, 6, 30, tzinfo=timezone.utc))
        noon = datetime(2026, 11, world.LAST, 12, tzinfo=timezone.utc)
        _read(source, folder, site, noon)
        _keep(folder / "store.db", site.url(""))


def run(source: str, folder: Path, now: datetime, *args: str) -> bytes:
    """What a command prints at an instant."""
    env = {"PYTHONPATH": source, "CIO_DIGEST_NOW": now.isoformat(), "HOME": str(folder)}
    places = ("--config", str(folder / "feeds.toml"), "--store", str(folder / "store.db"))
    command = [sys.executable, "-m", "cio_digest", *places, *args]
    path = {"PATH": os.environ.get("PATH", ""), "COLUMNS": "80"}
    done = subprocess.run(command, env=env | path, cwd=folder, capture_output=True, check=False)
    if done.returncode not in {0, 3}:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def _read(source: str, folder: Path, site: Site, now: datetime) -> None:
    """Fetch, and keep what is printed then."""
    world.serve(site, now)
    run(source, folder, now, "fetch")
    for asked, options in ASKED.items():
        for format_, end in ENDS.items():
            page = run(source, folder, now, "today", "--format", format_, *options)
            (PAGES / f"{now.day}{asked}.{end}").write_bytes(page)


def _keep(store: Path, address: str) -> None:
    """The store in one compressed file, without the address that the web server had by chance."""
    with closing(sqlite3.connect(store, isolation_level=None)) as db:
        for column in ("key", "url"):
            db.execute(f"UPDATE sources SET {column} = replace({column}, ?, ?)", (address, PLACE))
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("VACUUM")
        if any(address in line for line in db.iterdump()):
            raise RuntimeError("the web server's address is still in the store")
    STORE.write_bytes(gzip.compress(store.read_bytes(), mtime=0))


if __name__ == "__main__":
    main(sys.argv[1])
