"""``trends`` as somebody uses it: after a fetch, on a new store, with wrong words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Site
from tests.feeds import item, rss
from tests.trends.worlds import DAY, config, fetched, quiet, told

from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

TOPICS = (
    '[digest]\ntimezone = "UTC"\n[topics.CRM]\nkeywords = ["CRM", "Northwind"]\n'
    '[topics.Ferries]\nkeywords = ["ferry", "harbour"]\n'
)


def lived(program: Program, days: int) -> None:
    """A store so many days old on which a piece of news breaks."""
    program.follow(*(source.url for source in config().sources), more=TOPICS)
    program.store.parent.mkdir(parents=True, exist_ok=True)
    with opened(str(program.store)) as db:
        for back in range(days, 0, -1):
            fetched(db, quiet(NOW - back * DAY), NOW - back * DAY)
        fetched(db, [*quiet(NOW), *told(NOW)], NOW)


def test_what_rises(program: Program) -> None:
    """In a pipe as markdown, else in the format asked for; the digest has a line of it."""
    lived(program, 8)
    done = program("trends")
    assert (done.code, done.err) == (0, "")
    assert "# Trends · Sunday 22 November 2026" in done.out
    assert "- seat-free pricing  ▁▁▁▁" in done.out
    for to in ("terminal", "plain"):
        assert "RISING\n    seat-free pricing" in program("trends", "--format", to).out
    page = json.loads(program("trends", "--format", "json", "--days", "5").out)
    (term,) = page["terms"]
    assert (term["term"], term["ratio"], len(term["history"])) == ("seat-free pricing", None, 5)
    assert "seat-free pricing  " in program("today", "--format", "plain").out


def test_a_fetch_counts_what_it_reads(program: Program, site: Site) -> None:
    """So that nothing else is needed for the terms to be there."""
    site.pages["/feed.xml"] = Page(rss(item("Northwind opens seat-free pricing")))
    program.follow(site.url(), more=TOPICS)
    assert program("fetch").code == 0
    done = program("trends", "northwind", "--format", "json")
    assert json.loads(done.out)["terms"][0]["outlets"] == 1
    assert json.loads(done.out)["terms"][0]["history"][-1] == 1000.0


def test_one_term_and_one_topic(program: Program) -> None:
    """By words that need no quotes, and by a topic's name."""
    lived(program, 8)
    assert "SEAT-FREE PRICING\n" in program("trends", "seat-free", "pricing", "--format=plain").out
    assert "CRM\n    CRM     " in program("trends", "crm", "--format", "plain").out
    assert "Nobody said “zzz”" in program("trends", "zzz").out
    assert "Nothing stands out below its own history." in program("trends", "--falling").out


def test_a_new_store_says_so(program: Program) -> None:
    """A day of history is too little, and none at all is an error that says what to do."""
    program.follow("http://127.0.0.1:9/a")
    assert program("trends") == (
        1,
        "",
        "cio-digest: nothing was counted yet; cio-digest fetch counts what it reads\n",
    )
    lived(program, 1)
    assert "1 day of history\n\nToo little to say what rises" in program("trends").out


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (["--date", "2026-11-23"], "is still to come"),
        (["--date", "2026-01-01"], "nothing was counted on 2026-01-01"),
        (["--date", "monday"], "is no time"),
        (["--days", "2000"], "--days"),
        (["--max", "0"], "--max"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_wrong_words(program: Program, args: list[str], answer: str) -> None:
    """One clear line, nothing on stdout."""
    lived(program, 0)
    done = program("trends", *args)
    assert done.code in {1, 2}
    assert done.out == ""
    assert answer in done.err
