"""Sources removed, renamed, tagged and muted from the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.feeds import saved, source

from cio_digest import config
from cio_digest.models import Polling
from cio_digest.store import opened, transaction
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from tests.cli.conftest import Program

    from cio_digest.models import Source

MINE = """\
# My sources.
[[feeds]]
url = "https://ledger.example/feed"  # the best
title = "The Ledger"
tags = ["crm", "daily"]

[[feeds]]
url = "https://b.example/feed"

[[voices]]
name = "Ada Byron"
github = "ada"
feeds = ["https://ada.example/blog"]

[[searches]]
network = "googlenews"
query = "crm"
title = "News"
"""


@pytest.fixture
def mine(program: Program) -> Program:
    program.config.parent.mkdir(parents=True)
    program.config.write_text(MINE, encoding="utf-8")
    return program


def find(program: Program, url: str) -> Source:
    return next(each for each in config.load(program.config).sources if each.url == url)


LEDGER = "https://ledger.example/feed"


@pytest.mark.parametrize(
    ("name", "called", "gone"),
    [
        ("the ledger", "The Ledger", {LEDGER}),
        (LEDGER, "The Ledger", {LEDGER}),
        ("Ada Byron", "Ada Byron", {"https://ada.example/blog", "https://github.com"}),
        ("News", "News", {"https://news.google.com"}),
        ("What B calls itself", "What B calls itself", {"https://b.example/feed"}),
        ("b.example/feed/", "What B calls itself", {"https://b.example/feed"}),
        ("http://www.b.example/feed", "What B calls itself", {"https://b.example/feed"}),
    ],
)
def test_a_source_is_removed(mine: Program, name: str, called: str, gone: set[str]) -> None:
    """By its title, address, voice or what it calls itself; what it is called is said."""
    with opened(str(mine.store)) as db, transaction(db):
        bee = Polling.new(source("https://b.example/feed"))
        source_table.save(db, bee._replace(title="What B calls itself"))
    before = {each.url for each in config.load(mine.config).sources}
    done = mine("sources", "remove", name)
    backup = mine.config.with_name("feeds.toml.bak")
    assert done == (
        0,
        "",
        f"cio-digest: {called} is followed no longer; your feeds.toml as it was is {backup}\n",
    )
    assert {each.url for each in config.load(mine.config).sources} == before - gone
    assert backup.read_text() == MINE
    assert mine.config.read_text().startswith("# My sources.\n")


def test_a_source_is_renamed_tagged_and_muted(mine: Program) -> None:
    """Each is one change; every other line stays, and all of it can be taken back."""
    assert mine("sources", "rename", "The Ledger", 'A "new" name').code == 0
    done = mine("sources", "tag", 'A "new" name', "+sales", "-daily", "-nope")
    assert "has the tags crm, sales" in done.err
    assert mine("sources", "mute", LEDGER, "--until", "2026-12-24").code == 0
    found = find(mine, LEDGER)
    assert (found.title, found.tags) == ('A "new" name', ("crm", "sales"))
    assert found.muted_until == date(2026, 12, 24)
    rest = MINE.partition("\n\n")[2]
    assert mine.config.read_text().endswith(rest)
    assert mine("sources", "list").out.count("muted until 2026-12-24") == 1
    mine("sources", "unmute", LEDGER)
    assert "has the tag crm;" in mine("sources", "tag", LEDGER, "-sales").err
    mine("sources", "tag", LEDGER, "+daily")
    mine("sources", "rename", LEDGER, "The Ledger")
    assert mine.config.read_text() == MINE


def test_a_voice_and_a_search(mine: Program) -> None:
    """A voice is renamed as a voice and muted at all its addresses."""
    mine("sources", "rename", "Ada Byron", "Ada B.")
    mine("sources", "mute", "ada b.", "--until", "2027-01-10")
    mine("sources", "mute", "news", "--until", "2027-01-10")
    loaded = config.load(mine.config)
    assert loaded.voices[0].name == "Ada B."
    silent = {each.url for each in loaded.sources if each.muted_until}
    assert silent == {"https://github.com", "https://ada.example/blog", "https://news.google.com"}


def test_a_source_by_the_name_beside_its_headlines(mine: Program) -> None:
    """Which may be a part of what it calls itself."""
    url = "https://b.example/feed"
    with opened(str(mine.store)) as db, transaction(db):
        source_table.save(db, Polling(url, url, title="Posts | Harbour Times"))
    assert mine("sources", "mute", "Harbour Times", "--until", "2026-12-24").code == 0
    assert find(mine, url).muted_until == date(2026, 12, 24)


def test_a_muted_source_is_still_read_and_found(mine: Program) -> None:
    """Search finds what it says; the digest does not show it."""
    from tests.feeds import entry

    mine("sources", "mute", LEDGER, "--until", "2026-12-24")
    with opened(str(mine.store)) as db:
        saved(db, entry("All about CRM", source=LEDGER))
    assert "All about" in mine("search", "crm").out
    assert "All about CRM" not in mine("today").out
    mine("sources", "unmute", LEDGER)
    assert "All about CRM" in mine("today").out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["remove", "The Leger"], 'no source is called "The Leger"; did you mean "The Ledger"?'),
        (["remove", "ledger"], 'did you mean "The Ledger"?'),
        (["remove", "example/b"], 'did you mean "https://ada.example/blog"?'),
        (["remove", "e"], 'did you mean "The Ledger" or "b.example" or "News"?'),
        (["remove", "zzz"], 'no source is called "zzz"; see cio-digest sources list'),
        (["mute", "The Ledger", "--until", "soon"], '"soon" is no time; write it like 2027-01-10'),
        (
            ["mute", "The Ledger", "--until", "2026-11-22"],
            "2026-11-22 is not to come",
        ),
        (["mute", "The Ledger"], "Missing option '--until'"),
        (["tag", "The Ledger", "crm"], "Write +TAG to give a tag and -TAG to take it away"),
        (["rename", "The Ledger", ""], 'title "" is empty'),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_wrong_usage(mine: Program, args: list[str], said: str) -> None:
    """Exit code 2, one clear line, and the file as it was."""
    done = mine("sources", *args)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert mine.config.read_text() == MINE


def test_unmuting_what_is_not_muted(mine: Program) -> None:
    """Is said, and changes nothing."""
    assert mine("sources", "unmute", "The Ledger").err == "cio-digest: The Ledger is not muted\n"
    assert not mine.config.with_name("feeds.toml.bak").exists()


def test_names_that_several_have(mine: Program) -> None:
    """None is guessed; the addresses say which is which."""
    mine.config.write_text(MINE.replace('"News"', '"The Ledger"'), encoding="utf-8")
    done = mine("sources", "remove", "The Ledger")
    assert done.code == 2
    assert f'several sources are called "The Ledger", name one by its address: {LEDGER}' in done.err


def test_what_a_topic_searches_is_left_to_its_owner(mine: Program) -> None:
    """The line is named."""
    mine.config.write_text(MINE + '[topics.CRM]\nkeywords = ["a CRM"]\nsearch = ["reddit"]\n')
    done = mine("sources", "remove", 'Reddit: "a CRM"')
    assert done.code == 2
    assert "edit line 19 by hand (nothing was changed)" in done.err


@pytest.mark.parametrize(
    "args",
    [
        ["remove", "CIO"],
        ["add", "https://a.example/"],
        ["import", "a.opml"],
        ["mute", "CIO", "--until", "2027-01-01"],
    ],
    ids=" ".join,
)
def test_without_a_file_of_ones_own(program: Program, args: list[str]) -> None:
    """The built-in example is nobody's to change."""
    done = program("sources", *args)
    assert done.code == 2
    assert done.err.endswith("a feeds.toml of your own; run: cio-digest init\n")
