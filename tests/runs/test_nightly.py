"""The nightly fetch, called in this process: what it gives, and what it keeps."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Seen, Site
from tests.feeds import item, rss

from cio_digest import config
from cio_digest.digest import DigestOptions
from cio_digest.errors import LockedError
from cio_digest.runs import Progress, Setup, morning, nightly, update
from cio_digest.store import locked, opened, transaction

if TYPE_CHECKING:
    from pathlib import Path

CLOSED = "http://127.0.0.1:9/closed"  # "discard", which nobody serves


def setup(tmp_path: Path, *urls: str, more: str = "", days: int = 0) -> Setup:
    """What a run starts from; a source is called by the last part of its address."""
    feeds = (f'[[feeds]]\nurl = "{url}"\ntitle = "{url.rpartition("/")[2]}"\n' for url in urls)
    loaded = config.parse(more + "".join(feeds), "feeds.toml")
    return Setup(loaded, str(tmp_path / "s.db"), NOW + timedelta(days=days), {})


def fetch(setup: Setup, *, insist: bool = False) -> nightly.Fetched:
    return nightly.fetch(setup, setup.config.sources, insist=insist)


def test_each_source_that_was_due_has_an_outcome(tmp_path: Path, site: Site) -> None:
    """The entries are in the store, clustered."""
    site.pages["/a"] = Page(
        rss(item("All about CRM")), headers=(("Cache-Control", "max-age=9999"),)
    )
    world = setup(tmp_path, site.url("/a"), site.url("/missing"))
    first = fetch(world)
    assert {each.source.title: (each.new, each.failed) for each in first.outcomes} == {
        "a": (1, False),
        "missing": (0, True),
    }
    assert (first.failed, first.sources, first.offline) == (1, 2, False)
    with opened(world.store) as db:
        assert db.execute("SELECT count(*) FROM entries WHERE story IS NULL").fetchone() == (0,)
    assert fetch(world).outcomes == []
    assert len(fetch(world, insist=True).outcomes) == 2


def test_stories_are_there_while_a_host_is_waited_for(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all others said can be read, in another terminal; the last is taken in when it comes."""
    monkeypatch.setattr(update, "PAUSE", 0.01)
    world = setup(tmp_path, site.url("/a"), site.url("/slow"))
    topics = '[topics.CRM]\nkeywords = ["CRM"]\n'
    reader = setup(tmp_path, site.url("/a"), site.url("/slow"), more=topics)
    read: list[str] = []

    def slow(_: Seen) -> Page:
        while not read and not site.closing.wait(0.01):
            with opened(reader.store) as db:
                ready = db.execute("SELECT count(*) FROM days").fetchone() != (0,)
            if ready:
                made = morning.make(reader, DigestOptions(), under_way=True)
                read.extend(each.title for part in made.sections for each in part.items)
        return Page(rss(item("CRM, told late")))

    site.pages["/a"] = Page(rss(item("All about CRM")))
    site.pages["/slow"] = slow
    assert [each.new for each in fetch(world).outcomes] == [1, 1]
    assert read == ["All about CRM"]
    with opened(world.store) as db:
        assert db.execute("SELECT count(*) FROM entries WHERE story IS NULL").fetchone() == (0,)


def test_what_is_older_than_the_reader_keeps_it_goes_at_night(tmp_path: Path, site: Site) -> None:
    """Once its feed lists it no more; until then the next fetch would bring it again."""
    old, late = NOW - timedelta(days=400), NOW + timedelta(days=1)
    kept = '[store]\nkeep = "1y"\n'
    site.pages["/a"] = Page(
        rss(item("All about CRM"), item("Of old", pubDate=format_datetime(old)))
    )
    assert fetch(setup(tmp_path, site.url("/a"), more=kept)).expired == 0
    site.pages["/a"] = Page(rss(item("More about CRM", pubDate=format_datetime(late))))
    assert fetch(setup(tmp_path, site.url("/a"), days=2), insist=True).expired == 0
    after = setup(tmp_path, site.url("/a"), more=kept, days=3)
    assert fetch(after, insist=True).expired == 1
    with opened(after.store) as db:
        titles = {row[0] for row in db.execute("SELECT title FROM entries")}
    assert titles == {"All about CRM", "More about CRM"}


def test_progress_is_told_before_the_first_and_after_each(tmp_path: Path, site: Site) -> None:
    """With what came, and whom it still waits for."""
    for name in "abc":
        site.pages[f"/{name}"] = Page(rss(item(f"About {name}")))
    world = setup(tmp_path, *(site.url(f"/{name}") for name in "abc"), CLOSED)
    steps: list[Progress] = []
    nightly.fetch(world, world.config.sources, progress=steps.append)
    assert [step.done for step in steps] == [0, 1, 2, 3, 4]
    assert {step.total for step in steps} == {4}
    assert (steps[-1].new, steps[-1].failed, steps[-1].waiting) == (3, 1, ())
    assert set(steps[1].waiting) <= {site.host, "127.0.0.1:9"}


def test_without_a_network_nothing_is_held_against_a_source(tmp_path: Path) -> None:
    """The states are as they were."""
    world = setup(tmp_path, CLOSED, CLOSED + "2")
    fetched = fetch(world)
    assert fetched.offline
    with opened(world.store) as db:
        assert db.execute("SELECT sum(failures) FROM sources").fetchone() == (0,)
    assert morning.freshness(world) == (None, True)


def test_one_host_that_is_down_is_no_missing_network(tmp_path: Path, site: Site) -> None:
    """Not even where nothing else was due: it failed once more."""
    for name in "ab":
        headers = (("Cache-Control", "max-age=9999"),)
        site.pages[f"/{name}"] = Page(rss(item(f"About {name}")), headers=headers)
    world = setup(tmp_path, site.url("/a"), site.url("/b"), CLOSED)
    fetch(world)
    again = fetch(world._replace(now=NOW + timedelta(hours=1)))
    assert [outcome.source.title for outcome in again.outcomes] == ["closed"]
    assert (again.offline, again.failed, again.outcomes[0].after.failures) == (False, 1, 2)


def test_the_readers_program_hears_of_a_failed_fetch(tmp_path: Path) -> None:
    """What it does wrong itself is in the result."""
    kept = tmp_path / "heard.json"
    code = "import sys; open(sys.argv[1], 'w').write(sys.stdin.read()); sys.exit(3)"
    command = json.dumps([sys.executable, "-c", code, str(kept)])
    world = setup(tmp_path, CLOSED, more=f"[hooks]\non_failure = {{ command = {command} }}\n")
    assert fetch(world).hook_failures == [f"on_failure: {sys.executable}: exit code 3"]
    heard = json.loads(kept.read_text())
    assert heard["reason"] == "none of the sources could be reached"


def test_a_store_is_fresh_after_a_whole_fetch_in_the_past(tmp_path: Path, site: Site) -> None:
    """Not after one that a clock dated ahead, or one that was cut short before it clustered."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    world = setup(tmp_path, site.url("/a"))
    fetch(world)
    assert morning.freshness(world) == (NOW, False)
    assert morning.freshness(world._replace(now=NOW - timedelta(days=1))).stale
    with opened(world.store) as db, transaction(db):
        db.execute("UPDATE entries SET story = NULL")
    assert morning.freshness(world).stale


def test_one_fetch_at_a_time(tmp_path: Path, site: Site) -> None:
    """The second says since when the first runs, and asks nobody."""
    world = setup(tmp_path, site.url("/a"))
    with locked(world.store, NOW), pytest.raises(LockedError, match="already running since"):
        fetch(world)
    assert site.seen == []


def test_a_mail_waits_for_the_fetch_that_is_running(tmp_path: Path) -> None:
    """As long as a fetch may take, and no longer."""
    world = setup(tmp_path, CLOSED)
    with ExitStack() as held:
        held.enter_context(locked(world.store, NOW))
        waited: list[float] = []
        assert not morning.unlocked(world, waited.append)
        assert sum(waited) == 600
        assert morning.unlocked(world, lambda _: held.close())
    assert morning.unlocked(world)


def test_a_plan_asks_nobody(tmp_path: Path, site: Site) -> None:
    """It says who is due."""
    world = setup(tmp_path, site.url("/a"), site.url("/b"))
    due, costs = nightly.plan(world, world.config.sources)
    assert [source.title for source, _ in due] == ["a", "b"]
    assert (costs, site.seen) == ([], [])


def test_the_store_is_fresh_for_half_a_day(tmp_path: Path, site: Site) -> None:
    """Then a digest has the sources read first."""
    site.pages["/a"] = Page(rss(item("CRM")))
    world = setup(tmp_path, site.url("/a"))
    fetch(world)
    assert morning.freshness(world) == (NOW, False)
    assert morning.freshness(world._replace(now=NOW + timedelta(hours=13))) == (NOW, True)
