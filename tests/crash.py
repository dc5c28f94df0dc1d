"""Kills runs at random points, and compares what the next run makes of it with an undisturbed one.

``python -m tests.crash --times 200`` reads the invented world of ``cio-digest demo`` over loopback,
ends a fetch or a morning's digest with kill -9 at a random moment, lets the next run finish, and
checks that the store is sound, that nothing is lost or doubled, and that entries, stories, trends
and the digest are the same. Exit code 1 if one differs; ``--seed`` repeats a series.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest import demo
from tests.conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SERVE = """
import sys
from datetime import datetime
from cio_digest import demo
with demo.serve(datetime.fromisoformat(sys.argv[1])) as address:
    print(address, flush=True)
    sys.stdin.read()
"""
_SLOW = "Metro IT"
FETCH, TODAY = ("fetch",), ("today", "--format", "plain")
_DONE = {0, 3}  # some sources of the invented world fail


class Result(NamedTuple):
    """What a store holds in the end, in words that do not depend on who answered first."""

    entries: tuple[tuple[str, str, str], ...]
    stories: frozenset[frozenset[tuple[str, str]]]
    counts: tuple[tuple[str, int, int], ...]
    trends: tuple[tuple[int, str, str, int, int], ...]


@contextmanager
def world(most: int = 99) -> Iterator[Path]:
    """A feeds.toml of the invented world, which is served by a process of its own.

    It follows the first sources, at most so many, without the one that is slow on purpose: a fetch
    would be waiting for it most of the time, and that is where it would be killed.
    """
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVE, NOW.isoformat()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # that its readers are killed is no news
        text=True,
    )
    assert server.stdin
    assert server.stdout
    with tempfile.TemporaryDirectory(prefix="crash-") as folder:
        try:
            config = Path(folder, "feeds.toml")
            text = demo.config(server.stdout.readline().strip())
            parts = [part for part in text.split("[[feeds]]") if _SLOW not in part][: most + 1]
            config.write_text("[[feeds]]".join(parts), encoding="utf-8")
            yield config
        finally:
            server.communicate()


class Point(NamedTuple):
    """Where to kill: at the ``nth`` SQL statement that begins so."""

    beginning: str
    nth: int = 1


class Run(NamedTuple):
    """A process of ``cio-digest``: its exit code (negative: the signal), output and seconds."""

    code: int
    out: str
    took: float


def run(
    config: Path, store: Path, words: Sequence[str], *, after: float = 0, at: Point | None = None
) -> Run:
    """Run a command to its end, or to its kill ``after`` seconds or ``at`` a statement.

    A fork of this process, so that the time goes into the run and not into imports.
    """
    output = store.with_suffix(".out")
    output.touch()
    started = time.monotonic()
    child = os.fork()
    if not child:
        _become(config, store, words, output, at)
    if after:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    took = time.monotonic() - started
    return Run(code, output.read_text(encoding="utf-8"), took)


def _become(
    config: Path, store: Path, words: Sequence[str], output: Path, at: Point | None
) -> None:
    """Be the command, in a child; never returns."""
    from cio_digest.cli import main

    code = 1
    try:
        os.environ.update({"CIO_DIGEST_NOW": NOW.isoformat(), "TZ": "UTC"})
        with output.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            sys.stdout = sys.stderr = file
            if at is not None:
                _arm(at)
            main(["--config", str(config), "--store", str(store), *words])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    finally:
        os._exit(code)


def _arm(at: Point) -> None:
    """End this process where the statement is begun, in whichever connection."""
    left, connect = at.nth, sqlite3.connect

    def count(statement: str) -> None:
        nonlocal left
        left -= statement.strip().startswith(at.beginning)
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.set_trace_callback(count)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]


def result(store: Path) -> Result:
    """What a store holds; it has to be sound."""
    with closing(sqlite3.connect(store)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        db.execute("INSERT INTO entries_text (entries_text, rank) VALUES ('integrity-check', 1)")
        entries = db.execute(
            "SELECT s.key, guid, e.title FROM entries e JOIN sources s ON s.id = source "
            "ORDER BY 1, 2"
        ).fetchall()
        stories: dict[int, set[tuple[str, str]]] = {}
        for story, *names in db.execute(
            "SELECT story, s.key, guid FROM entries e JOIN sources s ON s.id = source"
        ):
            stories.setdefault(story, set()).add((names[0], names[1]))
        assert {*stories} == {row[0] for row in db.execute("SELECT id FROM stories")}
        counts = db.execute("SELECT term, day, outlets FROM terms ORDER BY 1, 2").fetchall()
        trends = db.execute(
            "SELECT day, kind, term, outlets, voices FROM trends ORDER BY 1, 2, 3"
        ).fetchall()
    return Result(
        tuple(entries), frozenset(map(frozenset, stories.values())), tuple(counts), tuple(trends)
    )


def differences(one: Result, other: Result) -> list[str]:
    """The parts of two results that differ, each with what one of them has and the other not."""
    pairs = zip(Result._fields, one, other, strict=True)
    return [f"{name}: {sorted({*a} ^ {*b}, key=str)[:5]}" for name, a, b in pairs if a != b]


def _fetch_killed(config: Path, store: Path, after: float, whole: Result) -> list[str]:
    """What differs when a fetch was killed and the next one finished."""
    run(config, store, FETCH, after=after)
    last = run(config, store, FETCH)
    if last.code not in _DONE:
        return [f"the next run ended with {last.code}: {last.out}"]
    return differences(result(store), whole)


def _today_killed(config: Path, store: Path, after: float, page: str) -> list[str]:
    """What differs when the morning's digest was killed and asked for again."""
    run(config, store, TODAY, after=after)
    last = run(config, store, TODAY)
    return [] if last.code == 0 and last.out == page else [f"another digest: {last.out[:200]}"]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Kill as often as asked; gives the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    asked = parser.parse_args()
    chance, failed = random.Random(asked.seed), 0
    with world() as config:
        read = config.parent / "read.db"
        whole = run(config, read, FETCH)
        expected, ready = result(read), read.read_bytes()
        page = run(config, read, TODAY)
        _say(f"seed {asked.seed}, {len(expected.entries)} entries, fetch {whole.took:.1f} s")
        for number in range(1, asked.times + 1):
            folder = Path(tempfile.mkdtemp(dir=config.parent))
            store = folder / "store.db"
            if number % 4:
                after = chance.uniform(0.001, whole.took)
                found = _fetch_killed(config, store, after, expected)
            else:
                store.write_bytes(ready)
                after = chance.uniform(0.001, page.took)
                found = _today_killed(config, store, after, page.out)
            failed += bool(found)
            for what in found:
                _say(f"kill {number}, after {after:.3f} s: {what}")
            shutil.rmtree(folder)
            if number % 20 == 0:
                _say(f"{number} kills")
    _say(f"{asked.times} kills, {failed} with a difference")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
