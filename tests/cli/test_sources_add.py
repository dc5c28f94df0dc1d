"""Feeds, sites and people added from the command line: shown first, then asked about."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss

from cio_digest import config
from cio_digest.models import Polling, Source
from cio_digest.store import opened, transaction
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from tests.cli.conftest import Program

MINE = '# mine\n[[feeds]]\nurl = "https://a.example/feed"\n'
ITEMS = [
    item(f"Story {n}", pubDate=format_datetime(NOW - timedelta(days=n))) for n in (1, 2, 3, 14)
]
LEDGER = Page(rss(*ITEMS, title="The Ledger"))


@pytest.fixture
def mine(program: Program) -> Program:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(MINE, encoding="utf-8")
    return program


@pytest.fixture
def ledger(site: Site) -> Site:
    """A site whose page names one feed."""
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    site.pages["/"] = Page(f"<html><head>{link}</head><body><p>Hello</p></body></html>".encode())
    site.pages["/feed.xml"] = LEDGER
    return site


def test_a_site_is_followed_by_its_feed(mine: Program, ledger: Site) -> None:
    """Its name, rhythm and last three entries are shown; it stands below what was there."""
    args = ("--tags", "crm, daily,, crm", "--role", "press")
    done = mine("sources", "add", ledger.url("/"), "--yes", *args)
    assert done.code == 0
    assert done.out.startswith("## The Ledger · about 2 posts a week\n\n- Story 1")
    assert "Story 3" in done.out
    assert "Story 14" not in done.out
    assert mine.config.read_text() == MINE + (
        f'\n[[feeds]]\nurl = "{ledger.url()}"\ntitle = "The Ledger"\n'
        'tags = ["crm", "daily"]\nrole = "press"\n'
    )
    assert f"{ledger.url()} is followed as The Ledger" in done.err
    assert [seen.path for seen in ledger.seen] == ["/", "/feed.xml"]


def test_without_anybody_to_ask_it_is_only_shown(mine: Program, ledger: Site) -> None:
    """With exit code 2 and what would add it."""
    done = mine("sources", "add", ledger.url())
    assert (done.code, "Story 1" in done.out) == (2, True)
    assert done.err == (
        f"cio-digest: {ledger.url()} was not added, for there is nobody to ask; --yes adds it\n"
    )
    assert mine.config.read_text() == MINE


def test_several_feeds_are_listed(mine: Program, site: Site) -> None:
    """Each with its address, so that one can be named."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{n}.xml" title="{n}">'
        for n in ("news", "jobs")
    )
    site.pages["/"] = Page(f"<html><head>{links}</head></html>".encode())
    done = mine("sources", "add", site.url("/"), "--yes")
    assert (done.code, mine.config.read_text()) == (2, MINE)
    assert all(f"/{n}.xml" in done.out for n in ("news", "jobs"))
    assert done.err == "cio-digest: the site has 2 feeds; add one of them by its address\n"


@pytest.mark.parametrize("path", ["/feed.xml", "/feed.xml/", "/feed.xml#top", "/old", "/", "/now"])
def test_what_is_followed_is_not_added_again(mine: Program, ledger: Site, path: str) -> None:
    """However it is written, wherever it leads."""
    ledger.pages["/old"] = Page(status=301, headers=(("Location", "/feed.xml"),))
    ledger.pages["/now"] = Page(status=302, headers=(("Location", "/feed.xml"),))
    mine("sources", "add", ledger.url(), "--yes")
    after = mine.config.read_text()
    done = mine("sources", "add", ledger.url(path), "--yes")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("is followed already (feeds.toml:5)\n")
    assert mine.config.read_text() == after


def test_where_a_source_was_led_to_is_followed_too(mine: Program, ledger: Site) -> None:
    """A redirect that a fetch has seen counts."""
    state = Polling.new(Source("https://a.example/feed", "feed", "https://a.example/feed"))
    with opened(str(mine.store)) as db, transaction(db):
        source_table.save(db, state._replace(url=ledger.url()))
    assert "is followed already (feeds.toml:2)" in mine("sources", "add", ledger.url()).err


def test_an_account_becomes_a_voice(mine: Program, site: Site) -> None:
    """Under the name that it gives itself; its posts are read by its network's own way."""
    account = {"acct": "ada", "display_name": "Ada <b>Byron</b>", "url": "https://x.example/@ada"}
    post = {
        "id": "7",
        "url": "https://x.example/7",
        "uri": "https://x.example/7",
        "account": account,
    }
    post |= {"content": "<p>All about CRM</p>", "created_at": "2026-11-22T06:00:00Z"}
    site.pages["/api/v1/accounts/lookup?acct=ada"] = Page(json.dumps({"id": "1"}).encode())
    timeline = "/api/v1/accounts/1/statuses?exclude_replies=true&limit=40"
    site.pages[timeline] = Page(json.dumps([post]).encode())
    profile = site.url("/@ada")
    done = mine("sources", "add", profile, "--yes", "--role", "peer")
    assert (done.code, "All about CRM" in done.out) == (0, True)
    (voice,) = config.load(mine.config).voices
    assert (voice.role, "Ada" in voice.name) == ("peer", True)
    again = mine("sources", "add", profile, "--yes")
    assert "is followed already (feeds.toml:" in again.err


def test_a_voice_is_not_called_by_whom_it_passes_on(mine: Program, site: Site) -> None:
    """Whose post may be the newest; that the account has moved is told before it is followed."""

    def post(number: int, account: dict[str, Any], **parts: Any) -> dict[str, Any]:
        address = f"https://x.example/{number}"
        moment = f"2026-11-22T0{number}:00:00Z"
        told = {"id": str(number), "url": address, "uri": address, "created_at": moment}
        return {**told, "account": account, "content": f"<p>Number {number}</p>", **parts}

    ada = {"acct": "ada", "display_name": "Ada", "moved": {"acct": "ada@new.example"}}
    zoe = {"acct": "zoe@z.example", "display_name": "Zoe"}
    site.pages["/api/v1/accounts/lookup?acct=ada"] = Page(json.dumps({"id": "1"}).encode())
    passed_on = [post(n, ada, reblog=post(n, zoe)) for n in (5, 4)]
    timeline = "/api/v1/accounts/1/statuses?exclude_replies=true&limit=40"
    site.pages[timeline] = Page(json.dumps([*passed_on, post(3, ada)]).encode())
    done = mine("sources", "add", site.url("/@ada"), "--yes")
    assert "the account has moved to @ada@new.example" in done.err
    assert [voice.name for voice in config.load(mine.config).voices] == ["Ada"]


def test_a_page_that_looks_like_a_profile(mine: Program, site: Site) -> None:
    """Is one with a feed where its server is no Mastodon."""
    site.pages["/@ada"] = LEDGER
    done = mine("sources", "add", site.url("/@ada"), "--yes")
    assert done.code == 0
    assert config.load(mine.config).sources[-1].url == site.url("/@ada")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("{}/none", "answered 404"),
        ("{}/page", "names no feed, and has none where sites usually have theirs"),
        ("hello", '"hello" is neither an address nor an account with its server'),
        ("{}/@ada", "names no feed"),
        ("@ada@localhost:1", "@ada@localhost:1 (Mastodon): its host could not be reached"),
        ("linkedin.com/in/ada", "is on LinkedIn, which cannot be read"),
        ("https://u:hunter2@a.example/", "holds a user or password"),
    ],
)
def test_what_cannot_be_added(mine: Program, site: Site, address: str, said: str) -> None:
    """One line, no traceback, and nothing changed."""
    site.pages["/page"] = site.pages["/@ada"] = Page(b"<html><p>Hello</p></html>")
    done = mine("sources", "add", address.format(site.url("").rstrip("/")), "--yes")
    assert done.code in {1, 2}
    assert said in done.err
    assert done.err.count("\n") == 1
    assert mine.config.read_text() == MINE


HOSTILE = '"]\n[summarize]\ncommand=["rm"]\x1b[31m\u202e'


def test_hostile_words_stay_words(mine: Program, site: Site) -> None:
    """A title that would be TOML or a terminal's command is neither."""
    site.pages["/feed.xml"] = Page(rss(item("One"), title=HOSTILE.replace("\x1b", "")))
    done = mine("sources", "add", site.url(), "--yes", "--tags", '"]')
    loaded = config.load(mine.config)
    assert (done.code, loaded.summarize) == (0, None)
    assert loaded.sources[-1].title.startswith('"] [summarize]')
    assert not {"\x1b", "\u202e"} & set(done.out + done.err)


pty = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")


@pty
@pytest.mark.parametrize(("typed", "added"), [("y\n", True), ("\n", True), ("n\n", False)])
def test_a_person_is_asked(mine: Program, ledger: Site, typed: str, added: bool) -> None:
    """After what comes from there was shown; yes is what return means."""
    code, sent = on_terminal(mine, "sources", "add", ledger.url(), typed=typed)
    assert code == (0 if added else 1)
    assert f"Follow {ledger.url()}? [Y/n]" in plain(sent)
    assert (ledger.url() in mine.config.read_text()) == added


@pty
@pytest.mark.parametrize("way", ["end of input", "Ctrl-C"])
@pytest.mark.parametrize(("page", "question"), [("one", "Follow "), ("several", "Which one?")])
def test_a_person_leaves(mine: Program, ledger: Site, page: str, question: str, way: str) -> None:
    """At either question, at once: nothing is changed, and that is said."""
    typed, interrupt = ("", question) if way == "Ctrl-C" else ("\x04", "")
    link = '<link rel="alternate" type="application/rss+xml" href="/{0}.xml">'
    ledger.pages["/one"] = Page(link.format("feed").encode())
    ledger.pages["/several"] = Page((link.format("feed") + link.format("jobs")).encode())
    code, sent = on_terminal(
        mine, "sources", "add", ledger.url(f"/{page}"), typed=typed, interrupt=interrupt
    )
    assert code == 130
    assert plain(sent).splitlines()[-1] == "cio-digest: interrupted; nothing was changed"
    assert mine.config.read_text() == MINE


@pty
def test_a_person_chooses(mine: Program, ledger: Site) -> None:
    """By number, where a site has several feeds."""
    link = '<link rel="alternate" type="application/rss+xml" href="{0}" title="{0}">'
    links = link.format("/comments.xml") + link.format("/feed.xml")
    ledger.pages["/"] = Page(f"<html><head>{links}</head></html>".encode())
    code, sent = on_terminal(mine, "sources", "add", ledger.url("/"), typed="1\ny\n")
    assert (code, "Which one?" in sent) == (0, True)
    assert config.load(mine.config).sources[-1].url == ledger.url()
