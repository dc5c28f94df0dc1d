"""``voices``, ``voices show``, ``voices suggest`` and ``--mood``: as they are run."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.conftest import CLOSED
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models import Engagement, Entry
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DAY = timedelta(days=1)
ADA, BOB = f"{CLOSED}/ada", f"{CLOSED}/bob"
FEEDS = f"""\
[digest]
timezone = "UTC"
[topics.CRM]
keywords = ["CRM"]
[[voices]]
name = "Ada Byron"
role = "peer"
sector = "retail"
feeds = ["{ADA}"]
[[voices]]
name = "Bob"
role = "vendor"
feeds = ["{BOB}"]
"""


def post(number: int, source: str = ADA, who: str = "ada", **parts: Any) -> Entry:
    """A post of so many days ago, of its own words."""
    url = f"https://social.example/@{who}/{number}"
    title = parts.pop("title", f"CRM thought {number * 7919}")
    values: dict[str, Any] = {
        "source": source, "url": url, "guid": url, "network": "mastodon", "author": who.title(),
        "handle": f"@{who}@social.example", "outlet": f"@{who}@social.example",
        "published": NOW - (number + 1) * DAY, "first_seen": NOW - number * DAY,
        "engagement": Engagement(likes=9), **parts,
    }  # fmt: skip
    return entry(title, **values)


SIZED = """\
[topics.CRM]
keywords = ["CRM"]
"""


def sized(program: Program, *sizes: str) -> None:
    """Follow a voice of each size, and have read two posts of each."""
    tables = [
        f'[[voices]]\nname = "V{n}"\nsize = {size}\nfeeds = ["{CLOSED}/{n}"]\n'
        for n, size in enumerate(sizes)
    ]
    program.config.parent.mkdir(parents=True)
    program.config.write_text("".join([SIZED, *tables]), encoding="utf-8")
    with opened(str(program.store)) as db:
        saved(
            db,
            *(
                post(2 * n + at, f"{CLOSED}/{n}", f"v{n}", text="This is a terrible disaster.")
                for n, _ in enumerate(sizes)
                for at in (0, 1)
            ),
        )


def test_voices_by_the_size_of_their_companies(program: Program) -> None:
    """From small to large, however sizes are written; small groups are named."""
    sized(program, '"5,000+"', "12000", '"51-200 employees"', '"10001+"', '"6k"', '"1–50"')
    done = program("voices", "--by", "size", "--format", "json")
    found = [
        (each["name"], each["voices"], each["posts"]) for each in json.loads(done.out)["voices"]
    ]
    assert found == [("1–50", 1, 2), ("51–200", 1, 2), ("5,001+", 4, 8)]
    told = program("voices", "--by", "size").out
    assert "too few to compare (8 posts by 4 voices are needed): 1–50; 51–200\n" in told


def test_moods_of_voices_by_size(program: Program) -> None:
    """Of all, then of the groups that are large enough."""
    pytest.importorskip("vaderSentiment", reason="the extra [mood] is not installed")
    sized(program, '"5,000+"', "12000", '"1–50"', '"10001+"', '"6k"')
    lines = program("voices", "--by", "size", "--mood").out.splitlines()
    moods = [line for line in lines if " of " in line]
    assert any("everybody" in line and "10 of 10 posts" in line for line in moods)
    assert any("size 5,001+" in line and "8 of 8 posts" in line for line in moods)
    assert not any("size 1–50" in line for line in moods)
    refused = program("voices", "--mood", "--format", "csv")
    assert refused.code == 2


def test_a_size_that_is_none_is_a_mistake(program: Program) -> None:
    """With its place, and what to write."""
    sized(program, '"enterprise"')
    done = program("voices")
    assert done.code == 2
    assert (
        'feeds.toml:5:8: size "enterprise" is no number of employees; allowed: a number' in done.err
    )


def heard(program: Program, *posts: Entry) -> None:
    """Follow two voices, and have read what they posted."""
    program.config.parent.mkdir(parents=True)
    program.config.write_text(FEEDS, encoding="utf-8")
    with opened(str(program.store)) as db:
        saved(db, *posts)


def rows(out: str) -> list[list[str]]:
    """The rows of a markdown table."""
    lines = [line for line in out.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def test_who_says_most_on_topic_stands_first(program: Program) -> None:
    """Posts on a topic of all; what was not measured is a dash."""
    other = post(9, title="A holiday")
    heard(program, *map(post, range(3)), other, post(1, BOB, "bob"))
    assert rows(program("voices").out) == [
        ["Ada Byron", "3/4", "–", "–", "1×", "–", "0%", "–"],
        ["Bob", "1/1", "–", "–", "–", "–", "0%", "–"],
    ]


@pytest.mark.parametrize(
    ("args", "names"),
    [
        pytest.param(["--role", "vendor"], ["Bob"], id="of a role"),
        pytest.param(["--sector", "Retail"], ["Ada Byron"], id="of a sector"),
        pytest.param(["--by", "role"], ["peer", "vendor"], id="by role"),
        pytest.param(["--by", "sector"], ["retail", "no sector given"], id="by sector"),
        pytest.param(["--max", "1"], ["Ada Byron"], id="the first"),
    ],
)
def test_voices_are_picked_and_grouped(program: Program, args: list[str], names: list[str]) -> None:
    """By what feeds.toml says of them."""
    heard(program, post(1), post(2), post(3, BOB, "bob"))
    assert [row[0] for row in rows(program("voices", *args).out)] == names


def test_an_unknown_role_names_those_there_are(program: Program) -> None:
    """As does an unknown name its nearest."""
    heard(program)
    done = program("voices", "--role", "analyst")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith('none of your voices has the role "analyst"; they have peer, vendor\n')
    assert 'did you mean "Ada Byron"?' in program("voices", "show", "Ada Byrom").err


def test_one_voice_in_full(program: Program) -> None:
    """Where it speaks, what it said, the stories that it had first, what it passed on."""
    said = "Northwind drops seats for its CRM: cases count from January"
    report = entry(
        "Northwind drops seats for its CRM, cases count from January", source=BOB, outlet="ledger",
        published=NOW - DAY, first_seen=NOW - DAY, url="https://ledger.example/seats",
    )  # fmt: skip
    first = post(
        1, title=said, links=(report.canonical,), published=NOW - DAY - timedelta(hours=3),
        first_seen=NOW - DAY,
    )  # fmt: skip
    heard(program, first, report, post(4), post(5, who="ines"))
    out = program("voices", "show", "ada byron").out
    assert ["speaks at", "", ADA] in rows(out)
    assert "2 of 2 posts; CRM 2" in out
    assert "1 post of others passed on" in out
    assert "+3 h" in out
    assert "Northwind drops seats for its CRM: cases count from January" in out
    assert "too few posts to tell" in out


def test_signals_come_with_their_evidence(program: Program) -> None:
    """How many of eight, which, and the figure behind each."""
    heard(program, *(post(n, links=("https://shop.example/",)) for n in range(25)))
    out = program("voices", "show", "Ada Byron").out
    assert "signals: posts at fixed minutes, posts at even gaps" in out
    assert "leads to one site: 25 of 25 lead to shop.example" in out
    assert " bot" not in out
    (voice,) = json.loads(program("voices", "show", "Ada Byron", "--format", "json").out)["voices"]
    assert voice["signals"][0]["evidence"] == "0 of 25 posts are marked automated"


@pytest.mark.parametrize("command", [["voices"], ["voices", "suggest"]], ids=" ".join)
def test_data_has_its_head_though_there_is_none(program: Program, command: list[str]) -> None:
    """Without voices and posts: a program reads what it expects, and nothing else."""
    program.follow(f"{CLOSED}/a")
    done = program(*command, "--format", "csv")
    assert (done.code, done.err) == (0, "")
    (head,) = csv.reader(done.out.splitlines(), strict=True)
    assert {"name", "signals", "lead"} <= {*head}
    document = json.loads(program(*command, "--format", "json").out)
    name = command[-1].replace("suggest", "suggestions")
    assert document == {"version": 1, "days": 30, name: []}


def test_who_keeps_turning_up_is_suggested_with_the_lines_to_add(program: Program) -> None:
    """Ready to be put into feeds.toml; who is followed is not suggested."""
    heard(program, *map(post, range(4)), *(post(n, who="ines") for n in range(4, 7)))
    out = program("voices", "suggest").out
    assert [row[:3] for row in rows(out)] == [["`@ines@social.example`", "Ines", "3"]]
    assert out.endswith('[[voices]]\nname = "Ines"\nmastodon = "@ines@social.example"\n')


def test_nobody_to_suggest(program: Program) -> None:
    """It says so."""
    heard(program, post(1))
    assert program("voices", "suggest").out.startswith("Nobody whom you don't follow")


def test_the_mood_of_a_topic(program: Program) -> None:
    """How many of how many posts complain, by everybody and by each role with enough to say."""
    pytest.importorskip("vaderSentiment")
    words = (
        "The CRM is terrible and slow",
        "Our CRM is great",
        "CRM prices are awful",
        "I hate CRM",
    )
    told = [
        post(4 * person + n, title=f"{word}, {person}", text=f"{word}, {person}", who=f"p{person}")
        for person in range(4)
        for n, word in enumerate(words)
    ]
    heard(program, *told)
    out = program("topics", "show", "CRM", "--mood").out
    assert rows("| mood" + out.partition("| mood")[2]) == [
        ["everybody", "12 of 16 posts", "4 voices", "55%"],
        ["role peer", "12 of 16 posts", "4 voices", "55%"],
        ["sector retail", "12 of 16 posts", "4 voices", "55%"],
    ]


def test_too_few_posts_have_no_mood(program: Program) -> None:
    """One angry person is none."""
    pytest.importorskip("vaderSentiment")
    heard(program, *(post(n, text="I hate this terrible CRM") for n in range(20)))
    out = program("topics", "show", "CRM", "--mood").out
    assert out.endswith("mood: too few posts in English to tell; 8 by 4 people are needed\n")


@pytest.mark.parametrize("to", ["html", "json", "csv"])
def test_a_mood_that_would_be_left_out_is_refused(program: Program, to: str) -> None:
    """A table for programs has no place for a remark; nothing asked for is lost in silence."""
    done = program("topics", "show", "CRM", "--mood", "--format", to)
    assert (done.code, done.out) == (2, "")
    assert f"--mood is a remark for people; {to} has no place for it." in done.err


def test_without_its_package_the_mood_says_what_to_install(program: Program) -> None:
    """In one line, and only where a mood was asked for."""
    heard(program, post(1))
    (program.home / "vaderSentiment.py").write_text("raise ImportError")
    path = f"{program.home}:{program.env()['PYTHONPATH']}"
    done = program.process("topics", "show", "CRM", "--mood", env=program.env(PYTHONPATH=path))
    assert done.code == 1
    assert done.err.endswith('install it with: pip install "cio-digest[mood]"\n')
    assert program("topics", "show", "CRM", env=program.env(PYTHONPATH=path)).code == 0


def test_a_legend_fits_the_terminal(inhabited: Program) -> None:
    """Below the figures of groups, too, in which no word is broken."""
    narrow = {**inhabited.env(), "COLUMNS": "60"}
    page = inhabited("voices", "--by", "role", "--format", "terminal", env=narrow).out
    assert "too few to compare" in page
    assert max(map(len, page.splitlines())) <= 60


def test_no_empty_line_stands_for_a_legend(inhabited: Program) -> None:
    """Where nothing is to be said below a table; what is not known is a dash."""
    page = inhabited("vendors", "--format", "terminal").out
    assert not page.endswith("\n\n")
    assert "–" in page
