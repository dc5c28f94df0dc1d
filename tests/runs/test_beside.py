"""Reading beside the loop: others go on meanwhile, one body is in memory, all is kept."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections import Counter
from typing import TYPE_CHECKING

from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss, source

from cio_digest.config import Config
from cio_digest.config.schema import Settings
from cio_digest.fetch import beside
from cio_digest.fetch.turns import ReadingTurn
from cio_digest.runs import Setup, update
from cio_digest.runs.connection import connected

if TYPE_CHECKING:
    from types import FrameType

    from cio_digest.models import Source
    from cio_digest.store import Store

# What takes longer than a moment for a large document: unpacking, reading, cleaning, keeping.
HEAVY = tuple(
    map(
        os.path.normpath,
        ("fetch/codings.py", "parse/document.py", "text/markup.py", "store/entries.py"),
    )
)
TURNS = 20  # of the loop, at least, while a document takes a second or so


def run(db: Store, *sources: Source) -> tuple[list[update.Outcome], Counter[tuple[str, bool]]]:
    """One fetch as the command line does it, and how many calls of HEAVY each kind of thread made.

    They are counted by file, and by whether the event loop runs in that thread.
    """
    calls: Counter[tuple[str, bool]] = Counter()
    loop = threading.current_thread()

    def count(frame: FrameType, event: str, _: object) -> None:
        name = frame.f_code.co_filename
        if event == "call" and name.endswith(HEAVY):
            place = next(place for place in HEAVY if name.endswith(place))
            calls[place, threading.current_thread() is loop] += 1

    async def ask() -> list[update.Outcome]:
        config = Config("feeds.toml", Settings(), (), sources)
        setup = Setup(config, ":memory:", NOW, {})
        due = update.due(db, sources, NOW, insist=True)
        threading.setprofile(count)  # before the thread beside the loop begins
        sys.setprofile(count)
        try:
            async with connected(setup, {"feed"}, db=db) as connection:
                return await update.run(db, due, connection, NOW)
        finally:
            sys.setprofile(None)
            threading.setprofile(None)

    return asyncio.run(ask()), calls


def test_the_loop_goes_on_meanwhile() -> None:
    """A job that computes for long leaves the loop its turns."""

    def job() -> int:
        return sum(number % 7 for number in range(3_000_000))

    async def both() -> int:
        rounds = 0
        with beside.thread() as aside:
            task = asyncio.ensure_future(aside(job))
            while not task.done():
                rounds += 1
                await asyncio.sleep(0)
        return rounds

    assert asyncio.run(both()) >= TURNS


def test_nothing_that_takes_long_is_done_in_the_loop(site: Site, db: Store) -> None:
    """Broken and sound feeds are all kept, each by another thread."""
    broken = rss(*(item(f"Broken {n}") for n in range(200))).replace(b"</item>", b"<b></item>")
    site.pages["/broken.xml"] = Page(broken)
    sound = [f"/{n}.xml" for n in range(12)]
    for path in sound:
        site.pages[path] = Page(rss(item(f"Sound {path}")))
    sources = [source(site.url(path)) for path in ("/broken.xml", *sound)]
    outcomes, calls = run(db, *sources)
    assert sum(outcome.new for outcome in outcomes) == 212
    assert {place: calls[place, True] for place in HEAVY} == dict.fromkeys(HEAVY, 0)
    assert not [place for place in HEAVY if not calls[place, False]]
    assert db.execute("SELECT count(*) FROM entries").fetchone() == (212,)


def test_one_body_at_a_time() -> None:
    """Who reads holds the turn until it asks for the next answer or ends; others do not wait."""
    log: list[str] = []

    async def read(turn: ReadingTurn, name: str) -> None:
        async with turn.reading():
            await turn.take()
            log.append(f"{name} has it")
            await asyncio.sleep(0)
            log.append(f"{name} gives it")
            turn.give()
            await asyncio.sleep(0)

    async def other(turn: ReadingTurn) -> None:
        await turn.take()
        log.append("not reading")

    async def both() -> None:
        turn = ReadingTurn()
        await asyncio.gather(read(turn, "one"), read(turn, "two"), other(turn))
        assert not turn.free.locked()

    asyncio.run(both())
    log.remove("not reading")
    assert log == ["one has it", "one gives it", "two has it", "two gives it"]


def test_an_interrupted_reader_lets_go() -> None:
    """A cancelled task leaves the turn to others."""

    async def both() -> None:
        turn, never = ReadingTurn(), asyncio.Event()

        async def read() -> None:
            async with turn.reading():
                await turn.take()
                await never.wait()

        task = asyncio.create_task(read())
        await asyncio.sleep(0)
        assert turn.free.locked()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert not turn.free.locked()

    asyncio.run(both())
