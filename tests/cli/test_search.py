"""Asking the networks from the command line: what is shown, kept and refused."""

from __future__ import annotations

import json
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Seen, Site
from tests.feeds import item, rss

from cio_digest import config

if TYPE_CHECKING:
    from tests.cli.conftest import Program

FOUND = "/?s=agent+pricing&feed=rss2"
TAG = "/api/v1/timelines/tag/agentpricing?limit=40"
ASK = ("search", "--live", "--network", "wordpress", "--network", "mastodon")
POST = {
    "uri": "https://home.example/1",
    "url": "https://home.example/@ada/1",
    "created_at": "2026-11-22T05:30:00Z",
    "content": "<p>Agent pricing is the new seat. #AgentPricing</p>",
    "account": {"acct": "ada@home.example", "display_name": "Ada"},
    "favourites_count": 12,
    "reblogs_count": 1,
}


@pytest.fixture
def mine(program: Program, site: Site) -> str:
    """A feeds.toml whose searches name this site for both networks, and what it answers."""
    search = '[[searches]]\nnetwork = "{}"\nserver = "{}"\nquery = "#mine"\n'
    text = "# mine\n" + "".join(
        search.format(network, site.url("")) for network in ("wordpress", "mastodon")
    )
    program.config.parent.mkdir(parents=True)
    program.config.write_text(text)
    site.pages[TAG] = Page(json.dumps([POST]).encode())
    site.pages[FOUND] = Page(rss(item("Agent pricing at Northwind"), item("Agent pricing, again")))
    return text


@pytest.mark.usefixtures("mine")
def test_a_pipe_gets_markdown(program: Program, site: Site) -> None:
    """Who said it, where, when, what others did, and the address; nothing is stored."""
    done = program(*ASK, "agent", "pricing")
    assert (done.code, done.err) == (0, "")
    mastodon, wordpress = sorted(done.out.split("## ")[1:])
    assert (
        mastodon
        == f"""\
Mastodon at {site.host}: #agentpricing

- Agent pricing is the new seat.{"  "}
  `@ada@home.example` · 12 likes, 1 repost · 1 h ago{"  "}
  <https://home.example/@ada/1>

"""
    )
    assert (
        wordpress
        == f"""\
WordPress at {site.host}: agent pricing

- Agent pricing at Northwind{"  "}
  news.example · 1 h ago{"  "}
  <https://news.example/Agent-pricing-at-Northwind>
- Agent pricing, again{"  "}
  news.example · 1 h ago{"  "}
  <https://news.example/Agent-pricing,-again>

"""
    )
    assert not program.store.exists()


@pytest.mark.usefixtures("mine")
def test_json_is_one_object_a_line(program: Program) -> None:
    """For programs that read as it comes; --max holds for each network."""
    done = program(*ASK, "--max", "1", "--format", "json", "agent pricing")
    found = {each["network"]: each for each in map(json.loads, done.out.splitlines())}
    assert set(found) == {"wordpress", "mastodon"}
    assert found["mastodon"]["engagement"]["likes"] == 12
    assert found["mastodon"]["published"] == "2026-11-22T05:30:00Z"
    assert found["wordpress"]["title"] == "Agent pricing at Northwind"


@pytest.mark.usefixtures("mine")
def test_who_fails_and_who_is_not_asked_is_told(program: Program, site: Site) -> None:
    """One line each on stderr; exit code 3 when others answered, 1 when none did."""
    site.pages[TAG] = Page(status=503)
    done = program(*ASK, "--network", "x", "agent pricing")
    assert done.code == 3
    asked, failed = done.err.splitlines()
    assert asked == "cio-digest: not asked: X needs [accounts.x]"
    assert failed.startswith(f"cio-digest: Mastodon at {site.host}: answered 503")
    assert "Agent pricing at Northwind" in done.out
    site.pages[FOUND] = Page(status=500)
    assert program(*ASK, "agent pricing").code == 1


@pytest.mark.usefixtures("mine")
def test_who_has_nothing_is_told(program: Program, site: Site) -> None:
    """An empty answer is one, too."""
    site.pages[TAG] = Page(b"[]")
    done = program(*ASK, "agent pricing")
    assert (done.code, done.err) == (0, f"cio-digest: nothing more from Mastodon at {site.host}\n")


def test_a_search_is_kept(program: Program, site: Site, mine: str) -> None:
    """One a network, below what is in the file; the second time there is nothing to keep."""
    done = program(*ASK, "--save", "agent pricing")
    assert done.code == 0
    assert "kept as searches at" in done.err
    assert program.config.read_text().startswith(mine)
    queries = {source.query for source in config.load(program.config).sources}
    assert queries == {"#mine", "#agentpricing", "agent pricing"}
    after = program.config.read_text()
    again = program(*ASK, "--save", "agent pricing")
    assert "nothing to keep" in again.err
    assert program.config.read_text() == after
    fetched = program("fetch")
    assert "?s=agent+pricing" in " ".join(seen.path for seen in site.seen)
    assert fetched.code == 3  # nobody answers to #mine


def test_who_failed_is_not_kept_unless_it_was_chosen(program: Program, site: Site) -> None:
    """A chosen network is kept: it may be out of order today only."""
    text = f'[[searches]]\nnetwork = "mastodon"\nserver = "{site.url("")}"\nquery = "#mine"\n'
    program.config.parent.mkdir(parents=True)
    program.config.write_text(text)
    program("search", "--live", "--network", "mastodon", "--save", "crm")
    assert [s.query for s in config.load(program.config).sources] == ["#mine", "#crm"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("search", "--save", "crm"), "--network and --save go with --live"),
        (("search", "(crm"), "this parenthesis is never closed"),
        (("search", "--live"), "Missing argument"),
        (("search", "--live", "--network", "youtube", "crm"), "'youtube' is not one of"),
        (("search", "--live", "--network", "x", "crm"), "there is no network to ask"),
        (("search", "--live", "--save", "crm"), "run: cio-digest init"),
    ],
)
def test_wrong_usage(program: Program, args: tuple[str, ...], said: str) -> None:
    """Exit code 2, and what to do."""
    done = program(*args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.usefixtures("mine")
def test_ctrl_c_leaves_what_was_shown(program: Program, site: Site) -> None:
    """One line, exit code 130, no traceback."""
    running: list[subprocess.Popen[bytes]] = []

    def interrupt(_: Seen) -> Page:
        running[0].send_signal(signal.SIGINT)
        return Page(site.hang())

    site.pages[TAG] = interrupt
    site.pages[FOUND] = lambda _: Page(site.hang())
    process = subprocess.Popen(
        program.command(*ASK, "agent pricing"),
        env=program.env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    running.append(process)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"cio-digest: interrupted\n")


def test_what_was_read_is_found(program: Program, site: Site) -> None:
    """Stories in a pipe as markdown, what matched in bold; exit code 1 where nothing is."""
    site.pages["/feed"] = Page(rss(item("Agent pricing changes"), item("Something else")))
    program.config.parent.mkdir(parents=True)
    program.config.write_text(f'[[feeds]]\nurl = "{site.url("/feed")}"\n')
    program("fetch")
    found = program("search", "pricing")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(" 1. Agent **pricing** changes")
    nothing = program("search", "elsewhere", "-something")
    assert (nothing.code, nothing.out) == (1, "")
    assert "nothing of that was read" in nothing.err
