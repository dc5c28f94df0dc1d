"""Fields of news, told by their words."""

from __future__ import annotations

import pkgutil

import pytest

from cio_digest.text import fields, words


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
    assert fields.technology(text)


@pytest.mark.parametrize(
    "text", ["Two ferries meet at the pier", "It rains on the harbour", "Zwei Fähren im Hafen"]
)
def test_other_texts_have_none(text: str) -> None:
    """Nor is the pronoun "it" the name of a department."""
    assert not fields.technology(text)


def test_a_term_may_be_left_out() -> None:
    """What is asked about is no witness for itself."""
    assert not fields.technology("Clouds over the pier", but=["cloud"])
    assert fields.technology("Cloud servers of the pier", but=["cloud"])


@pytest.mark.parametrize(
    ("keyword", "named"),
    [("ransomware", True), ("health IT", True), ("Teams", True), ("Oracle", True), ("gold", False)],
)
def test_products_and_their_makers_are_of_technology(keyword: str, named: bool) -> None:
    """Though their names are everyday words that a text may have for other reasons."""
    assert fields.technological(keyword) is named


@pytest.mark.parametrize(
    "text",
    [
        "Parliament votes on the harbour",
        "Gunman kills two at the pier",
        "La policía detiene a un candidato tras las elecciones",
        "Wahl im Hafen: Polizei nimmt zwei fest, Regierung tagt, Parlament stimmt ab",
    ],
)
def test_public_affairs_have_two_words_of_their_own(text: str) -> None:
    """In English or in a language whose common words are known."""
    assert fields.public_affairs(text)


def test_one_word_of_public_affairs_may_stand_for_something_else() -> None:
    """As in the seven deadly sins, a rebel in a meeting, a captain's mutiny."""
    assert not fields.public_affairs("The seven deadly sins of chairing a meeting")
    assert not fields.public_affairs("Police at the pier")


def test_one_word_is_enough_of_a_title_alone_but_for_figures_of_speech() -> None:
    """There is no text to have a second in."""
    assert fields.public_affairs("Police at the pier", alone=True)
    assert not fields.public_affairs("The seven deadly sins of chairing a meeting", alone=True)
    assert not fields.public_affairs("Two boats at the pier", alone=True)


def test_figures_of_speech_are_words_of_public_affairs() -> None:
    """Nothing else needs to be left out."""
    assert fields._table("public.txt") >= fields._FIGURATIVE


def test_a_script_without_words_of_the_table_is_known() -> None:
    """Punctuation and accents are of no script."""
    assert fields.can_tell("“Café” – 1 €")
    assert not fields.can_tell("クラウドの料金")


@pytest.mark.parametrize("name", ["technology.txt", "public.txt"])
def test_a_table_holds_what_texts_are_cut_into(name: str) -> None:
    """Another form of a word than the one that texts are read as would never be met."""
    table = (pkgutil.get_data("cio_digest.text", name) or b"").decode().split()
    assert [term for term in table if words.terms(term) != [term]] == []
    assert table == sorted(set(table))
