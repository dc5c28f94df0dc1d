"""init, sources, explain, doctor and demo, each as somebody uses it."""

from __future__ import annotations

import csv
import json
import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW, Page, Site
from tests.feeds import entry, item, rss

from cio_digest import config, digest
from cio_digest.models.records import ListedSource
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

CLOSED = "http://127.0.0.1:9/closed"  # "discard", which nobody serves


@pytest.fixture
def filled(program: Program) -> Program:
    """With two stories in the digest that was printed."""
    program.fill(entry("All about CRM"), entry("Northwind opens its CRM to agents"))
    with opened(str(program.store)) as db:
        digest.make(db, config.load(program.config), NOW, digest.DigestOptions())
    return program


# --- where things live ------------------------------------------------------------------------


def test_init_writes_and_never_overwrites(program: Program) -> None:
    """The place is on stdout, what to do next on stderr; what is there stays."""
    done = program("init")
    assert (done.code, done.out) == (0, f"{program.config}\n")
    assert "cio-digest today" in done.err
    assert program.config.read_text(encoding="utf-8") == config.example()
    program.config.write_text("mine")
    again = program("init")
    assert again.code != 0
    assert again.err.count("\n") == 1
    assert str(program.config) in again.err
    assert program.config.read_text() == "mine"


def test_init_elsewhere(program: Program) -> None:
    """``--config`` and ``CIO_DIGEST_CONFIG`` name the place; the flag is the stronger."""
    flag, variable = program.home / "flag.toml", program.home / "variable.toml"
    env = program.env(CIO_DIGEST_CONFIG=str(variable))
    assert program("--config", str(flag), "init", env=env).out == f"{flag}\n"
    assert not variable.exists()
    assert program("init", env=env).out == f"{variable}\n"


def test_xdg_places(program: Program, site: Site) -> None:
    """XDG_CONFIG_HOME and XDG_DATA_HOME move configuration and store."""
    program.follow(site.url("/a"))
    place = program.home / "xdg"
    env = program.env(XDG_CONFIG_HOME=str(program.config.parents[1]), XDG_DATA_HOME=str(place))
    program("fetch", env=env)
    assert (place / "cio-digest" / "cio-digest.db").exists()
    assert not program.store.exists()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a user database")
def test_without_even_a_home(program: Program) -> None:
    """Who has no home at all is told what to give; with both places given none is needed."""
    program.follow(CLOSED)
    env = {name: value for name, value in program.env().items() if name != "HOME"}
    shadow = program.home / "shadow"
    shadow.mkdir()
    (shadow / "sitecustomize.py").write_text("import pwd\npwd.getpwuid = {}.__getitem__\n")
    env["PYTHONPATH"] = f"{shadow}:{env['PYTHONPATH']}"
    done = program.process("today", env=env)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "cio-digest: cannot tell where feeds.toml lives, for want of a home folder; "
        "give --config or set CIO_DIGEST_CONFIG\n"
    )
    store = str(program.home / "s.db")
    places = ["--config", str(program.config), "--store", store]
    assert program.process(*places, "fetch", "--dry-run", env=env).code == 0


def test_a_clock_that_is_none(program: Program) -> None:
    """CIO_DIGEST_NOW rehearses another day; nonsense in it is a mistake of the user's."""
    program.follow(CLOSED)
    done = program("today", env=program.env(CIO_DIGEST_NOW="tomorrow"))
    assert done == (2, "", 'cio-digest: CIO_DIGEST_NOW: "tomorrow" is no ISO 8601 date and time\n')


@pytest.mark.parametrize("command", [["today"], ["fetch"]], ids=" ".join)
def test_a_store_that_is_none(program: Program, command: list[str]) -> None:
    """One line that names the file; the file stays as it is."""
    program.follow(CLOSED)
    program.store.parent.mkdir(parents=True)
    program.store.write_bytes(b"my thesis " * 999)
    done = program(*command)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"cio-digest: {program.store}: this is not a cio-digest store;")
    assert done.err.count("\n") == 1
    assert program.store.read_bytes() == b"my thesis " * 999


# --- sources ----------------------------------------------------------------------------------


def test_sources_list(program: Program, site: Site) -> None:
    """Those that fail come first, with their reason; --failing and --tag choose."""
    tagged = '[[feeds]]\nurl = "http://127.0.0.1:9/x"\ntags = ["Press"]\n'
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), site.url("/missing"), more=tagged)
    program("fetch")
    rows = [row.split("|")[1:3] for row in program("sources", "list").out.splitlines()[2:]]
    assert [(name.strip(), state.strip()[:11]) for name, state in rows] == [
        ("http://127.0.0.1:9/x", "failed once"),
        ("missing", "failed once"),
        ("a", "fine"),
    ]
    assert program("sources", "list", "--failing").out.count("\n") == 4
    assert program("sources", "list", "--tag", "Press").out.count("\n") == 3
    assert program("sources", "list", "--tag", "none").out == "No such sources.\n"


# --- explain ----------------------------------------------------------------------------------


def test_explain_adds_up(filled: Program) -> None:
    """The terms are those of the digest, and they sum to the score that is printed."""
    done = filled("explain", "1", "--format", "json")
    assert (done.code, done.err) == (0, "")
    item = json.loads(done.out)["item"]
    assert item["score"] == pytest.approx(sum(term["value"] for term in item["terms"]))
    assert all(term["reason"] for term in item["terms"])
    shown = json.loads(filled("today", "--format", "json").out)["sections"][0]["items"][0]
    assert item["score"] == shown["score"]
    assert item["terms"] == shown["terms"]


@pytest.mark.parametrize("to", ["markdown", "terminal"])
def test_explain_in_words(filled: Program, to: str) -> None:
    """The figures on the page add up too, as far as they are rounded."""
    out = re.sub(r"http\S+", "", filled("explain", "2", "--format", to).out)
    figures = [float(each) for each in re.findall(r"[+−-]?\d+\.\d\d?", out.replace("−", "-"))]
    assert len(figures) >= 3
    total = max(figures)
    rest = [figure for figure in figures if figure != total]
    assert sum(rest) == pytest.approx(total, abs=0.03)


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999"])
def test_explain_a_number_that_is_not_there(filled: Program, number: str) -> None:
    """It says which there are."""
    done = filled("explain", number)
    assert (done.code, done.out) == (1, "")
    assert re.fullmatch(r"cio-digest: the digest .* has no story \d+; it has 1 to 2\n", done.err)


def test_explain_before_any_digest(program: Program) -> None:
    """It says what to run first."""
    program.follow(CLOSED)
    done = program("explain", "1")
    assert done == (1, "", "cio-digest: no digest was printed yet; run: cio-digest today\n")


def test_explain_follows_what_was_printed_last(filled: Program) -> None:
    """Also when that was an earlier day's page, or a page of one topic."""
    first = filled("explain", "1").out
    filled("today", "--max", "1")
    assert filled("explain", "2").code == 1
    filled("today")
    assert filled("explain", "1").out == first
    assert filled("explain", "2").code == 0


# --- tables for programs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "head"),
    [
        (["sources", "list"], ",".join(ListedSource._fields)),
        (["sources", "list", "--tag", "none"], ",".join(ListedSource._fields)),
        (["topics", "list"], "name,weight,keywords,exclude,entries,remark"),
        (["topics", "show", "CRM"], "keyword,entries,titles,passing,remark"),
        (["topics", "test", "nothing of it"], "topic,score,excluded,doubt,hits"),
    ],
    ids=" ".join,
)
def test_tables_for_a_spreadsheet(filled: Program, args: list[str], head: str) -> None:
    """Rows under their head and not a word beside them, also where there are none."""
    done = filled(*args, "--format", "csv")
    assert (done.code, done.err) == (0, "")
    first, *rows = csv.reader(done.out.splitlines(), strict=True)
    assert ",".join(first) == head
    assert all(len(row) == len(first) for row in rows)
    document = json.loads(filled(*args, "--format", "json").out)
    assert len(document[next(reversed(document))]) == len(rows)


# --- doctor -----------------------------------------------------------------------------------


def test_doctor_finds_nothing_wrong(program: Program, site: Site) -> None:
    """Every row is fine, and the exit code 0; the network is asked."""
    program.follow(site.url("/a"))
    site.pages["/a"] = Page(rss(item("CRM")))
    program("fetch")
    done = program("doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.count(" fine ") == 5
    assert str(program.config) in done.out
    assert str(program.store) in done.out


def test_doctor_finds_what_is_wrong(program: Program, site: Site) -> None:
    """No network, nothing read, sources that fail: each is a row with what to do."""
    program.follow(CLOSED)
    fresh = program("doctor")
    assert fresh.code == 1
    assert "run: cio-digest fetch" in fresh.out
    assert "are you online?" in fresh.out
    site.pages["/a"] = Page(rss(item("CRM")))
    program.follow(site.url("/a"), site.url("/missing"))
    for day in range(3):
        program("fetch", env=program.env(NOW + timedelta(days=day)))
    done = program("doctor", "--offline")
    assert done.code == 1
    assert "missing: answered 404 Not Found, since 2026-11-22" in done.out
    assert "network" not in done.out


def test_a_read_in_the_future_was_none(program: Program, site: Site) -> None:
    """After a run with a clock that was ahead, the doctor says so and a morning reads again."""
    program.follow(site.url("/a"))
    site.pages["/a"] = Page(rss(item("CRM is early")))
    program("fetch", env=program.env(NOW + timedelta(days=400)))
    done = program("doctor", "--offline")
    assert done.code == 1
    assert "in the future: the clock was ahead then; run: cio-digest fetch" in done.out
    program("today")
    assert len(site.seen) == 2
    assert "in the future" not in program("doctor", "--offline").out


def test_doctor_and_a_damaged_store(filled: Program) -> None:
    """It says that it is damaged, and what to do."""
    with filled.store.open("r+b") as file:
        file.truncate(file.seek(0, 2) // 2)
    done = filled("doctor", "--offline")
    assert done.code == 1
    assert "damaged" in done.out
    assert done.err == ""


def test_doctor_and_a_wrong_configuration(program: Program) -> None:
    """All mistakes, as every command tells them."""
    program.follow(more="[digest]\nminutes = 0\n")
    done = program("doctor")
    assert done.code == 2
    assert f"{program.config}:2:11: " in done.err


# --- demo -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "sign"),
    [
        ([], "# cio-digest · Sunday 22 November 2026"),
        (["--", "sources", "list", "--failing"], "failed once"),
    ],
    ids=["today", "sources"],
)
def test_demo(program: Program, args: list[str], sign: str) -> None:
    """Any command runs in the invented world, and nothing of the user's is touched."""
    done = program("demo", *args)
    assert (done.code, done.err) == (0, "")
    assert sign in done.out
    assert not any(program.home.iterdir())


@pytest.mark.parametrize(
    ("args", "sign"),
    [
        (["trends"], "- resolved case  ▁▁▁▁"),
        (["trends", "--falling"], "- Calder keyboards  ▁▁▁▁"),
        (["review", "--week"], "Why: told on 3 days, “passkey” in the title"),
        (["review", "--week"], "## Faded\n\n- Calder keyboards  ▁▁▁▁"),
    ],
    ids=["trends", "falling", "review", "faded"],
)
def test_the_invented_world_has_weeks_behind_it(
    inhabited: Program, args: list[str], sign: str
) -> None:
    """What moves and what lasted is there to be seen."""
    done = inhabited(*args)
    assert (done.code, done.err) == (0, "")
    assert sign in done.out


def test_demo_passes_on_how_its_command_ended(program: Program) -> None:
    """Wrong usage in the invented world is wrong usage."""
    done = program("demo", "--", "explain", "999")
    assert done.code == 1
    assert "has no story 999" in done.err
