"""What fetch says, and to whom: nothing to cron unless a person is needed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss

if TYPE_CHECKING:
    from tests.cli.conftest import Done, Program

CLOSED = "http://127.0.0.1:9/closed"  # "discard", which nobody serves


def runs(program: Program, count: int) -> list[Done]:
    """Fetch so many times, a day between them."""
    moments: list[datetime] = [NOW + n * timedelta(days=1) for n in range(count)]
    return [program("fetch", env=program.env(moment)) for moment in moments]


def test_a_failure_is_told_once_at_the_third_time(program: Program, site: Site) -> None:
    """A hiccup is nobody's business; who was told need not be told each night."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), site.url("/missing"))
    done = runs(program, 4)
    assert [(each.code, each.out) for each in done] == [(3, "")] * 4
    assert [each.err for each in done[:2]] == ["", ""]
    assert done[2].err == (
        f"cio-digest: missing: answered 404 Not Found, 3 times in a row ({site.url('/missing')})\n"
    )
    assert done[3].err == ""


def test_a_source_that_is_gone_is_told_and_asked_no_more(program: Program, site: Site) -> None:
    """The line says where it is configured."""
    site.pages["/a"] = Page(rss(item("CRM")))
    site.pages["/gone"] = Page(status=410)
    program.follow(site.url("/a"), site.url("/gone"))
    first, second = runs(program, 2)
    assert first.err == ("cio-digest: gone: gone for good (410), no longer asked: feeds.toml:8\n")
    assert second == (0, "", "")


def test_a_source_that_was_named_is_told_of(program: Program, site: Site) -> None:
    """Who asks for one by its name waits for the answer, in a pipe, too, and each time."""
    program.follow(site.url("/missing"))
    program("fetch")
    done = program("fetch", "missing")
    assert done.code == 1
    assert done.err.startswith("cio-digest: missing: answered 404 Not Found, 2 times in a row")


def test_a_source_that_moved_is_told_once(program: Program, site: Site) -> None:
    """The configuration is the user's: the line says what to change in it."""
    site.pages["/old"] = Page(status=301, headers=(("Location", "/new"),))
    site.pages["/new"] = Page(rss(item("CRM")))
    program.follow(site.url("/old"))
    told = f"{site.url('/new')}; feeds.toml:5 still says {site.url('/old')}"
    done = runs(program, 4)
    assert [each.err for each in done] == [
        "",
        "",
        f"cio-digest: old: is now read at {told}\n",
        "",
    ]


def test_where_an_account_is_read_is_nobodys_business(program: Program, site: Site) -> None:
    """It is looked up and remembered; what feeds.toml says of it still holds."""
    found = "/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
    site.pages["/api/v1/accounts/lookup?acct=ada"] = Page(b'{"id": "7"}')
    site.pages[found] = Page(b"[]")
    voice = f'[[voices]]\nname = "Ada"\nmastodon = "{site.url("/@ada")}"\n'
    program.follow(more=voice)
    assert program("fetch") == (0, "", "")
    assert site.seen[-1].path == found


def test_without_a_network(program: Program) -> None:
    """It says so in one line, and counts it against no source."""
    program.follow(CLOSED, CLOSED + "2")
    for day in (1, 2, 3):
        done = program("fetch", env=program.env(NOW + timedelta(days=day)))
        assert done == (1, "", "cio-digest: no network: none of the sources could be reached\n")
    listed = program("sources", "list").out
    assert listed.count("not read yet") == 2


def test_today_without_a_network_shows_what_there_is(program: Program, site: Site) -> None:
    """Exit code 0 with something to show, 1 with nothing."""
    program.follow(CLOSED)
    nothing = program("today")
    assert nothing.code == 1
    assert "no network" in nothing.err
    assert "Nothing has been read yet" in nothing.out
    site.pages["/a"] = Page(rss(item("All about CRM", pubDate="Sun, 22 Nov 2026 17:00:00 GMT")))
    program.follow(site.url("/a"))
    evening = NOW + timedelta(hours=12)
    assert program("fetch", env=program.env(evening)).code == 0
    site.server.shutdown()
    site.server.server_close()
    morning = program("today", env=program.env(NOW + timedelta(days=1)))
    assert morning.code == 0
    assert "All about CRM" in morning.out
    assert morning.err == (
        "cio-digest: no network: none of the sources could be reached\n"
        "cio-digest: showing what was read by 2026-11-22 18:30 UTC\n"
    )


def test_dry_run_asks_nobody(program: Program, site: Site) -> None:
    """It lists who is due, one a line, with tabs for scripts."""
    program.follow(site.url("/a"), site.url("/b"))
    done = program("fetch", "--dry-run")
    assert done.out == f"a\t{site.url('/a')}\nb\t{site.url('/b')}\n"
    assert done.err == "cio-digest: 2 of 2 sources are due\n"
    assert site.seen == []


def test_without_a_configuration_the_example_is_read(program: Program) -> None:
    """And stderr says so, with what to do."""
    done = program("fetch", "--dry-run")
    lines = done.err.splitlines()
    assert done.code == 0
    assert len(done.out.splitlines()) >= 54
    assert f"no {program.config} yet" in lines[0]
    assert "cio-digest init" in lines[0]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("Crm-Desk", 'did you mean "crm-desk.xml"?'),
        ("qqq", "see cio-digest sources list"),
    ],
)
def test_an_unknown_source(program: Program, name: str, answer: str) -> None:
    """The nearest is suggested."""
    program.follow(f"{CLOSED}/crm-desk.xml")
    assert program("fetch", name) == (
        2,
        "",
        f'cio-digest: no source is called "{name}"; {answer}\n',
    )


def test_named_sources_are_asked_at_once(program: Program, site: Site) -> None:
    """By title in any case or by address, due or not, each once."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), site.url("/b"))
    for _ in range(2):
        assert program("fetch", "A", site.url("/a")).code == 0
    assert [seen.path for seen in site.seen] == ["/a", "/a"]
