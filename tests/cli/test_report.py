"""An outage is one line, however many sources it hits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.cli.answers import FEED, Answering, fetch, follow
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import NOW, Page, Site
from tests.feeds import source

from cio_digest.cli import report
from cio_digest.models import Polling
from cio_digest.runs import update

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Program


def test_what_went_wrong_stands_last() -> None:
    """Below where feeds moved to: the log of the schedule keeps the last line of a run."""
    lost, moved = (source(f"https://{name}.example/feed") for name in ("lost", "moved"))
    states = [(each, Polling.new(each)) for each in (lost, moved)]
    outcomes = [
        update.Outcome(lost, states[0][1], states[0][1]._replace(gone=True)),
        update.Outcome(moved, states[1][1], states[1][1]._replace(url="https://new.example/feed")),
    ]
    first, last = report.lines(outcomes, full=False)
    assert "is now read at https://new.example/feed" in first
    assert "gone for good (410)" in last


def test_an_address_is_said_once() -> None:
    """It stands for the name of a source that nobody gave one."""
    url = "https://down.example/feed"
    for title, line in [
        ("", f"{url}: answered 500"),
        ("The Ledger", f"The Ledger: answered 500 ({url})"),
    ]:
        down = source(url, title=title)
        before = Polling.new(down)
        after = before._replace(failures=1, error="answered 500")
        assert report.lines([update.Outcome(down, before, after)], full=True) == [line]


def test_who_watches_is_told_of_what_broke_off() -> None:
    """It was read, and no failure; under a timer nobody has to know."""
    part = source("https://part.example/feed")
    before = Polling.new(part)
    after = before._replace(succeeded=NOW, error="its answer broke off: what came of it is kept")
    outcomes = [update.Outcome(part, before, after, new=1)]
    assert report.lines(outcomes, full=False) == []
    (line,) = report.lines(outcomes, full=True)
    assert "its answer broke off: what came of it is kept" in line
    assert "failed" not in line


def test_an_outage_is_one_line(program: Program, start_site: Callable[..., Site]) -> None:
    """In the report of the third failure, and in the digest's; the list has them all."""
    down, up = start_site("127.0.0.2"), start_site("127.0.0.1")
    down.pages = Answering(dict.fromkeys(TAGS, Page(status=500)))
    up.pages["/feed"] = FEED
    tables = [
        f'[[searches]]\nnetwork = "mastodon"\nserver = "{down.url("")}"\nquery = "#{n}"\n'
        for n in ("crm", "ai", "cio")
    ]
    follow(program, "".join(tables) + f'[[feeds]]\nurl = "{up.url("/feed")}"\n')
    done = [fetch(program, NOW + timedelta(days=day)) for day in range(4)]
    assert [each.code for each in done] == [3] * 4
    line = f"Mastodon at {down.host}: 3 sources failed: answered 500 Internal Server Error"
    assert [each.err for each in done] == [
        "",
        "",
        f"cio-digest: {line}, 3 times in a row\n",
        "",
    ]
    today = program("today", env=program.env(NOW + timedelta(days=3))).out
    assert "3 failing" in today
    assert f"Mastodon at {down.host}, 3 sources" in today
    assert program("sources", "list").out.count("failed 4 times: answered 500") == 3


TAGS = tuple(f"/api/v1/timelines/tag/{name}" for name in ("crm", "ai", "cio"))


def test_a_storm_of_429_is_one_line(program: Program, start_site: Callable[..., Site]) -> None:
    """One or two sources are told so by the host; the others wait, and have failed nobody."""
    busy, up = start_site("127.0.0.2"), start_site("127.0.0.1")
    limited = Page(status=429, headers=(("Retry-After", "7200"),))
    names = [f"tag{n}" for n in range(20)]
    busy.pages = Answering({f"/api/v1/timelines/tag/{name}": limited for name in names})
    up.pages["/feed"] = FEED
    tables = [
        f'[[searches]]\nnetwork = "mastodon"\nserver = "{busy.url("")}"\nquery = "#{name}"\n'
        for name in names
    ]
    follow(program, "".join(tables) + f'[[feeds]]\nurl = "{up.url("/feed")}"\n')
    code, sent = on_terminal(program, "fetch", columns=200)
    told = [line for line in plain(sent).splitlines() if ": Mastodon" in line]
    assert code == 3
    assert len(busy.seen) <= 2
    assert len(told) == 2
    left = f"Mastodon at {busy.host}: {20 - len(busy.seen)} sources left for the next run: its host"
    assert f"{left} answered 429 a moment ago" in told[1]
    assert program("sources", "list").out.count("left for the next run") == 20 - len(busy.seen)
    again = fetch(program, NOW + timedelta(hours=1))
    assert (again.code, len(busy.seen) <= 2) == (0, True)
