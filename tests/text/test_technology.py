"""Words of technology, and texts that have some."""

from __future__ import annotations

import pkgutil

import pytest

from cio_digest.text import technology, words


@pytest.mark.parametrize(
    "text",
    [
        "Hackers take a harbour's servers",
        "Das Rechenzentrum des Hafens",
        "Un fallo en el servidor del puerto",
        "The harbour's head of IT leaves",
        "AI at the pier",
    ],
)
def test_a_text_of_technology_has_a_word_of_it(text: str) -> None:
    """In English and in the other languages that the table has words of."""
    assert technology.is_in(text)


@pytest.mark.parametrize(
    "text", ["Two ferries meet at the pier", "It rains on the harbour", "Zwei Fähren im Hafen"]
)
def test_other_texts_have_none(text: str) -> None:
    """Nor is the pronoun "it" the name of a department."""
    assert not technology.is_in(text)


def test_a_term_may_be_left_out() -> None:
    """What is asked about is no witness for itself."""
    assert not technology.is_in("Clouds over the pier", but=["cloud"])
    assert technology.is_in("Cloud servers of the pier", but=["cloud"])


@pytest.mark.parametrize(
    ("keyword", "named"),
    [("ransomware", True), ("health IT", True), ("Teams", True), ("Oracle", True), ("gold", False)],
)
def test_products_and_their_makers_are_of_technology(keyword: str, named: bool) -> None:
    """Though their names are everyday words that a text may have for other reasons."""
    assert technology.is_named(keyword) is named


def test_a_script_without_words_of_the_table_is_known() -> None:
    """Punctuation and accents are of no script."""
    assert technology.can_tell("“Café” – 1 €")
    assert not technology.can_tell("クラウドの料金")


def test_the_table_holds_what_texts_are_cut_into() -> None:
    """Another form of a word than the one that texts are read as would never be met."""
    table = (pkgutil.get_data("cio_digest.text", "technology.txt") or b"").decode().split()
    assert [term for term in table if words.terms(term) != [term]] == []
    assert table == sorted(set(table))
