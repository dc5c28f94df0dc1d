"""Workers of a team share the work: nothing is lost, and one of them asks a host at a time."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from tests import postgres as postgres_server
from tests.conftest import NOW, Page
from tests.feeds import entry, item, rss, saved

from cio_digest import config
from cio_digest.runs import Setup, nightly, taskqueue, team, worker
from cio_digest.store import locked, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Seen, Site

    from cio_digest.store import Store

pytest.importorskip("procrastinate")

TOPICS = '[topics.CRM]\nkeywords = ["CRM"]\n'
ENV = {**os.environ, "CIO_DIGEST_NOW": NOW.isoformat(), "no_proxy": "*"}


@pytest.fixture
def place(server: str) -> Iterator[str]:
    """A team's store."""
    with postgres_server.database(server) as address:
        team.begin(Setup(config.parse(TOPICS, "feeds.toml"), address, NOW))
        yield address


class Hosts:
    """Some hosts with some feeds each; ``most`` is how many requests each had at once."""

    def __init__(self, start_site: Callable[..., Site], hosts: int, feeds: int) -> None:
        self.most: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()
        self.addresses = []
        self.sites = [start_site(f"127.0.0.{n}") for n in range(2, 2 + hosts)]
        for site in self.sites:
            for n in range(feeds):
                site.pages[f"/{n}.xml"] = self._page(site, n)
                self.addresses.append(site.url(f"/{n}.xml"))

    def _page(self, site: Site, number: int) -> Callable[[Seen], Page]:
        name = f"CRM {site.host} {number}"
        body = rss(*(item(f"{name} {letter}") for letter in "abc"))

        def answer(seen: Seen) -> Page:
            with self._lock:
                self._now[site.host] += 1
                self.asked[site.host + seen.path] += 1
                self.most[site.host] = max(self.most[site.host], self._now[site.host])
            site.closing.wait(0.05)
            with self._lock:
                self._now[site.host] -= 1
            return Page(body)

        return answer

    def written(self, folder: Path) -> Path:
        """A feeds.toml that names all of them."""
        file = folder / "feeds.toml"
        feeds = (f'[[feeds]]\nurl = "{url}"\n' for url in self.addresses)
        file.write_text(TOPICS + "".join(feeds))
        return file


@contextmanager
def started(place: str, file: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A worker in a process of its own."""
    command = [sys.executable, "-m", "cio_digest", "--config", str(file), "--store", place]
    process = subprocess.Popen(
        [*command, "worker", *arguments], env=ENV, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def content(db: Store) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """What was read, whatever came first: entries and the states of sources."""
    entries = db.execute(
        "SELECT s.key, guid, hash, e.title, surfaced, e.story IS NOT NULL FROM entries e "
        "JOIN sources s ON s.id = e.source ORDER BY s.key, guid"
    ).fetchall()
    states = db.execute("SELECT key, checked, succeeded, failures, due FROM sources ORDER BY key")
    return entries, states.fetchall()


def left(db: Store) -> int:
    """Tasks that nobody did; each minute's own come whatever there is to do."""
    rows = db.execute(
        "SELECT count(*) FROM public_tasks.procrastinate_jobs "
        "WHERE task_name IN ('fetch', 'stories')"
    )
    return int(rows.fetchone()[0])


def test_several_workers_do_what_one_run_does(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """The same entries and states; each source asked once, each host by one worker at a time."""
    hosts = Hosts(start_site, hosts=4, feeds=3)
    file = hosts.written(tmp_path)
    once = ("--once", "--queue", "fetch")
    with started(place, file, *once) as first, started(place, file, *once) as second:
        said = [process.communicate(timeout=60)[1] for process in (first, second)]
    assert said == ["", ""]
    setup = Setup(config.load(file), place, NOW)
    worker.run(setup, ["stories"], lambda: NOW, print, once=True)
    assert set(hosts.asked.values()) == {1}
    assert max(hosts.most.values()) <= 2  # what one process asks at once
    with opened(place) as db:
        found = content(db)
        assert left(db) == 0
        assert db.text.frequencies(db, ["crm"]) == {"crm": 36}
    alone = setup._replace(store=str(tmp_path / "alone.db"))
    nightly.fetch(alone, setup.config.sources)
    with opened(alone.store) as db:
        assert content(db) == found
    assert len(found[0]) == 36


def test_a_task_that_waits_is_not_put_down_again(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """Whether it was there before all are put down or comes meanwhile; the others are."""
    hosts = Hosts(start_site, hosts=3, feeds=1)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    waiting = "SELECT lock FROM public_tasks.procrastinate_jobs ORDER BY lock"

    async def put() -> None:
        async with taskqueue.opened(place, "public", print) as queue:
            values = {"place": "x", "keys": [], "mark": ""}
            several = {f"place {name}": values for name in "abc"}
            await queue.put("fetch", "place b", **values)
            await queue.put_all("fetch", several)
            await queue.put_all("fetch", several)
            await queue._put_part("fetch", {"place c": values, "place d": values})

    asyncio.run(put())
    with opened(place) as db:
        assert [row[0] for row in db.execute(waiting)] == [f"place {name}" for name in "abcd"]
    worker.run(setup, ["fetch"], lambda: NOW, print, once=True)
    assert set(hosts.asked.values()) == {1}


def test_a_worker_mails_once_whose_hour_has_come(place: str, tmp_path: Path) -> None:
    """Without waiting for the minutes at which others look."""
    box, file, address = tmp_path / "box", tmp_path / "ada.toml", "https://a.example/feed"
    file.write_text(f'{TOPICS}[[feeds]]\nurl = "{address}"\n')
    way = f"import sys; open({str(box)!r}, 'a').write(sys.stdin.read())"
    mail = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "{way}"]\n'
    setup = Setup(config.parse(mail, "feeds.toml"), place, NOW)
    team.add(setup, "ada", str(file), mailbox="ada@x.example", at="00:00")
    with opened(place) as db:
        saved(db, entry("CRM at A", source=address))
    assert worker.run(setup, ["mail"], lambda: NOW, print, once=True) == (1, 0)
    assert re.findall("To: (.*)", box.read_text()) == ["ada@x.example"]


def test_a_killed_worker_loses_nothing(
    place: str, tmp_path: Path, start_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was doing is taken up by the next one, also where the same waits already."""
    hosts = Hosts(start_site, hosts=3, feeds=2)
    stuck = hosts.sites[0]
    page = stuck.pages["/0.xml"]
    stuck.pages["/0.xml"] = Page(stuck.hang())
    file = hosts.written(tmp_path)
    with started(place, file, "--queue", "fetch") as victim, opened(place) as db:
        doing = "SELECT count(*) FROM public_tasks.procrastinate_jobs WHERE status = 'doing'"
        kept = "SELECT count(*) FROM entries"
        wait(lambda: db.execute(doing).fetchone()[0] == 1 and db.execute(kept).fetchone()[0] >= 12)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    stuck.pages["/0.xml"] = page
    monkeypatch.setattr(taskqueue, "DEAD", 0.0)
    setup = Setup(config.load(file), place, NOW)
    worker.run(setup, ["fetch", "stories"], lambda: NOW, print, once=True)
    with opened(place) as db:
        assert db.execute("SELECT count(*), count(story) FROM entries").fetchone() == (18, 18)
        assert db.execute("SELECT count(*) FROM sources WHERE failures > 0").fetchone() == (0,)
        assert left(db) == 0


def wait(come: Callable[[], bool]) -> None:
    """Until it is so; a test that waits for ever is one that fails."""
    end = time.monotonic() + 60
    while not come():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_entries_that_wait_are_clustered_when_a_run_has_ended(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """A whole run and the task for stories never cluster at once."""
    hosts = Hosts(start_site, hosts=1, feeds=1)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    with locked(place, NOW):
        worker.run(setup, ["fetch", "stories"], lambda: NOW, print, once=True)
        with opened(place) as db:
            assert db.execute("SELECT count(*), count(story) FROM entries").fetchone() == (3, 0)
    worker.run(setup, ["stories"], lambda: NOW, print, once=True)
    with opened(place) as db:
        assert db.execute("SELECT count(story) FROM entries").fetchone() == (3,)


def test_a_failed_task_is_one_line(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says which and where, without a traceback; the next task is done all the same."""

    def fault(*_: object) -> None:
        raise ValueError

    setup = Setup(config.parse(TOPICS, "feeds.toml"), place, NOW)
    said: list[str] = []
    with opened(place) as db, monkeypatch.context() as patch:
        saved(db, entry("One"), cluster=False)
        patch.setattr(nightly, "digestible", fault)
        assert worker.run(setup, ["stories"], lambda: NOW, said.append, once=True) == (0, 1)
        assert len(said) == 1
        assert re.fullmatch(
            r"clustering: internal fault at runs/worker.py:\d+; the log .*", said[0]
        )
    assert worker.run(setup, ["stories"], lambda: NOW, said.append, once=True) == (1, 0)
    assert capsys.readouterr().err == ""


def test_a_lost_store_ends_the_worker(place: str, tmp_path: Path) -> None:
    """With one line and a failure, so that whoever started it starts it again."""
    import psycopg

    file = tmp_path / "feeds.toml"
    file.write_text(TOPICS)
    with started(place, file) as process, opened(place) as db:
        heard = "SELECT count(*) FROM public_tasks.procrastinate_workers"
        wait(lambda: db.execute(heard).fetchone()[0] == 1)
        with closing(psycopg.connect(place, autocommit=True)) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
                (db.connection.info.backend_pid,),  # type: ignore[attr-defined]
            )
        said = process.communicate(timeout=100)[1]
    assert process.returncode == 1
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said


def test_a_store_in_a_file_has_no_workers(tmp_path: Path) -> None:
    """It says what is missing."""
    from cio_digest.errors import ConfigError

    setup = Setup(config.parse(TOPICS, "feeds.toml"), str(tmp_path / "s.db"), NOW)
    with pytest.raises(ConfigError, match="on a server"):
        worker.run(setup, ["fetch"], lambda: NOW, print, once=True)


def test_a_task_whose_end_cannot_be_written_down_is_logged(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """However late it is noticed, nothing of it is printed; any other fault is still told."""
    from procrastinate.exceptions import ConnectorException

    async def lost(error: Exception) -> None:
        async def task() -> None:
            raise error

        asyncio.get_running_loop().set_exception_handler(taskqueue._unheard)
        await asyncio.wait([asyncio.ensure_future(task())])
        gc.collect()

    caplog.set_level(logging.INFO, "cio_digest")
    for error, level in ((ConnectorException(), "INFO"), (ValueError(), "ERROR")):
        caplog.clear()
        asyncio.run(lost(error))
        found = [each.levelname for each in caplog.records if "never retrieved" in each.message]
        assert found == [level]
    assert capsys.readouterr().err == ""
