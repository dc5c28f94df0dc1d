"""Two names of which headlines say the same are two events; two headlines of one name are not."""

from __future__ import annotations

import pytest

from cio_digest.stories import subjects
from cio_digest.stories.draft import Draft
from cio_digest.stories.fingerprints import number
from cio_digest.text import words


def opposed(one: str, other: str, text: str = "", others: str = "") -> bool:
    """Whether two headlines, each with its text, are of two names."""
    first = Draft(1, 0.0, "", "", (), {}, title=one, names=subjects.names(one, text))
    second = Draft(2, 0.0, "", "", (), {}, title=other, names=subjects.names(other, others))
    return subjects.opposed(first, second, numbers(f"{one} {text}"), numbers(f"{other} {others}"))


def numbers(text: str) -> set[int]:
    """The words of a text, as stories keep them."""
    return {number(term) for term in words.terms(text)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fabrikam names new finance chief", "Contoso names new finance chief"),
        ("Fabrikam to lay off 400 people", "Contoso to lay off 1,500 people"),
        ("Fabrikam 365 outage hits Europe", "Contoso outage hits Europe"),
        ("Fabrikam Names New Finance Chief", "Contoso Names New Finance Chief"),
    ],
)
def test_the_same_of_two_names_is_two_events(one: str, other: str) -> None:
    """Whichever of the two is asked about first."""
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fabrikam names new finance chief", "Fabrikam names new finance chief"),
        ("Fabrikam names new finance chief", "Finance chief named at Contoso"),
        ("Update: Fabrikam names new chief", "Correction: Fabrikam names new chief"),
        ("Hackers exploit flaw in Fabrikam", "Attackers exploit flaw in Fabrikam"),
        ("New Fabrikam flaw is exploited", "Critical Fabrikam flaw is exploited"),
        ("A Fabrikam board member resigns", "Email Scandal: Fabrikam Board Member resigns"),
        ("Umbra After Contoso Outage: Sorry", "Umbra Chides Contoso Outage Reports"),
        ("Defiant Justin Quill answers", "Smug Justin Quill loses temper"),
        ("Ada Quill Names a Chief", "Ada Quil Names a Chief"),
        ("400 jobs to go at Fabrikam", "700 jobs to go at Fabrikam"),
        ("Umbraflu cases found at hotel", "Virus cases found at hotel"),
        ("Ada Quill to be youngest chief", "Teenager to be youngest chief"),
        ("Fab-Rikam to cut 9,000 jobs", "Fabrikam to cut workforce"),
        ("Fabrikamm can't find a chief", "Fabrikam can't find a chief"),
        ("FMW names new finance chief", "Fabrikam Metal Works names new finance chief"),
        ("", ""),
    ],
)
def test_one_name_in_two_headlines_is_no_sign_of_two_events(one: str, other: str) -> None:
    """Labels, figures and other words for the same people do not count as names."""
    assert not opposed(one, other)
    assert not opposed(other, one)


def test_who_has_two_names_is_known_by_either_text() -> None:
    """A report of a subsidiary says whose it is."""
    one, other = "Fabrikam to lay off 400 people", "Contoso to lay off 400 people"
    assert not opposed(one, other, others="Contoso, the maker of Fabrikam, lays off 400.")


def test_a_common_word_is_a_name_where_a_sentence_writes_it_as_one() -> None:
    """At the head of a headline any word has a capital."""
    one, other = "Apple names new finance chief", "Target names new finance chief"
    assert not opposed(one, other)
    assert not opposed(one, other, text="At the maker Apple, a chief was named.")
    said = {"text": "At the maker Apple, a chief was named.", "others": "The retailer Target did."}
    assert opposed(one, other, **said)


def test_how_rare_a_word_is_tells_no_name_in_other_languages() -> None:
    """Rarity is known of English, and a German noun has a capital wherever it stands."""
    assert subjects.names("Niñas ganan oro en Tokio", "Dos niñas ganan", "es") == frozenset()
    assert subjects.names("Banco de Umbra despide a 400", "El Banco de Umbra despide", "es")
    assert not subjects.names("Spieler fehlt", "Der beste Spieler fehlt", "de")
