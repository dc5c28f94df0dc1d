"""From the digest on: verdicts, reading lists, addresses and articles, by a story's number."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site
from tests.feeds import item, rss

from cio_digest.models import Talk
from cio_digest.store import opened, talks, transaction

if TYPE_CHECKING:
    from tests.cli.conftest import Program

TOPIC = '[topics.CRM]\nkeywords = ["CRM"]\n[[feeds]]\nurl = "{}"\ntitle = "The Ledger"\n'
PARAGRAPHS = "".join(
    f"<p>From year {n} on the maker bills by the resolved case, and seats cost nothing.</p>"
    for n in range(2030, 2036)
)


@pytest.fixture
def digest(program: Program, site: Site) -> Program:
    """A digest of two stories was printed."""
    article = {"link": site.url("/1")}
    site.pages["/feed"] = Page(
        rss(item("CRM seats are over", **article), item("CRM passkeys arrive"), title="Ledger")
    )
    program.config.parent.mkdir(parents=True)
    program.config.write_text(TOPIC.format(site.url("/feed")))
    assert program("today").code == 0
    return program


def numbered(digest: Program, title: str) -> str:
    """The number of a story."""
    page = digest("today").out
    return "1" if page.index(title) < page.index("2. ") else "2"


def test_a_verdict_shows_in_the_next_score(digest: Program) -> None:
    """As a term of its own, with its reason, and it can be forgotten."""
    number = numbered(digest, "passkeys")
    told = "cio-digest: more like: CRM passkeys arrive\n"
    assert digest("more", number, number).err == told  # named twice, it is one story
    digest("today", "--since", "2d")
    assert "your verdicts on" in digest("explain", "passkeys").out
    assert "passkey" in digest("feedback", "show").out
    assert "CRM passkeys arrive" in digest("feedback", "list").out
    assert digest("feedback", "reset", "passkey").err == "cio-digest: forgot 1 verdict of passkey\n"
    assert "passkey " not in digest("feedback", "show").out
    assert digest("feedback", "reset", "--all").code == 0
    digest("today", "--since", "3d")
    assert "your verdicts on" not in digest("explain", "passkeys").out


@pytest.mark.parametrize("title", ['title = "The Ledger"', ""], ids=["named", "by its own name"])
def test_what_was_learnt_is_forgotten(digest: Program, title: str) -> None:
    """Of a source by the name that ``show`` has for it, and all of it."""
    text = digest.config.read_text().replace('title = "The Ledger"', title)
    digest.config.write_text(text)
    name = "The Ledger" if title else "Ledger"
    digest("more", "1")
    assert name in digest("feedback", "show").out
    assert digest("feedback", "reset", name).err == f"cio-digest: forgot 1 verdict of {name}\n"
    assert name not in digest("feedback", "show").out
    assert digest("feedback", "reset", "--all").err == "cio-digest: forgot 1 verdict in all\n"
    assert digest("feedback", "list").out.startswith("Nothing was learnt yet; ")


def test_a_hidden_story_is_not_shown_again(digest: Program) -> None:
    """What this morning showed stays; another digest leaves it out and says why."""
    digest("hide", numbered(digest, "passkeys"))
    assert "passkeys" in digest("today").out
    assert "passkeys" not in digest("today", "--since", "2d").out
    assert "Not shown: you hid it." in digest("explain", "passkeys", "arrive").out


def test_stories_are_saved_once(digest: Program) -> None:
    """Beside the store, where no other list is named."""
    first, second = digest("save", "1", "2"), digest("save", "1")
    assert first.code == second.code == 0
    assert "already on" in second.err
    text = digest.store.with_name("reading.md").read_text(encoding="utf-8")
    assert text.count("- [ ] ") == 2


@pytest.mark.skipif(os.name == "nt", reason="a folder is locked by flock")
def test_two_at_once_keep_two_stories(digest: Program) -> None:
    """Each waits until the one before it has written."""
    path = digest.home / "read.md"
    processes = [
        subprocess.Popen(digest.command("save", number, "--to", str(path)), env=digest.env())
        for number in ("1", "2")
    ]
    assert [process.wait() for process in processes] == [0, 0]
    assert path.read_text(encoding="utf-8").count("- [ ] ") == 2


def test_a_list_keeps_its_line_ends(digest: Program) -> None:
    """Those of Windows, where it has them."""
    path = digest.home / "read.md"
    path.write_bytes(b"# Mine\r\n\r\n- [x] old\r\n")
    assert digest("save", "1", "--to", "~/read.md").code == 0
    after = path.read_bytes()
    assert after.startswith(b"# Mine\r\n\r\n- [x] old\r\n- [ ] ")
    assert after.count(b"\n") == after.count(b"\r\n") == 4


def test_an_address_is_printed(digest: Program, site: Site) -> None:
    """For scripts, or where no browser is."""
    number = numbered(digest, "seats")
    assert digest("open", number, "--url").out == f"{site.url('/1')}\n"


def test_discussions_are_opened(digest: Program) -> None:
    """The liveliest, or the addresses of all; where there is none, one line says so."""
    number = numbered(digest, "seats")
    none = digest("open", number, "--talk")
    assert (none.code, none.out, none.err.count("\n")) == (1, "", 1)
    assert f"none of your sources names a discussion of story {number}" in none.err
    few, many = Talk("r/crm", "https://r.example/"), Talk("Hacker News", "https://hn.example/", 9)
    for thread in (few, many):
        with opened(str(digest.store)) as db, transaction(db):
            (entry,) = db.execute("SELECT id FROM entries WHERE title LIKE '%seats%'").fetchone()
            talks.keep(db, [(entry, thread)])
        assert digest("open", number, "--talk", "--url").out == f"{thread.url}\n"
    done = digest.process("open", number, "--talk", env=digest.env(BROWSER="true"))
    assert (done.code, done.out) == (0, "https://hn.example/\n")


def test_a_number_that_is_not_there(digest: Program) -> None:
    """One line that says which there are."""
    for command in ("open", "read", "save", "star"):
        done = digest(command, "9")
        assert (done.code, done.out) == (1, "")
        assert "no story 9; it has 1 to 2" in done.err


def test_an_article_is_read(digest: Program, site: Site) -> None:
    """As markdown in a pipe, under its title."""
    pytest.importorskip("trafilatura", reason="the extra [read] is not installed")
    body = f"<html><body><article><h1>Seats</h1>{PARAGRAPHS}</article></body></html>"
    html = (("Content-Type", "text/html; charset=utf-8"),)
    site.pages["/1"] = Page(body.encode(), headers=html)
    done = digest("read", numbered(digest, "seats"))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# CRM seats are over\n")
    assert "bills by the resolved case" in done.out


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(status=404), "404"),
        (Page(b"%PDF", headers=(("Content-Type", "application/pdf"),)), "application/pdf"),
        (Page(b"<p>Sign in</p>", headers=(("Content-Type", "text/html"),)), "no article was found"),
    ],
    ids=["gone", "a PDF", "a login page"],
)
def test_what_cannot_be_read_says_why(digest: Program, site: Site, page: Page, said: str) -> None:
    """In one line, with exit code 1."""
    pytest.importorskip("trafilatura", reason="the extra [read] is not installed")
    site.pages["/1"] = page
    done = digest("read", numbered(digest, "seats"))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err


@pytest.mark.parametrize("browser", ["false", " ", "firefox '%s"])
def test_a_browser_is_started_or_the_command_fails(
    digest: Program, site: Site, browser: str
) -> None:
    """The address is said either way, so that nobody has to ask for it again."""
    number = numbered(digest, "seats")
    opened = digest.process("open", number, env=digest.env(BROWSER="true"))
    assert (opened.code, opened.out) == (0, f"{site.url('/1')}\n")
    failed = digest.process("open", number, env=digest.env(BROWSER=browser))
    assert (failed.code, failed.out) == (1, f"{site.url('/1')}\n")
    assert "no browser could be started" in failed.err


def test_an_article_of_the_feeds_own_site_is_asked_with_its_login(
    digest: Program, site: Site
) -> None:
    """Who subscribes to a feed with a password reads its articles with it, too."""
    pytest.importorskip("trafilatura", reason="the extra [read] is not installed")
    feeds = digest.config.read_text(encoding="utf-8")
    login = 'auth = { user = "ada", password = { env = "LEDGER" } }\n'
    digest.config.write_text(feeds + login, encoding="utf-8")
    body = f"<html><body><article><h2>Seats</h2>{PARAGRAPHS}</article></body></html>"
    site.pages["/1"] = Page(body.encode(), headers=(("Content-Type", "text/html"),))
    number = numbered(digest, "seats")
    done = digest("read", number, env=digest.env(LEDGER="secret"))
    assert (done.code, done.err) == (0, "")
    [asked] = [seen for seen in site.seen if seen.path == "/1"]
    assert asked.headers["authorization"].startswith("Basic ")
    assert "## Seats" in done.out
