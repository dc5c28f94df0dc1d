"""When the programs under [hooks] are run, and with what."""

from __future__ import annotations

import json
import shlex
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.cli.conftest import CLOSED, TOPICS
from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss

if TYPE_CHECKING:
    from tests.cli.conftest import Program

APPEND = "import sys; open(sys.argv[1], 'ab').write(sys.stdin.buffer.read())"
WATCH = '[watch]\nkeywords = ["passkeys"]\n'


def hook(program: Program, event: str) -> str:
    """A hook that adds what it is told to a file of its own."""
    command = json.dumps([sys.executable, "-c", APPEND, str(program.home / event)])
    return f"[hooks.{event}]\ncommand = {command}\n"


def heard(program: Program, event: str) -> list[dict[str, Any]]:
    """What a hook was told so far."""
    path = program.home / event
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]


def test_after_digest(program: Program, site: Site) -> None:
    """Once for a day's digest, again when it grew; not for a part of it or an earlier one."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"), more=hook(program, "after_digest") + TOPICS)
    for args in ("today", "today --max 1", "today --topic CRM", "today --date 2026-11-21", "today"):
        assert program(*shlex.split(args)).code == 0
    (first,) = heard(program, "after_digest")
    assert list(first) == ["version", "event", "time", "digest"]
    printed = json.loads(program("today", "--format", "json").out)
    assert first["digest"] == printed
    assert first["digest"]["sections"][0]["items"][0]["title"] == "All about CRM"
    late = NOW + timedelta(hours=2)
    site.pages["/a"] = Page(rss(item("More of CRM", pubDate="Sun, 22 Nov 2026 08:00:00 GMT")))
    assert program("fetch", "a", env=program.env(late)).code == 0
    assert program("today", env=program.env(late)).code == 0
    assert len(heard(program, "after_digest")) == 2
    assert heard(program, "after_digest")[1]["digest"]["late"][0]["title"] == "More of CRM"


def test_on_keyword(program: Program, site: Site) -> None:
    """The hook gets the stories, stdout nothing; quiet where nothing is new."""
    site.pages["/a"] = Page(rss(item("Passkeys for everyone"), item("Else")))
    program.follow(site.url("/a"), more=WATCH + hook(program, "on_keyword") + TOPICS)
    for _ in range(2):
        assert program("fetch", "--all", "--alert") == (0, "", "")
    (told,) = heard(program, "on_keyword")
    assert list(told) == ["version", "event", "time", "keywords", "notes"]
    (keyword,) = told["keywords"]
    assert keyword["term"] == "passkeys"
    assert [story["title"] for story in keyword["stories"]] == ["Passkeys for everyone"]


def test_an_alert_without_a_hook_is_printed(program: Program, site: Site) -> None:
    """On stdout, once; without --alert it waits."""
    site.pages["/a"] = Page(rss(item("Passkeys for everyone"), item("Else")))
    program.follow(site.url("/a"), more=WATCH + TOPICS)
    assert program("fetch", "--all") == (0, "", "")
    first = program("fetch", "--all", "--alert")
    assert "Passkeys for everyone" in first.out
    assert "Else" not in first.out
    assert program("fetch", "--all", "--alert") == (0, "", "")


def test_on_failure(program: Program, site: Site) -> None:
    """When a source fails for the third time, and when nothing can be read; not each night."""
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), site.url("/missing"), more=hook(program, "on_failure") + TOPICS)
    for day in range(4):
        program("fetch", env=program.env(NOW + timedelta(days=day)))
    (told,) = heard(program, "on_failure")
    assert (told["command"], told["reason"]) == ("fetch", "1 source needs you")
    assert told["sources"] == [
        {
            "source": "missing",
            "address": site.url("/missing"),
            "reason": "answered 404 Not Found",
            "since": "2026-11-22T06:30:00Z",
            "failures": 3,
            "gone": False,
        }
    ]
    program.follow(CLOSED, more=hook(program, "on_failure") + TOPICS)
    program("fetch")
    assert heard(program, "on_failure")[1]["reason"] == "none of the sources could be reached"


def test_a_mail_that_nobody_takes_is_a_failure(program: Program, site: Site) -> None:
    """The command ends as it would, and the hook hears of it."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    mail = '[mail]\nto = ["ada@example.org"]\nsendmail = ["/no/such"]\n'
    program.follow(site.url("/a"), more=mail + hook(program, "on_failure") + TOPICS)
    done = program("mail")
    (told,) = heard(program, "on_failure")
    assert done.code == 1
    assert told["command"] == "mail"
    assert done.err == f"cio-digest: {told['reason']}\n"


def test_a_hook_that_fails_is_one_line(program: Program, site: Site) -> None:
    """And never the failure of the run."""
    site.pages["/a"] = Page(rss(item("All about CRM")))
    program.follow(site.url("/a"), more='[hooks.after_digest]\ncommand = ["/no/such"]\n' + TOPICS)
    done = program("today")
    assert done.code == 0
    assert "All about CRM" in done.out
    assert done.err == "cio-digest: after_digest: /no/such: not found\n"
