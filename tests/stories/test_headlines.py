"""Whether another story has what a headline says, by how much its words tell."""

from __future__ import annotations

import pytest

from cio_digest.stories import headlines
from cio_digest.stories.fingerprints import number
from cio_digest.text import words


def said(*told: str) -> dict[int, float]:
    """Words as a story has them, all equally telling."""
    return {number(term): 1.0 for text in told for term in words.terms(text)}


@pytest.mark.parametrize(
    ("titles", "known"),
    [
        pytest.param(["Harbour crane collapses"], False, id="a-third"),
        pytest.param(["Harbour crane repaired"], True, id="two-thirds"),
        pytest.param(["Harbour crane collapses", "Crane repaired"], True, id="another-headline"),
        pytest.param([], True, id="no-headline"),
        pytest.param(["It is what it is"], True, id="nothing-said"),
    ],
)
def test_another_story_has_about_half_of_a_headline(titles: list[str], *, known: bool) -> None:
    """One headline of several is enough; where there is none, nothing speaks against it."""
    other = said("A second crane is repaired for the port of Northwick")
    assert headlines.told(titles, said(*titles), other) is known


def test_what_a_story_s_words_lack_is_not_looked_at() -> None:
    """A source's name behind each title is in no story's words, and so takes no share."""
    other = said("A crane is repaired")
    own = said("Crane repaired")
    assert headlines.told(["Crane repaired - Northwick Harbour Morning Gazette"], own, other)
