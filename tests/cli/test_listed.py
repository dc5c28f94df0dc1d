"""What a search found, by its numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program


@pytest.fixture
def filled(program: Program) -> Program:
    """A morning of one story, and one that no topic wants."""
    program.fill(entry("A CRM opens"), entry("A recipe for plum cake", text="Plums and flour."))
    assert program("today").code == 0
    return program


def test_numbers_go_on_from_the_digests(filled: Program) -> None:
    """So that both can be named; each command that takes one takes the other."""
    assert " 2. A recipe for **plum** cake" in filled("search", "plum").out
    assert filled("open", "2", "--url").out == "https://news.example/A-recipe-for-plum-cake\n"
    assert filled("open", "1", "--url").out == "https://news.example/A-CRM-opens\n"
    assert "starred: A recipe for plum cake" in filled("star", "2").err
    assert "reading.md: A recipe for plum cake" in filled("save", "2").err
    assert "Not shown: no topic of yours is in it" in filled("explain", "2").out


def test_a_story_of_the_digest_that_is_found_is_explained_as_one(filled: Program) -> None:
    """It has two numbers then."""
    filled("search", "CRM")
    assert "It is story 1." in filled("explain", "2").out
    assert "“CRM” in the title" in filled("explain", "1").out


def test_another_search_or_digest_takes_the_numbers_away(filled: Program) -> None:
    """The numbers are those on the screen, not those of earlier."""
    filled("search", "plum")
    filled("search", "CRM")
    assert filled("open", "2", "--url").out == "https://news.example/A-CRM-opens\n"
    filled("today")
    failed = filled("open", "2", "--url")
    assert failed.code == 1
    assert "has no story 2; it has 1 to 1" in failed.err


def test_without_a_digest_they_begin_at_one(program: Program) -> None:
    """Nothing was printed yet."""
    program.fill(entry("A recipe for plum cake"))
    found = json.loads(program("search", "plum", "--format", "json").out)["results"]
    assert [each["number"] for each in found] == [1]
    assert program("open", "1", "--url").out == "https://news.example/A-recipe-for-plum-cake\n"


def test_a_words_question_is_judged_by_the_digest(filled: Program) -> None:
    """A list is no digest that could have shown or left out a story."""
    filled("search", "plum")
    assert "Not shown: no topic of yours is in it" in filled("explain", "plum", "cake").out
