"""Text of any language becomes comparable words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import words


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("Banks, companies & boxes", ["bank", "company", "box"], id="plurals"),
        pytest.param(
            "The U.S. adds 224,000 jobs", ["the", "us", "add", "224000", "job"], id="signs"
        ),
        pytest.param("Trump’s O'Neill", ["trump", "oneill"], id="apostrophes"),
        pytest.param("Größe CAFÉ ＡＩ", ["grosse", "cafe", "ai"], id="accents and width"),
        pytest.param("東京都", ["東京", "京都"], id="japanese"),
        pytest.param("AI開発", ["ai", "開発"], id="mixed scripts"),
        pytest.param("한국어", ["한국", "국어"], id="korean"),
        pytest.param("हिन्दी समाचार।", ["हिन्दी", "समाचार"], id="hindi"),
        pytest.param("APIs GPUs KPIs DNS USS", ["api", "gpu", "kpi", "dns", "uss"], id="acronyms"),
        pytest.param("news series", ["news", "series"], id="no plural of new"),
        pytest.param("L'IA d’Airbus dell'Aquila", ["ia", "airbus", "aquila"], id="elision"),
        pytest.param("j'ai n'a o'clock", ["jai", "na", "oclock"], id="no elision"),
        pytest.param("Northwind'un Oslo’da", ["northwind", "oslo"], id="case endings"),
        pytest.param("status analysis class", ["status", "analysis", "class"], id="no plural"),
        pytest.param("— … !", [], id="no words"),
    ],
)
def test_text_is_split_folded_and_stemmed(text: str, terms: list[str]) -> None:
    """Words without case, accents, possessives and plural endings; pairs in unspaced scripts."""
    assert words.terms(text) == terms


@given(st.text() | st.text(alphabet="aBs1.,'’ \n\x1f\x85\u2028ß_กカ中"))
def test_a_text_has_the_words_of_what_stands_between_its_spaces(text: str) -> None:
    """Looking those up by themselves gives what looking through the whole text gives."""
    assert words.terms(text) == [
        term for word in words.written(text) for term in words.normal(word)
    ]


def test_stop_words_tell_nothing() -> None:
    """What a title is about stays; "the" and "die" go, and so does saying it twice."""
    assert words.telling("The banks and the bank: die Größe") == {"bank", "grosse"}


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_case_makes_no_difference(text: str) -> None:
    """The same words come out of any case."""
    assert words.terms(text.upper()) == words.terms(text.lower())


@given(st.text())
def test_terms_are_never_empty(text: str) -> None:
    """Whatever comes in, no term is an empty string."""
    assert all(words.terms(text))
