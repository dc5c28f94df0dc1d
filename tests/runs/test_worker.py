"""Workers of a team share the work: nothing is lost, and one of them asks a host at a time."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests import postgres as postgres_server
from tests.conftest import NOW, Page
from tests.feeds import entry, item, rss, saved, source

from cio_digest import config
from cio_digest.fetch import beside
from cio_digest.models import Polling
from cio_digest.runs import Setup, fetching, nightly, team, teamcheck, update, waiting, worker
from cio_digest.runs.fetching import Fetching
from cio_digest.store import locked, opened
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from tests.conftest import Seen, Site

    from cio_digest.store import Store

pytest.importorskip("psycopg")

from cio_digest.store.postgres import connect, lock

# Whose hour has come is a matter of the zone: the reader's, not this machine's.
TOPICS = '[digest]\ntimezone = "UTC"\n[topics.CRM]\nkeywords = ["CRM"]\n'
ENV = {**os.environ, "CIO_DIGEST_NOW": NOW.isoformat(), "no_proxy": "*"}


@pytest.fixture
def place(server: str) -> Iterator[str]:
    """A team's store."""
    with postgres_server.database(server, postgres_server.OPERATOR) as address:
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
        assert db.text.frequencies(db, ["crm"]) == {"crm": 36}
    alone = setup._replace(store=str(tmp_path / "alone.db"))
    nightly.fetch(alone, setup.config.sources)
    with opened(alone.store) as db:
        assert content(db) == found
    assert len(found[0]) == 36


def test_a_place_that_another_worker_asks_is_left_to_it(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """It is asked by the next who looks when it is free; the others are not held up."""
    hosts = Hosts(start_site, hosts=3, feeds=1)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    with connect.opened(place) as other:
        mine = f"place {hosts.sites[1].host}"
        assert lock.take(other, [mine]) == {mine}
        assert worker.run(setup, ["fetch"], lambda: NOW, print, once=True) == (2, 0)
        assert [len(site.seen) for site in hosts.sites] == [1, 0, 1]
        lock.free(other, [mine])
        assert worker.run(setup, ["fetch"], lambda: NOW, print, once=True) == (1, 0)
    assert set(hosts.asked.values()) == {1}


def test_what_another_worker_has_just_read_is_not_asked_again(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """What is due is looked at once more where the lock was taken."""
    hosts = Hosts(start_site, hosts=3, feeds=2)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    with connect.opened(place) as db, beside.thread() as aside:
        first, second = (Fetching(setup, db, lambda: NOW, aside, unheard) for _ in range(2))
        late = first._due()
        waiting.run(second.look())
        assert first._take(late, [*late]) == {}
        with connect.opened(place) as other:
            assert len(lock.take(other, [f"place {each}" for each in late])) == 3


def test_more_of_a_place_than_is_read_in_one_go_is_read_all_the_same(
    place: str, tmp_path: Path, start_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Part by part, each source once."""
    monkeypatch.setattr(fetching, "_PART", 2)
    hosts = Hosts(start_site, hosts=2, feeds=5)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    assert worker.run(setup, ["fetch"], lambda: NOW, print, once=True) == (6, 0)
    assert len(hosts.asked) == 10
    assert set(hosts.asked.values()) == {1}


@contextmanager
def unheard(_: str) -> Iterator[None]:
    """Let what goes wrong go on."""
    yield


def test_a_place_that_hangs_holds_nothing_up(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """The answers of others asked with it are kept meanwhile, and so is what is due later."""
    hosts = Hosts(start_site, hosts=3, feeds=1)
    slow = hosts.sites[0]
    slow.pages["/0.xml"] = Page(slow.hang())
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    read = "SELECT count(*) FROM sources WHERE succeeded = ?"
    looks: list[asyncio.Task[None]] = []

    def clock() -> datetime:
        return NOW + timedelta(days=len(looks))

    def is_read() -> bool:
        with opened(place) as db:
            return bool(db.execute(read, (clock().timestamp(),)).fetchone()[0] == 2)

    async def look_twice() -> None:
        for _ in range(2):
            looks.append(asyncio.create_task(work.look()))
            await asyncio.to_thread(wait, is_read)
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)

    with connect.opened(place) as db, beside.thread() as aside:
        work = Fetching(setup, db, clock, aside, unheard)
        waiting.run(look_twice())
    assert [len(site.seen) for site in hosts.sites] == [1, 2, 2]


def test_a_look_that_ends_has_let_go_of_its_places(
    place: str, tmp_path: Path, start_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that hang while it waits for room to ask others, too, however long that takes."""
    monkeypatch.setattr(fetching, "_TOGETHER", 1)
    monkeypatch.setattr(fetching, "_AT_ONCE", 1)
    hosts = Hosts(start_site, hosts=2, feeds=1)
    for site in hosts.sites:
        site.pages["/0.xml"] = Page(site.hang())
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)

    async def begin_and_end() -> None:
        look = asyncio.create_task(work.look())
        await asyncio.to_thread(wait, lambda: any(site.seen for site in hosts.sites))
        busy = asyncio.gather(aside(partial(time.sleep, 0.5)))
        look.cancel()
        await asyncio.gather(look, return_exceptions=True)
        assert busy.done()
        with connect.opened(place) as other:
            assert len(lock.take(other, [f"place {site.host}" for site in hosts.sites])) == 2

    with connect.opened(place) as db, beside.thread() as aside:
        work = Fetching(setup, db, lambda: NOW, aside, unheard)
        waiting.run(begin_and_end())


DEAD = [f"http://127.0.1.{number}:1/" for number in range(1, 16)]  # where nothing listens


def failures_after(
    place: str, urls: list[str], before: Callable[[Polling], Polling], looks: int = 1
) -> list[int]:
    """How often reading the dead ones has failed by then, each look a week after the other."""
    text = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls)
    setup = Setup(config.parse(text, "feeds.toml"), place, NOW)
    now = NOW
    with connect.opened(place) as db, beside.thread() as aside:
        for url in DEAD:
            source_table.remember(db, before(Polling.new(source(url))))
        work = Fetching(setup, db, lambda: now, aside, unheard)
        for _ in range(looks):
            waiting.run(work.look())
            now += timedelta(days=8)
        rows = db.execute("SELECT failures FROM sources WHERE url LIKE '%:1/' ORDER BY url")
        return sorted(row[0] for row in rows)


def test_hosts_that_were_dead_before_do_not_look_like_no_network(place: str) -> None:
    """However many of them, and with nothing else due: each failure counts."""
    new = failures_after(place, DEAD, lambda state: state, looks=3)
    assert new == [3] * len(DEAD)


def test_hosts_that_die_while_others_answer_do_not_look_like_no_network(
    place: str, start_site: Callable[..., Site]
) -> None:
    """Though it be one, and the slowest."""
    hosts = Hosts(start_site, hosts=1, feeds=1)
    dead = failures_after(place, hosts.addresses + DEAD, read_well)
    assert dead == [1] * len(DEAD)


def test_without_a_network_nothing_is_said_of_a_place(place: str) -> None:
    """However often they are asked."""
    dead = failures_after(place, DEAD, read_well, looks=3)
    assert dead == [0] * len(DEAD)


def read_well(state: Polling) -> Polling:
    return state._replace(checked=NOW - timedelta(days=1), succeeded=NOW - timedelta(days=1))


def test_what_is_due_is_what_a_single_reader_would_ask(place: str) -> None:
    """Whatever a clock that was wrong, or another release, has written."""
    hour, year = timedelta(hours=1), timedelta(days=365)
    times = [None, NOW - hour, NOW, NOW + hour, NOW + timedelta(days=6), NOW + year]
    states = [(checked, due, gone) for checked in times for due in times for gone in (False, True)]
    urls = [f"https://{number}.example/" for number in range(len(states) + 1)]
    text = "".join(f'[[feeds]]\nurl = "{url}"\n' for url in urls)
    setup = Setup(config.parse(text, "feeds.toml"), place, NOW)
    with connect.opened(place) as db, beside.thread() as aside:
        for url, (checked, due, gone) in zip(urls, states, strict=False):
            state = Polling.new(source(url))._replace(checked=checked, due=due, gone=gone)
            source_table.remember(db, state)
        asked = Fetching(setup, db, lambda: NOW, aside, unheard)._due()
        expected = {source.key for source, _ in update.due(db, setup.config.sources, NOW)}
    assert {source.key for sources in asked.values() for source in sources} == expected
    assert 0 < len(expected) < len(urls)


def test_looks_that_wait_for_room_do_not_wait_for_each_other(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However little of it becomes free at a time."""
    monkeypatch.setattr(fetching, "_AT_ONCE", 4)
    setup = Setup(config.parse(TOPICS, "feeds.toml"), place, NOW)

    async def look() -> None:
        for _ in range(4):
            await work._room.acquire()
        looks = [asyncio.create_task(work._taken({name: [] for name in "abc"})) for _ in range(2)]
        for _ in range(4):
            for _ in range(9):  # until whoever waits has what there is
                await asyncio.sleep(0)
            work._room.release()
        assert await asyncio.wait_for(asyncio.gather(*looks), 30) == [{}, {}]

    with connect.opened(place) as db, beside.thread() as aside:
        work = Fetching(setup, db, lambda: NOW, aside, unheard)
        waiting.run(look())


def test_tasks_that_an_older_version_left_are_no_trouble(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """A worker does what is due all the same; ``team init`` drops the queue that they were in."""
    hosts = Hosts(start_site, hosts=1, feeds=1)
    setup = Setup(config.load(hosts.written(tmp_path)), place, NOW)
    with connect.opened(place) as db:
        db.execute("CREATE SCHEMA public_tasks")
        db.execute("CREATE TABLE public_tasks.procrastinate_jobs (status text, lock text)")
        db.execute("INSERT INTO public_tasks.procrastinate_jobs VALUES ('doing', 'place x')")
        assert worker.run(setup, ["fetch"], lambda: NOW, print, once=True) == (1, 0)
        team.begin(setup)
        assert db.execute("SELECT to_regnamespace('public_tasks')").fetchone() == (None,)


def test_a_reader_may_be_called_like_the_queue_of_an_older_version(place: str) -> None:
    """What is theirs stays."""
    with connect.opened(place) as db:
        db.execute("CREATE SCHEMA public_tasks")
        team.begin(Setup(config.parse(TOPICS, "feeds.toml"), place, NOW))
        assert db.execute("SELECT to_regnamespace('public_tasks') IS NULL").fetchone() == (False,)


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


def test_a_reader_whose_feeds_toml_cannot_be_used_is_left_out(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """It is told once by whoever fetches, and by whoever mails; what others follow is fetched."""
    hosts = Hosts(start_site, hosts=1, feeds=1)
    file = hosts.written(tmp_path)
    mail = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "exit(0)"]\n'
    setup = Setup(config.parse(mail, "feeds.toml"), place, NOW)
    said: list[str] = []
    with connect.opened(place) as db, beside.thread() as aside:
        for name in ("ada", "bob"):
            # What is inside a network is for all where who runs the store follows it, too.
            common = Setup(config.load(file), place, NOW)
            team.add(common, name, str(file), mailbox=f"{name}@x.example", at="00:00")
        setup = setup._replace(config=common.config._replace(mail=setup.config.mail))
        db.execute("UPDATE readers SET config = '[later]' WHERE name = 'ada'")
        work = worker.Worker(setup, db, lambda: NOW, said.append, aside)
        for _ in range(2):
            for queue in ("fetch", "mail"):
                waiting.run(work.look(queue))
    assert [line.partition(": ")[0] for line in said] == [
        "what ada follows is left out",
        "mail to ada",
    ]
    assert all(line.endswith("cio-digest team add ada FILE") for line in said)
    assert set(hosts.asked.values()) == {1}


def test_a_mail_that_cannot_be_sent_is_a_failure(place: str, tmp_path: Path) -> None:
    """It is told by the reader's name."""
    file = tmp_path / "ada.toml"
    file.write_text(f'{TOPICS}[[feeds]]\nurl = "https://a.example/feed"\n')
    mail = f'[mail]\nfrom = "d@x.example"\nsendmail = ["{sys.executable}", "-c", "exit(1)"]\n'
    setup = Setup(config.parse(mail, "feeds.toml"), place, NOW)
    team.add(setup, "ada", str(file), mailbox="ada@x.example", at="00:00")
    with opened(place) as db:
        saved(db, entry("CRM at A", source="https://a.example/feed"))
    said: list[str] = []
    assert worker.run(setup, ["mail"], lambda: NOW, said.append, once=True)[1] == 1
    assert [line.partition(": ")[0] for line in said] == ["mail to ada"]


def test_a_killed_worker_loses_nothing(
    place: str, tmp_path: Path, start_site: Callable[..., Site]
) -> None:
    """What it was doing is taken up by the next one at once."""
    hosts = Hosts(start_site, hosts=3, feeds=2)
    stuck = hosts.sites[0]
    page = stuck.pages["/0.xml"]
    stuck.pages["/0.xml"] = Page(stuck.hang())
    file = hosts.written(tmp_path)
    with started(place, file, "--queue", "fetch") as victim, opened(place) as db:
        kept = "SELECT count(*) FROM entries"
        wait(lambda: bool(stuck.seen) and db.execute(kept).fetchone()[0] >= 12)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
    stuck.pages["/0.xml"] = page
    setup = Setup(config.load(file), place, NOW)
    worker.run(setup, ["fetch", "stories"], lambda: NOW, print, once=True)
    with opened(place) as db:
        assert db.execute("SELECT count(*), count(story) FROM entries").fetchone() == (18, 18)
        assert db.execute("SELECT count(*) FROM sources WHERE failures > 0").fetchone() == (0,)


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


def test_stories_that_fail_are_not_tried_again_at_once(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it is looked whether there is something to do."""

    def fault(*_: object) -> None:
        raise ValueError

    setup = Setup(config.parse(TOPICS, "feeds.toml"), place, NOW)
    said: list[str] = []
    monkeypatch.setattr(nightly, "digestible", fault)
    with connect.opened(place) as db, beside.thread() as aside:
        saved(db, entry("One"), cluster=False)
        work = worker.Worker(setup, db, lambda: NOW, said.append, aside)
        for _ in range(3):
            waiting.run(work.look("stories"))
    assert len(said) == 1


def test_old_entries_are_looked_for_now_and_then(place: str) -> None:
    """Not each time that something new came."""
    text = f'{TOPICS}[store]\nkeep = "90d"\n'
    setup = Setup(config.parse(text, "feeds.toml"), place, NOW)
    titles = "SELECT title FROM entries ORDER BY id"
    with connect.opened(place) as db, beside.thread() as aside:
        work = worker.Worker(setup, db, lambda: NOW, print, aside)
        left = []
        for number in range(3):
            old = NOW - timedelta(days=100 + number)
            saved(db, entry(f"Old {number}", surfaced=old), entry(f"New {number}"), cluster=False)
            if number == 2:
                work._tidies = 0.0  # an hour later
            waiting.run(work.look("stories"))
            left.append([row[0] for row in db.execute(titles)])
    assert left[0] == ["New 0"]
    assert left[1] == ["New 0", "Old 1", "New 1"]
    assert left[2] == ["New 0", "New 1", "New 2"]


def test_a_lost_store_ends_the_worker(place: str, tmp_path: Path) -> None:
    """With one line and a failure, so that whoever started it starts it again."""
    import psycopg

    file = tmp_path / "feeds.toml"
    file.write_text(TOPICS)
    with started(place, file) as process, connect.opened(place) as db:
        wait(lambda: lock.present(db, "worker mail") == 1)
        with closing(psycopg.connect(place, autocommit=True)) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                "datname = current_database() AND pid NOT IN (pg_backend_pid(), %s)",
                (db.connection.info.backend_pid,),
            )
        said = process.communicate(timeout=100)[1]
    assert process.returncode == 1
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said


def test_a_worker_for_mail_alone_ends_with_its_connection(place: str) -> None:
    """Though each mail has one of its own: nobody would see any more that it runs."""
    import psycopg

    mail = '[mail]\nfrom = "d@x.example"\nhost = "127.0.0.1"\n'
    setup = Setup(config.parse(mail, "feeds.toml"), place, NOW)
    with connect.opened(place) as db, beside.thread() as aside:
        work = worker.Worker(setup, db, lambda: NOW, print, aside)
        waiting.run(work.look("mail"))
        with closing(psycopg.connect(place, autocommit=True)) as other:
            pid = db.connection.info.backend_pid
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with pytest.raises(psycopg.OperationalError):
            waiting.run(work.look("mail"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["TERM", "INT"])
def test_a_worker_that_is_told_to_stop_ends_well(
    place: str, tmp_path: Path, start_site: Callable[..., Site], number: signal.Signals
) -> None:
    """Without a word, whatever it is waiting for."""
    hosts = Hosts(start_site, hosts=1, feeds=1)
    site = hosts.sites[0]
    site.pages["/0.xml"] = Page(site.hang())
    with started(place, hosts.written(tmp_path)) as process:
        wait(lambda: bool(site.seen))
        process.send_signal(number)
        assert process.communicate(timeout=60)[1] == ""
    assert process.returncode == 0


def test_doctor_says_which_workers_there_are_and_what_waits_for_them(place: str) -> None:
    """Those missing by the command that starts them; what nobody follows is not waited for."""
    feed = '[[feeds]]\nurl = "https://a.example/"\n'

    def told(now: datetime) -> list[str]:
        setup = Setup(config.parse(feed, "feeds.toml"), place, now)
        with opened(place) as db:
            return [": ".join(row[1:]) for row in teamcheck.rows(db, setup) if row[0] == "workers"]

    with connect.opened(place) as db:
        source_table.remember(db, Polling.new(source("https://gone.example/"))._replace(due=NOW))
        state = Polling.new(source("https://a.example/"))._replace(checked=NOW, due=NOW)
        source_table.remember(db, state)
        assert told(NOW) == [
            (
                "wrong: workers: 0 fetch, 0 make stories, 0 mail; "
                "start more: cio-digest worker --queue fetch --queue stories"
            )
        ]
        with connect.opened(place) as first, connect.opened(place) as second:
            lock.appear(first, ["worker fetch"])
            lock.appear(second, ["worker fetch", "worker stories"])
            assert told(NOW) == ["fine: workers: 2 fetch, 1 make stories, 0 mail"]
            saved(db, entry("One", source="https://a.example/"), cluster=False)
            assert told(NOW + timedelta(hours=1))[1:] == [
                (
                    "wrong: 1 source to be asked for more than 15 minutes; "
                    "start more: cio-digest worker --queue fetch"
                ),
                "wrong: 1 entry without a story, the first since 2026-11-22 06:30 UTC",
            ]


def test_a_store_in_a_file_has_no_workers(tmp_path: Path) -> None:
    """It says what is missing."""
    from cio_digest.errors import ConfigError

    setup = Setup(config.parse(TOPICS, "feeds.toml"), str(tmp_path / "s.db"), NOW)
    with pytest.raises(ConfigError, match="on a server"):
        worker.run(setup, ["fetch"], lambda: NOW, print, once=True)
