"""Every exit code that the documentation promises, each for real, with its line on stderr."""

from __future__ import annotations

import re
import signal
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Seen, Site
from tests.feeds import item, rss

from cio_digest.store import locked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Done, Program

CLOSED = "http://127.0.0.1:9/closed"  # "discard", which nobody serves


def test_0_done(program: Program, site: Site) -> None:
    """Silently: cron writes no mail."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"))
    assert program("fetch") == (0, "", "")
    assert program("fetch", "--all") == (0, "", "")


def test_1_nothing_worked(program: Program, site: Site) -> None:
    """Every source answered with an error: silent at first, since it may pass."""
    program.follow(site.url("/missing"), site.url("/gone-too"))
    assert program("fetch") == (1, "", "")


def test_1_an_internal_fault_is_no_traceback(program: Program, site: Site) -> None:
    """Two lines say what to do; CIO_DIGEST_DEBUG shows the rest."""
    program.follow(site.url("/a"))
    shadow = program.home / "shadow"
    shadow.mkdir()
    (shadow / "sitecustomize.py").write_text(
        "import cio_digest.cli.setup as s\ns.now = lambda: 1 / 0\n"
    )
    env = program.env()
    env["PYTHONPATH"] = f"{shadow}:{env['PYTHONPATH']}"
    done = program.process("fetch", env=env)
    assert (done.code, done.out) == (1, "")
    line = done.err.splitlines()[0]
    assert re.fullmatch(r"cio-digest: internal fault at cli/setup\.py:\d+", line)
    assert "ZeroDivisionError" not in done.err
    assert "Traceback" not in done.err
    assert "Traceback" in program.process("fetch", env={**env, "CIO_DIGEST_DEBUG": "1"}).err


def test_1_the_working_folder_was_deleted(program: Program, site: Site, tmp_path: Path) -> None:
    """A relative path leads nowhere then: one line says so."""
    program.follow(site.url("/a"))
    lost = tmp_path / "lost"
    lost.mkdir()
    script = 'cd "$0" && rmdir "$0" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, str(lost), *program.command("--store", "a.db", "today")],
        env=program.env(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "the folder this was started in is gone" in done.stderr


def test_2_nothing_is_followed_yet(program: Program, tmp_path: Path) -> None:
    """A run says how to begin, and a list can be taken in where there was no source."""
    program.config.parent.mkdir(parents=True)
    program.config.write_text('[topics.CRM]\nkeywords = ["CRM"]\n', encoding="utf-8")
    for command in (["today"], ["fetch"], ["sources", "list"], ["doctor"]):
        done = program(*command)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"cio-digest: {program.config}: follows nothing yet; ")
    listed = tmp_path / "list.txt"
    listed.write_text("https://a.example/feed\n", encoding="utf-8")
    assert program("sources", "import", str(listed)).code == 0
    assert "https://a.example/feed" in program("sources", "list", "--format", "json").out


def test_2_every_mistake_of_the_configuration(program: Program) -> None:
    """All of them at once, each with its place, and nothing is done."""
    program.follow("ftp://a.example/feed", more='[digest]\nmax_storys = 3\nminutes = "x"\n')
    done = program("today")
    assert (done.code, done.out) == (2, "")
    lines = done.err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"cio-digest: {program.config}:") for line in lines)
    assert not program.store.exists()


def test_3_some_failed(program: Program, site: Site) -> None:
    """The others are read."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"), site.url("/missing"))
    assert program("fetch") == (3, "", "")
    assert "All about CRM" in program("today").out


def test_3_also_if_those_that_fail_are_all_that_was_due(program: Program, site: Site) -> None:
    """One dead host among sources that are well is neither an outage nor a network that is down."""
    site.pages["/a"] = Page(
        rss(item("All about CRM")), headers=(("Cache-Control", "max-age=9999"),)
    )
    site.pages["/b"] = Page(rss(), headers=(("Cache-Control", "max-age=9999"),))
    program.follow(site.url("/a"), site.url("/b"), CLOSED)
    assert program("fetch") == (3, "", "")
    later = NOW.replace(hour=7)
    assert program("fetch", env=program.env(later)) == (3, "", "")
    assert program("fetch", "closed", env=program.env(later)).code == 1


def test_4_another_run_holds_the_lock(program: Program, site: Site) -> None:
    """The line says since when; a digest is shown from what is there."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"))
    program("fetch")
    with locked(str(program.store), NOW):
        done = program("fetch")
        shown = program("today", env=program.env(NOW.replace(hour=23)))
    assert (done.code, done.out) == (4, "")
    assert "already running since 2026-11-22 06:30:00 UTC (process " in done.err
    assert shown.code == 0
    assert "All about CRM" in shown.out
    assert shown.err.count("\n") == 1
    assert "showing what is there so far" in shown.err


@pytest.mark.parametrize(
    ("command", "before"), [("today", timedelta(days=1)), ("fetch", timedelta(minutes=1))]
)
def test_a_digest_of_a_fetch_that_is_under_way_is_not_the_days(
    program: Program, site: Site, command: str, before: timedelta
) -> None:
    """It says what it lacks; the next one has what the fetch brought.

    So it is where others were read a minute ago, and a source is read for the first time.
    """
    seen: list[Done] = []

    def look(_: Seen) -> Page:
        seen.extend(program.process(*args) for args in (["today"], ["star", "1"]))
        return Page(rss(item("Northwind sells its CRM")))

    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"))
    program(command, env=program.env(NOW - before))
    site.pages["/b"] = look
    program.follow(site.url("/b"))
    assert program("fetch").code == 0
    early, starred = seen
    assert "Sources are being read just now" in early.out
    assert "A quiet day" not in early.out
    assert "has no stories" in starred.err
    assert "Northwind sells its CRM" in program("today").out


def test_130_interrupted_while_it_starts(program: Program) -> None:
    """The process ends by the signal, which shells show as 130, and no traceback is seen."""
    shadow = program.home / "shadow"
    shadow.mkdir()
    (shadow / "click.py").write_text("import os\nos.kill(os.getpid(), 2)\n")
    env = program.env()
    done = program.process("today", env={**env, "PYTHONPATH": f"{shadow}:{env['PYTHONPATH']}"})
    assert done == (-signal.SIGINT, "", "")


def test_130_interrupted(program: Program, site: Site) -> None:
    """Ctrl-C while a server hangs: one line, what came is kept, and the next run goes on."""
    running: list[subprocess.Popen[bytes]] = []

    def interrupt(_: Seen) -> Page:
        running[0].send_signal(signal.SIGINT)
        return Page(site.hang())

    site.pages["/hang"] = interrupt
    program.follow(site.url("/hang"))
    process = subprocess.Popen(
        program.command("fetch"), env=program.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    running.append(process)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert err.strip() == b"cio-digest: interrupted; what was fetched so far is kept"
    site.pages["/hang"] = Page(rss(item("All about CRM")))
    assert program("fetch").code == 0


def test_a_run_that_was_cut_short_is_finished_by_today(program: Program, site: Site) -> None:
    """What was read but not yet clustered, and who was not asked yet, are made up for."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    site.pages["/b"] = Page(rss(item("More about CRM")))
    program.follow(site.url("/a"))
    program("fetch")
    import sqlite3

    db = sqlite3.connect(program.store)
    db.execute("UPDATE entries SET story = NULL")
    db.commit()
    db.close()
    program.follow(site.url("/a"), site.url("/b"))
    done = program("today")
    assert (done.code, done.err) == (0, "")
    assert "All about CRM" in done.out
    assert "More about CRM" in done.out
