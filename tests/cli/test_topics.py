"""``cio-digest topics``: what one cares about, as its reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest import config
from cio_digest.search import topical
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

TOPICS = """
[topics.Coffee]
keywords = ["coffee", "arabica beans", "zeppelin"]
exclude = ["coffee table"]
weight = 2
[topics.Council]
keywords = ["council"]
"""
SOURCE = "http://127.0.0.1:9/a"
COFFEE = [f"Coffee exporters meet the quota in week {n}" for n in range(8)]
OTHERS = [f"City council discusses budget item {n}" for n in range(80)]


@pytest.fixture
def filled(program: Program) -> Program:
    """With a week of news on two topics, and what is learnt of it at each fetch."""
    program.follow(SOURCE, more=TOPICS)
    titles = [*COFFEE, *OTHERS, "Coffee table books", "Arabica beans on a ship"]
    with opened(str(program.store)) as db:
        saved(db, *(entry(title, source=SOURCE) for title in titles))
        topical.learn(db, config.load(program.config).topics, NOW)
    return program


def rows(printed: str) -> list[list[str]]:
    """The cells of a printed markdown table, without its head."""
    lines = [line for line in printed.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_list(filled: Program) -> None:
    """Each topic with its weight, its keywords and the entries that it wants."""
    done = filled("topics", "list")
    assert (done.code, done.err) == (0, "")
    all_of_it = "matches 89 % of all, most by “council”; sharper: a phrase, such as "
    all_of_it += "“council discusses”, or exclude what you do not want"
    assert rows(done.out) == [
        ["Coffee", "2", "3", "9", ""],
        ["Council", "1", "1", "80", all_of_it],
    ]


def test_show(filled: Program) -> None:
    """What each keyword matched, silent ones named; exclusions and companions below."""
    done = filled("topics", "show", "coffee")
    assert (done.code, done.err) == (0, "")
    assert rows(done.out) == [
        ["coffee", "9", "9", ""],
        ["arabica beans", "1", "1", ""],
        ["zeppelin", "0", "0", "silent"],
    ]
    assert "\nnot: coffee table\n" in done.out
    (company,) = (line for line in done.out.splitlines() if line.startswith("backed up by: "))
    assert "exporter" in company
    assert "council" not in company


def test_show_names_noisy_keywords(filled: Program) -> None:
    """A keyword of more than a tenth of all entries; what a topic does not have is not said."""
    out = filled("topics", "show", "Council").out
    assert rows(out) == [["council", "80", "80", "noisy"]]
    assert "not:" not in out


def test_an_unknown_topic(filled: Program) -> None:
    """The nearest is suggested; where none is near, all are named."""
    done = filled("topics", "show", "Cofee")
    assert done == (2, "", 'cio-digest: there is no topic "Cofee"; did you mean "Coffee"?\n')
    assert filled("topics", "show", "zzz").err.endswith("your topics: Coffee, Council\n")


@pytest.mark.parametrize(
    ("headline", "because"),
    [
        (["Coffee", "for", "everyone"], [("Coffee", "“coffee” in the title")]),
        (
            ["coffee in the council"],
            [("Coffee", "“coffee” in the title"), ("Council", "“council” in the title")],
        ),
        (
            ["coffee quota"],
            [("Coffee", "“coffee” in the title, “quota” in the title, which keeps its company")],
        ),
        (["A coffee table"], [("Coffee", "excluded by “not: coffee table”")]),
    ],
    ids=["keyword", "two topics", "companion", "excluded"],
)
def test_a_headline(filled: Program, headline: list[str], because: list[tuple[str, str]]) -> None:
    """The topics that it would match, each with the words that earned it."""
    done = filled("topics", "test", *headline)
    assert (done.code, done.err) == (0, "")
    assert {(row[0], row[2]) for row in rows(done.out)} == {*because}
    assert all(float(row[1]) >= 0 for row in rows(done.out))


def test_a_headline_with_a_keyword_in_a_phrase_of_another_meaning(program: Program) -> None:
    """The phrase is named as the headline has it."""
    program.follow(SOURCE, more='[topics.Edge]\nkeywords = ["edge"]\n')
    [(topic, _, because)] = rows(program("topics", "test", "A Cutting-Edge pier").out)
    phrase = "as part of “Cutting-Edge”"
    assert topic == "Edge"
    assert because == f"not about it, “edge” {phrase}: “edge” in the title, {phrase}"


def test_a_headline_of_no_topic(filled: Program) -> None:
    """Said in words, not by an empty table."""
    assert filled("topics", "test", "Plum", "cake").out == "No topic of yours matches.\n"


def test_an_empty_store(program: Program) -> None:
    """Before the first fetch every keyword is silent, and nothing is an error."""
    program.follow(SOURCE, more=TOPICS)
    assert rows(program("topics", "list").out)[1] == ["Council", "1", "1", "0", ""]
    assert rows(program("topics", "show", "Council").out) == [["council", "0", "0", "silent"]]


@pytest.mark.parametrize(
    ("keywords", "remark"),
    [
        ('["zeppelin"]', "no entry has “zeppelin”: is it spelled so, and does a source write"),
        ('["green tea"]', "“green tea” is one phrase: a word of it finds more"),
        ('["tea, mate"]', "“tea, mate” is one phrase: write "),
    ],
)
def test_a_topic_that_matches_nothing_is_told_so(
    program: Program, keywords: str, remark: str
) -> None:
    """With the keyword to blame and what to write, in the list and on its own page."""
    program.follow(SOURCE, more=f"[topics.Drinks]\nkeywords = {keywords}\n")
    with opened(str(program.store)) as db:
        saved(db, *(entry(title, source=SOURCE) for title in OTHERS))
    assert f"matches nothing; {remark}" in program("topics", "list").out
    page = program("topics", "show", "Drinks").out
    assert f"Drinks matches nothing; {remark}" in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= 80  # no terminal has to cut a word


def test_a_keyword_spelled_twice_counts_once(program: Program) -> None:
    """The second says which it is the same as, and adds nothing to a score."""
    once, twice = '["Coffee"]', '["Coffee", "coffee", "GPU", "GPUs", "coffee "]'
    scores = []
    for keywords in (once, twice):
        program.follow(SOURCE, more=f"[topics.Coffee]\nkeywords = {keywords}\n")
        scores.append(rows(program("topics", "test", "Coffee exporters meet").out)[0][1])
    assert scores[0] == scores[1]
    shown = rows(program("topics", "show", "Coffee").out)
    assert shown[0][3] == "the same as “coffee”"
    assert shown[3][3] == "the same as “GPU”"


@pytest.mark.parametrize("args", [("topics", "list"), ("feedback", "list"), ("feedback", "show")])
def test_an_empty_table_says_what_to_do(program: Program, args: tuple[str, ...]) -> None:
    """A head without rows says nothing; programs get their list."""
    program.follow("https://a.example/feed", more="")
    done = program(*args)
    assert done.code == 0
    assert "|" not in done.out
    assert "cio-digest " in done.out
    assert "[]" in program(*args, "--format", "json").out
