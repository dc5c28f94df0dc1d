"""One fetch and one digest beside a hostile source, each in a process of its own, and measured."""

from __future__ import annotations

import io
import multiprocessing
import os
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.hostile.answers import answer, item, rss
from tests.hostile.case import Case
from tests.hostile.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from multiprocessing.connection import Connection

NOW = "2026-11-22T06:30:00+00:00"
TOP = '[digest]\ntimezone = "UTC"\nminutes = 200\nmax_stories = 100\n[topics.News]\nkeywords = ["thing"]\n'
FORMATS = ("markdown", "terminal", "html", "json", "plain")
HEALTHY = 3  # sources
EACH = 5  # entries of each of them


class Result(NamedTuple):
    """How a fetch ended: exit code, all that it printed, and what it took.

    ``seconds`` went by, ``cpu`` of them were its own, and ``peak`` is the most memory, in MB.
    ``entries`` counts them by the address of their source, and ``told`` is what the reader is told
    of each source. ``texts`` are what is stored of entries, ``shown`` is the digest in each format.
    """

    code: int
    printed: str
    entries: Mapping[str, int]
    told: Mapping[str, str]
    texts: tuple[str, ...]
    shown: tuple[str, ...]
    seconds: float
    cpu: float
    peak: float


def _healthy(number: int) -> Iterator[bytes]:
    return answer(rss(*(
        item(f"Healthy source {number} tells thing {n}", "A text about the thing.",
             guid=f"{number}-{n}", link=f"https://healthy{number}.example/{n}")
        for n in range(EACH)
    )))  # fmt: skip


def healthy() -> Server:
    """Three sources that are well, on a host of their own."""

    def case(number: int) -> Case:
        return Case(f"healthy {number}", lambda _: _healthy(number))

    return Server([case(number) for number in range(HEALTHY)], address="127.0.0.3")


def config(beside: Server, *tables: str) -> str:
    """A feeds.toml with the healthy sources and others."""
    feeds = (
        f'[[feeds]]\nurl = "{beside.url(case)}"\ntitle = "{case.name}"\n'
        for case in beside.cases.values()
    )
    return "".join([TOP, *feeds, *tables])


def measured(config_text: str, *, formats: Sequence[str] = ()) -> Result:
    """Fetch what a feeds.toml names, in a process of its own, and show the digest."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "tests.hostile.warm"])
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(config_text, tuple(formats), theirs))
    process.start()
    theirs.close()
    try:
        result: Result = ours.recv()
    finally:
        process.join()
    return result


def _child(config_text: str, formats: tuple[str, ...], results: Connection) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ.clear()
        os.environ.update(HOME=home, CIO_DIGEST_NOW=NOW, FORCE_COLOR="1")
        file = Path(home, "feeds.toml")
        file.write_text(config_text, encoding="utf-8")
        store = Path(home, "store.db")
        place = ("--config", str(file), "--store", str(store))
        start, busy = time.perf_counter(), time.process_time()
        code, *printed = _run(*place, "fetch")
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        entries, told, texts = _kept(store)
        shown = tuple(_run(*place, "today", "--format", name)[1] for name in formats)
        results.send(
            Result(code, "".join(printed), entries, told, texts, shown, seconds, cpu, peak)
        )


def _run(*args: str) -> tuple[int, str, str]:
    """Run a command to its end; gives its exit code and both its outputs."""
    from cio_digest.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        sys.stdin = io.StringIO()
        try:
            main(list(args))
        except SystemExit as end:
            code = int(end.code or 0)
    return code, _text(out), _text(err)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


def _kept(store: Path) -> tuple[dict[str, int], dict[str, str], tuple[str, ...]]:
    """Of each source how many entries the store has and what is told of it; texts of entries."""
    with closing(sqlite3.connect(store)) as db:
        counts = db.execute(
            "SELECT s.key, count(*) FROM entries e JOIN sources s ON s.id = e.source GROUP BY 1"
        )
        told = db.execute("SELECT key, error FROM sources")
        texts = db.execute("SELECT title, text, url, author, tags FROM entries LIMIT 200")
        return dict(counts), dict(told), tuple("\n".join(row) for row in texts)
