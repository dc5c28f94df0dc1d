"""Names that are everyday words are known, and what they are part of."""

from __future__ import annotations

import pytest

from cio_digest.text import names


@pytest.mark.parametrize("name", ["Apple", "iPhone", "Fed", "London", "St Louis", "U.S.", "US"])
def test_a_known_name(name: str) -> None:
    """Companies, products, institutions and places."""
    assert names.is_known(name)


@pytest.mark.parametrize("word", ["apple", "us", "house", "Customers", "Nice", ""])
def test_a_word_is_no_name(word: str) -> None:
    """Without its capital, or where it is a word more often."""
    assert not names.is_known(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Outlook", "Microsoft"), ("Munich", "Germany"), ("Texas", "America")),
        *(("UK", "Britain"), ("U.K.", "Great Britain"), ("U.S.A.", "US")),
        ("E.U.", "European Union"),
    ],
)
def test_a_name_may_stand_for_another(one: str, other: str) -> None:
    """For the same, or for what it is part of, whichever is asked about first."""
    assert names.related(one, other)
    assert names.related(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Outlook", "Teams"), ("Munich", "Berlin"), ("Munich", "France")]
)
def test_parts_of_one_whole_are_two(one: str, other: str) -> None:
    """Two products of one company, two cities of one country, a city and another country."""
    assert not names.related(one, other)
