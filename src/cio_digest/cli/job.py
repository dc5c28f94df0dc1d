"""One job of the schedule: run in a process of its own, logged, and noted in the store."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from cio_digest import files
from cio_digest.cli.failures import say
from cio_digest.cli.setup import now
from cio_digest.config import paths

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import time

    import click

    from cio_digest.store.runs import Run

EPILOG = """\b
Examples:
  cio-digest schedule run fetch              fetch now, and note how it went
  cio-digest schedule run mail --at 06:30    what a scheduler calls
"""

# What each job is. Watched keywords are looked for where there are any.
_FETCH, _MAIL = ("fetch", "--alert"), ("mail",)
_STALE = timedelta(hours=12)  # a fetch that was slept through: a mail would tell yesterday's news
_LARGEST = 1_000_000  # bytes of the log before it begins anew; the one before it is kept
_LONGEST = 50 * 60  # seconds of a step; cron and launchd call again after an hour
_SAID = 500  # characters of its last words that are kept of a run


def program(ctx: click.Context) -> tuple[str, ...]:
    """How to call this program from anywhere: its place, its feeds.toml and its store.

    Those two are named only where a scheduler, which has not the reader's environment, would look
    elsewhere.
    """
    config, store = ctx.find_root().obj
    here = paths.here()
    bare = here._replace(env={})
    words = list(_itself())
    mine = str(Path(paths.config_file(here, config)).absolute())
    if mine != paths.config_file(bare):
        words += ["--config", mine]
    kept = str(Path(paths.store_file(here, store)).absolute())
    if kept != paths.store_file(bare):
        words += ["--store", kept]
    return tuple(words)


def _itself() -> tuple[str, ...]:
    """The program that runs now; as the shell found it, so that an update does not move it."""
    import shutil

    script = shutil.which(sys.argv[0])
    if script and Path(script).name.startswith("cio-digest"):
        return (str(Path(script).absolute()),)
    return (sys.executable, "-m", "cio_digest")


def run(ctx: click.Context, name: str, at: time | None) -> int:
    """Do a job unless it was done since its time; gives its exit code."""
    from cio_digest.store import opened, runs
    from cio_digest.store import sources as table

    store = paths.store_file(paths.here(), ctx.find_root().obj[1])
    started = now()
    with opened(store) as db:
        before, done = runs.last(db, name), runs.last_done(db, name)
        read = table.last_read(db)
    if at and not _due(at, done, started):
        return 0
    steps = [_FETCH if name == "fetch" else _MAIL]
    if name == "mail" and (read is None or started - read > _STALE):
        steps = [_FETCH, _MAIL]
    made, said = _ran(program(ctx), steps, name, started)
    _log(log(store), made, said)
    with opened(store) as db:
        runs.save(db, made)
    # What failed an hour ago for the same reason need not be told again.
    if before is None or (before.code, before.said) != (made.code, made.said):
        say(*said)
    return made.code


def _due(at: time, done: datetime | None, started: datetime) -> bool:
    from cio_digest.schedule import is_due

    return is_due(at, done, started.astimezone())


def _ran(
    itself: tuple[str, ...], steps: Sequence[tuple[str, ...]], name: str, started: datetime
) -> tuple[Run, list[str]]:
    """How the job ended, with the first step that was not done, and the lines that were printed."""
    from cio_digest.store.runs import DONE, Run

    begun, code = datetime.now(timezone.utc), 0
    printed: list[str] = []
    said: list[str] = []
    for step in steps:
        code, out, said = _called((*itself, *step))
        printed += [*out, *said]
        if code not in DONE:
            break
    took = datetime.now(timezone.utc) - begun
    return Run(name, started, started + took, code, said[-1][:_SAID] if said else ""), printed


def _called(command: tuple[str, ...]) -> tuple[int, list[str], list[str]]:
    """The exit code of a command, and its lines on stdout and stderr."""
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 - this program itself, and no shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        ended = f"did not end within {_LONGEST / 60:g} minutes, and was stopped"
        return 1, _lines(late.stdout), [*_lines(late.stderr), ended]
    return done.returncode, _lines(done.stdout), _lines(done.stderr)


def _lines(said: bytes | None) -> list[str]:
    lines = (said or b"").decode(errors="replace").splitlines()
    return [line.removeprefix("cio-digest: ") for line in lines]


def log(store: str) -> Path:
    """Where the log of a store's jobs is."""
    return Path(f"{store}.log")


def _log(path: Path, made: Run, said: list[str]) -> None:
    """Add a run to the log, whose size is bounded."""
    took = (made.ended - made.started).total_seconds()
    stamp = f"{made.started:%Y-%m-%dT%H:%M:%SZ} {made.job}"
    lines = [*said, f"ended after {took:.0f} s with exit code {made.code}"]
    if path.exists() and path.stat().st_size > _LARGEST:
        path.replace(f"{path}.1")
    with open(path, "a", encoding="utf-8", opener=files.private) as file:
        file.writelines(f"{stamp}: {line}\n" for line in lines if line)
