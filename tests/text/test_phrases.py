"""Words that a text has but in phrases with a meaning of their own."""

from __future__ import annotations

import pkgutil

import pytest

from cio_digest.text import phrases, words


@pytest.mark.parametrize(
    ("term", "text", "phrase"),
    [
        ("office", "A row in the Oval Office.", "Oval Office"),
        ("edge", "A cutting-edge pier", "cutting-edge"),
        ("law", "The harbour master's brother-in-law", "brother-in-law"),
        ("law", "A harbour master and her In-Laws", "In-Laws"),
        ("exchange", "Exchange rates and stock exchanges at sea", "Exchange rates"),
    ],
)
def test_a_word_in_a_phrase_alone(term: str, text: str, phrase: str) -> None:
    """The phrase is given as the text writes it."""
    assert phrases.holding(term, ["Nothing of it here", text]) == phrase


@pytest.mark.parametrize(
    ("term", "texts"),
    [
        ("office", ["A row in the Oval Office", "The new Office for ferries"]),
        ("edge", ["An edge that cuts"]),
        ("office", ["An oval, office by office"]),
        ("pier", ["A cutting-edge pier"]),
        ("office", ["A ferry"]),
        ("law", ["What is written in law"]),
    ],
)
def test_a_word_that_stands_for_itself(term: str, texts: list[str]) -> None:
    """Somewhere at least; and a word that the table has no phrases of always does."""
    assert phrases.holding(term, texts) == ""


def test_each_phrase_has_its_word() -> None:
    lines = (pkgutil.get_data("cio_digest.text", "phrases.txt") or b"").decode("ascii").splitlines()
    assert lines == sorted(lines)
    for term, _, told in (line.partition(": ") for line in lines):
        assert words.terms(term) == [term]
        assert all(term in words.terms(phrase) for phrase in told.split(", "))
