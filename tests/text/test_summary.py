"""A story's summary is what its entries say beyond the title."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Entry, Story
from cio_digest.text import summary

NOON = datetime(2026, 3, 4, 12, tzinfo=timezone.utc)
FACT = "The buyer pays 12 dollars a share, a third above Monday's closing price."
OTHER = "Unions fear for 800 jobs at the Oslo plant and ask for guarantees."


def story(*texts: str, title: str = "Northwind buys Fabrikam") -> Story:
    """A story with one entry for each text."""
    url = "https://example.com/1"
    made = [Entry("s", "1", url, url, title, text, NOON, NOON, NOON) for text in texts]
    return Story(1, tuple(made))


def test_facts_beyond_the_title_are_told() -> None:
    """The sentence that adds something is there."""
    assert summary.sentences(story(f"Northwind buys Fabrikam. {FACT}")) == FACT


def test_another_source_s_angle_is_added() -> None:
    """What a second source says otherwise has its place."""
    assert summary.sentences(story(FACT, OTHER)) == f"{FACT} {OTHER}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Northwind buys Fabrikam.", id="the title again"),
        pytest.param("Read more about this and other subjects on our site.", id="read more"),
        pytest.param("The post Northwind buys appeared first on The Ledger.", id="appeared"),
        pytest.param("Continue reading this story on the Northwind Ledger […]", id="continue"),
    ],
)
def test_nothing_beyond_the_title_gives_nothing(text: str) -> None:
    """No boilerplate, no repetition, no filler."""
    assert summary.sentences(story(text)) == ""


def test_a_copied_sentence_is_told_once() -> None:
    """Syndicated text does not repeat."""
    assert summary.sentences(story(FACT, FACT)) == FACT


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One thing. Another thing!", ["One thing.", "Another thing!"], id="plain"),
        pytest.param("Mr. Smith met Dr. Jones.", ["Mr. Smith met Dr. Jones."], id="titles"),
        pytest.param("It costs 3.5 euros. Yes.", ["It costs 3.5 euros.", "Yes."], id="number"),
        pytest.param("第一句。第二句。", ["第一句。", "第二句。"], id="chinese"),
        pytest.param("A line\nAnother line", ["A line", "Another line"], id="lines"),
    ],
)
def test_sentences_are_split_where_they_end(text: str, sentences: list[str]) -> None:
    """Full stops of abbreviations and numbers do not end a sentence."""
    assert summary.split(text) == sentences


@given(st.lists(st.text(max_size=400), min_size=1, max_size=4))
def test_a_summary_is_never_too_long(texts: list[str]) -> None:
    """Two to three lines at most, whatever is told."""
    assert len(summary.sentences(story(*texts))) <= summary.LENGTH
