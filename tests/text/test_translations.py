"""Common words of other languages have English ones, and words of two senses have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cio_digest.text import frequency, translations, words


@pytest.mark.parametrize(
    ("english", "others"),
    [
        ("attack", "Angriff Attaque ataques attacco aanval"),
        ("court", "Gericht tribunales rechtbank"),
        ("january", "Januar janvier enero gennaio января"),
        ("price", "Preise precios prezzi prijs"),
    ],
)
def test_words_of_many_languages_have_one_english_word(english: str, others: str) -> None:
    """As they are written: with capitals, accents and in the plural."""
    assert {translations.english()[term] for term in words.terms(others)} == {english}


@pytest.mark.parametrize(
    "word",
    [
        *("brand", "fame", "mai", "march", "sunday"),
        *("Schiff", "Zug", "Kraftwerk", "Marche", "Iglesias", "Domingo"),
        *("rente", "Rede", "Haut", "leger", "meer", "donne", "livre", "partie", "stato", "utile"),
    ],
)
def test_a_word_of_two_senses_stands_for_itself(word: str) -> None:
    """It is one in English, a name, or another in a third language."""
    assert not translations.english().keys() & set(words.terms(word))


def test_the_table_has_terms_as_texts_have_them() -> None:
    """Folded and stemmed, each once, none a stop word, and none that is English and common."""
    table = translations.english()
    lines = Path(translations.__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert sum(len(line.split()) - 1 for line in lines) == len(table)
    assert len(table) > 2000
    for term, name in table.items():
        assert words.terms(term) == [term]
        assert words.terms(name) == [name]
        assert name not in table
        assert name not in words.STOP_WORDS
        assert term not in words.STOP_WORDS
        assert frequency.zipf(term) < 3.5
