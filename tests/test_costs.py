"""What commands, mornings and entries cost, counted without a clock, so that none grows unseen."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tracemalloc
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from cio_digest import digest, parse
from cio_digest.config import Config, load
from cio_digest.config.schema import Settings
from cio_digest.digest import DigestOptions, followed
from cio_digest.models import Entry, Polling, Topic
from cio_digest.models.wire import Response
from cio_digest.networks import polling
from cio_digest.ranking.topics import Match, Matcher
from cio_digest.runs import Setup, intake, learning
from cio_digest.search import kept, topical
from cio_digest.store import Store, check, entries, opened, stories, storylines
from cio_digest.store import sources as source_table
from cio_digest.store import words as word_table
from cio_digest.store.connect import SQLite
from cio_digest.text import words
from tests.calls import counted
from tests.conftest import NOW, Page
from tests.feeds import entry, item, rss, saved, source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import FrameType

    from tests.conftest import Seen, Site

# What takes more than 10 ms to import, and what only a fetch needs.
HEAVY = {"aiohttp", "asyncio", "feedparser", "rapidfuzz", "selectolax", "ssl", "truststore"}
# What finds topics in entries, and what tells which stories are one affair: a fetch does that.
MATCHING = {f"cio_digest.{name}" for name in ("ranking.match", "search.topical")}
CLUSTERING = {f"cio_digest.stories.{name}" for name in ("rarity", "storylines", "fingerprints")}
FEEDS = '[topics.CRM]\nkeywords = ["CRM"]\n\n[[feeds]]\nurl = "{}"\n'
CRM = Topic("CRM", ("CRM", "Northwind"))
LEADERSHIP = Topic("Leadership", ("chief",))
TOPICS = (CRM, LEADERSHIP)
SOURCES = [f"https://{number}.example/feed" for number in range(20)]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("arguments", "without", "most"),
    [
        pytest.param(
            ["--help"], {*HEAVY, "rich", "sqlite3", "tomli", "logging", "shutil"}, 9, id="help"
        ),
        pytest.param(["today"], {*HEAVY, *MATCHING, "rich", "urllib.parse"}, 120, id="today"),
        pytest.param(["doctor", "--offline"], {*HEAVY, "rich"}, 92, id="doctor"),
        pytest.param(["topics", "list"], {*HEAVY, *MATCHING}, 83, id="topics"),
        pytest.param(["trends"], {*HEAVY, *MATCHING, *CLUSTERING}, 89, id="trends"),
        pytest.param(["trends", "CRM"], {*HEAVY, *MATCHING, *CLUSTERING}, 114, id="topic"),
        pytest.param(["search", "Northwind"], HEAVY, 96, id="search"),
        pytest.param(["sources", "score"], {*HEAVY, "statistics"}, 109, id="score"),
        pytest.param(["sources", "list"], HEAVY, 82, id="sources"),
    ],
)
def test_a_command_imports_what_it_needs(
    arguments: list[str], without: set[str], most: int, tmp_path: Path
) -> None:
    """Nothing heavy where there is no need for it, and no more of the program's own modules."""
    (tmp_path / "feeds.toml").write_text(FEEDS.format("https://a.example/"))
    with opened(str(tmp_path / "s.db")) as db:
        titles = ("Northwind opens its CRM", "Council meets", "Ferries wait", "Fog lifts")
        saved(db, *(entry(title, source="https://a.example/") for title in titles))
        learning.catch_up(db, Setup(load(tmp_path / "feeds.toml"), "", NOW))
    modules = imported(tmp_path, *arguments)
    assert not modules & without
    own = [name for name in modules if name.startswith("cio_digest")]
    assert len(own) <= most


def test_a_fetch_that_brings_nothing_imports_nothing_to_cluster_or_to_learn_with(
    site: Site, tmp_path: Path
) -> None:
    """Nor does it read how rare words are, which is most of what it would have in memory."""
    (tmp_path / "feeds.toml").write_text(FEEDS.format(site.url()))

    def answer(seen: Seen) -> Page:
        if seen.headers.get("if-none-match"):
            return Page(status=304)
        return Page(rss(item("Northwind opens its CRM")), headers=(("ETag", '"1"'),))

    site.pages["/feed.xml"] = answer
    needed = {f"cio_digest.{name}" for name in ("runs.intake", "runs.clustering", "search.topical")}
    assert needed <= imported(tmp_path, "fetch", "--all")
    assert not needed & imported(tmp_path, "fetch", "--all")
    assert len(site.seen) == 2


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command has imported at its end, with the files of a folder."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('\\n', *sys.modules, file=sys.stderr))\n"
        "from cio_digest.cli import main\n"
        "main()"
    )
    files = ("--config", str(folder / "feeds.toml"), "--store", str(folder / "s.db"))
    done = subprocess.run(
        [sys.executable, "-c", code, *files, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CIO_DIGEST_NOW": NOW.isoformat()},
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def told(number: int, words: random.Random) -> Entry:
    """An entry of 500 characters, one in four on a topic."""
    text = " ".join(f"{words.choice('bcdfgh')}{words.randrange(300)}" for _ in range(100))
    topic = "Northwind chief" if number % 4 == 0 else "Somebody"
    made = entry(f"{topic} says {text[:50]} {number}", text=text, surfaced=NOW - HOUR)
    return made._replace(source=f"https://{number % 20}.example/feed", hash=f"{number:032x}")


def _config() -> Config:
    """Two topics and the sources that ``told`` is of."""
    return Config("feeds.toml", Settings(), (CRM, LEADERSHIP), tuple(map(source, SOURCES)))


def statements(db: Store) -> int:
    """How many statements a morning takes."""
    assert isinstance(db, SQLite)
    count = 0

    def add(_: str) -> None:
        nonlocal count
        count += 1

    db.set_trace_callback(add)
    digest.make(db, _config(), NOW, DigestOptions())
    db.set_trace_callback(None)
    return count


def test_a_morning_takes_no_more_statements_for_more_entries() -> None:
    """What is asked of the store grows with sources and topics, not with what came in."""
    few, many = of_ten_times_as_many(statements)
    assert many <= few + 20


def of_ten_times_as_many(cost: Callable[[Store], int]) -> tuple[int, int]:
    """What something costs in a store of 100 entries, and in one of 1,000."""
    words = random.Random(1)
    costs = []
    for size in (100, 1_000):
        with opened(":memory:") as db:
            saved(db, *(told(number, words) for number in range(size)))
            costs.append(cost(db))
    few, many = costs
    return few, many


def test_an_affair_looks_for_its_window_once() -> None:
    """However many words may lead to its other stories: of a month that is a long way to read."""
    words = {f"{letter}{number}": 1.0 for letter in "bcd" for number in range(4)}
    asked: list[str] = []
    with opened(":memory:") as db:
        saved(db, told(1, random.Random(1)))
        assert isinstance(db, SQLite)
        db.set_trace_callback(asked.append)
        storylines.near(db, words, NOW - DAY, NOW, most=5, sources=SOURCES)
        db.set_trace_callback(None)
    assert sum("MATCH" in sql and "entries_text" in sql for sql in asked) >= len(words)
    assert sum("FROM entry_days" in sql for sql in asked) == 1


def steps(db: Store, work: Callable[[], object]) -> int:
    """How many steps of its machine SQLite takes for some work, in tens."""
    count = 0

    def add() -> int:
        nonlocal count
        count += 1
        return 0

    assert isinstance(db, SQLite)
    db.set_progress_handler(add, 10)
    work()
    db.set_progress_handler(None, 0)
    return count


def grown(db: Store, count: int) -> Store:
    """The store with so many more entries of some weeks ago, two in five of them on a topic."""
    words = random.Random(count)
    more = [told(number, words)._replace(surfaced=NOW - 40 * DAY) for number in range(count)]
    saved(db, *(each._replace(hash=f"{count}-{each.hash}", guid=each.hash) for each in more))
    return db


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(
            lambda db: stories.widespread(db, NOW - DAY, NOW, outlets=3, most=40, sources=SOURCES),
            id="what many tell",
        ),
        pytest.param(
            lambda db: topical.reach(db, (CRM, LEADERSHIP), NOW - 7 * DAY, NOW), id="topics list"
        ),
        pytest.param(lambda db: kept.reach(db, TOPICS, NOW - 7 * DAY, NOW), id="matches"),
        pytest.param(
            lambda db: [*stories.daily(db, NOW - 30 * DAY, NOW - DAY, outlets=1)], id="growing"
        ),
        pytest.param(
            lambda db: stories.matching(db, "northwind", NOW - DAY, NOW, most=99), id="a window"
        ),
        pytest.param(check.faults, id="doctor"),
    ],
)
def test_what_is_of_the_last_days_costs_the_same_in_a_larger_store(
    work: Callable[[Store], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows of long ago are not read, by whatever plan SQLite has for it."""
    monkeypatch.setattr(check, "_SMALL", 0)
    monkeypatch.setattr(check, "_NEWEST", 50)
    words = random.Random(1)
    with opened(":memory:") as db:
        grown(db, 100)
        saved(db, *(told(number, words) for number in range(100)))
        kept.keep(db, TOPICS, NOW)
        few = steps(db, lambda: work(db))
        grown(db, 1_500)
        kept.keep(db, TOPICS, NOW)
        assert steps(db, lambda: work(db)) <= few * 1.5 + 200


def test_latin_words_are_looked_for_only_in_titles_without_spaces() -> None:
    """Titles of other scripts are not read for them, however many came in."""

    def look(db: Store) -> None:
        found = stories.inside_unspaced(db, ["crm"], NOW - DAY, NOW, most=100)
        assert len(found) == 1

    def cost(db: Store) -> int:
        saved(db, told(1, random.Random(2))._replace(title="新しいCRMが登場", guid="one"))
        return steps(db, lambda: look(db))

    few, many = of_ten_times_as_many(cost)
    assert many <= few + 20


def test_topics_list_reads_each_entry_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many topics there are, and none that has but the company of one."""
    words = random.Random(1)
    read = 0
    texts, load = entries.texts, entries.load

    def counting(load: Callable[[Store, Iterable[int]], list[Entry]]) -> Callable[..., list[Entry]]:
        def loaded(db: Store, ids: Iterable[int]) -> list[Entry]:
            nonlocal read
            found = load(db, ids)
            read += len(found)
            return found

        return loaded

    monkeypatch.setattr(entries, "texts", counting(texts))
    monkeypatch.setattr(entries, "load", counting(load))
    with opened(":memory:") as db:
        saved(db, *(told(number, words) for number in range(200)))
        word_table.keep_companions(db, {("CRM", topical.mark(CRM)): [("says", 1.0, 1.0)]})
        read = 0
        reached = topical.reach(db, (CRM, LEADERSHIP), NOW - 7 * DAY, NOW)
    assert [count for count, _ in reached.values()] == [50, 50]
    assert read == 50


def test_topics_list_weighs_an_entry_where_it_may_be_the_first_about_a_topic(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of all others it is enough to know the topics that they are in."""
    chance = random.Random(1)
    weighed = 0
    match = Matcher.match

    def counting(matcher: Matcher, entry: Entry) -> Iterator[Match]:
        nonlocal weighed
        weighed += 1
        return match(matcher, entry)

    monkeypatch.setattr(Matcher, "match", counting)
    with opened(":memory:") as db:
        saved(db, *(told(number, chance) for number in range(200)))
        topical.reach(db, (CRM, LEADERSHIP), NOW - 7 * DAY, NOW)
    assert 0 < weighed <= 2


def test_how_rare_words_are_is_read_once_for_all_affairs() -> None:
    """It is the largest value in the store."""
    asked: list[str] = []
    with opened(":memory:") as db:
        saved(db, *(told(number, random.Random(number)) for number in range(4)))
        for story in range(1, 4):
            storylines.follow(db, f"Affair {story}", [story], NOW)
        assert isinstance(db, SQLite)
        db.set_trace_callback(asked.append)
        assert len(followed.listed(db, _config(), NOW)) == 3
        db.set_trace_callback(None)
    assert sum("FROM rarity" in sql for sql in asked) == 1


def test_what_stands_between_two_spaces_is_taken_apart_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """But for long runs of characters, which would take more room than they save time."""
    taken_apart: list[str] = []
    written = words.written

    def counting(text: str) -> list[str]:
        taken_apart.append(text)
        return written(text)

    monkeypatch.setattr(words, "written", counting)
    words.terms("o'once " * 100)
    assert taken_apart == ["o'once"]
    long = "x-" * 50
    words.terms(f"{long} {long}")
    assert taken_apart == ["o'once", long, long]


def test_no_more_runs_of_characters_are_remembered_than_a_bounded_number() -> None:
    """However many there are."""
    words.terms(" ".join(f"run{number}" for number in range(40_000)))
    assert 0 < len(words._runs) <= words._RUNS


def test_a_morning_reads_no_entry_that_only_keeps_a_topics_company(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Words that were learnt for a topic order what has its keywords; they bring nothing up."""
    words = random.Random(1)
    read = 0
    of_stories = entries.of_stories

    def counting(db: Store, stories: Iterable[int], until: datetime) -> dict[int, list[Entry]]:
        nonlocal read
        loaded = of_stories(db, stories, until)
        read += sum(map(len, loaded.values()))
        return loaded

    monkeypatch.setattr(entries, "of_stories", counting)
    with opened(":memory:") as db:
        saved(db, *(told(number, words) for number in range(200)))
        word_table.keep_companions(db, {("CRM", topical.mark(CRM)): [("somebody", 1.0, 1.0)]})
        read = 0
        made = digest.make(db, _config(), NOW, DigestOptions())
    assert made.stories
    assert read == 50


def test_what_a_stored_entry_takes() -> None:
    """One of some 500 characters that is no longer news: its row and index, and little more."""
    words = random.Random(1)
    old = [
        told(number, words)._replace(surfaced=NOW - 60 * DAY, source="https://a.example/feed")
        for number in range(2_000)
    ]
    with opened(":memory:") as db:
        saved(db, entry("What is news now"), *old)
        pages, free, size = (
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        assert (pages - free) * size <= 2_050 * len(old)


def calls(work: Callable[[], object]) -> int:
    """How many calls of Python functions some work takes."""
    count = 0

    def note(_frame: FrameType, event: str, _: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_what_an_entry_takes_from_its_feed_to_its_row() -> None:
    """A first fetch has thousands of them: a call more for each is told here."""
    text = "<p>Northwind <b>opens</b> its CRM to <a href='https://b.example/'>partners</a>.</p>"
    items = [
        item(
            f"Northwind tells of {number}", description=text, author="Ann Other", guid=f"g{number}"
        )
        for number in range(100)
    ]

    def cost(db: Store, count: int) -> int:
        address = f"https://{count}.example/feed"
        state = Polling(address, address)

        def read() -> None:
            feed = parse.feed(rss(*items[:count]), url=address)
            key = source_table.save(db, state)
            taken = intake.read(db, key, source(address), state, feed, NOW)
            assert intake.keep(db, key, source(address), taken, NOW) == count

        return calls(read)

    with opened(":memory:") as db:
        cost(db, 1)
        few, many = cost(db, 10), cost(db, 100)
    assert (many - few) / 90 < 190  # 175 on Python 3.11


def test_a_body_is_hashed_once_when_it_is_read_first() -> None:
    """There is nothing yet that it could be the same as."""
    response = Response("https://a.example/", 200, {}, rss(item()))
    with counted(polling.digest) as hashed:
        assert not polling.unchanged(Polling.new(source(response.url)), response)
    assert not hashed


def test_a_large_feed_is_no_more_often_in_memory_than_it_must() -> None:
    """Its bytes, its text, what is made of it, and never a second copy of the whole text."""
    url = "https://a.example/"
    parse.feed(rss(item()), url=url)  # what it takes to import is in memory
    quoted = [item(f"“{number}”", description=f"{number} words " * 2_000) for number in range(100)]
    body = rss(*quoted)
    tracemalloc.start()
    try:
        assert len(parse.feed(body, url=url).entries) == 100
        assert tracemalloc.get_traced_memory()[1] < 5 * len(body)
    finally:
        tracemalloc.stop()
