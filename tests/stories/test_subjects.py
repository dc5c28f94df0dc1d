"""Two names of which headlines say the same are two events; two headlines of one name are not."""

from __future__ import annotations

import pytest

from cio_digest.stories import subjects
from cio_digest.stories.fingerprints import number
from cio_digest.stories.subjects import Report
from cio_digest.text import words


def opposed(one: str, other: str, text: str = "", others: str = "") -> bool:
    """Whether two headlines, each with its text, are of two names."""
    first, second = Report(one, text), Report(other, others)
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
        ("Oracle reports second-quarter results", "Apple reports second-quarter results"),
        ("Data breach at Fabrikam exposes records", "Data breach at Contoso exposes records"),
        ("EU fines Meta over privacy", "EU fines Apple over privacy"),
        ("EU Fines Meta Over Privacy", "EU Fines Apple Over Privacy"),
        ("Agency warns of exploited Umbra flaw", "Agency warns of exploited Sombra flaw"),
        ("Patch now: hole in Fabrikam Gate", "Patch now: hole in Contoso vDoor"),
        ("Attack on Fabrikam stops payroll", "Attack on Contoso stops dealers"),
        ("Merkel to meet Ada in Berlin - The Ledger", "Merkel to meet Bob in Berlin | Post"),
        ("Germany to ban Umbra parts from networks", "Sweden to ban Umbra parts from networks"),
        ("New York passes bill on models", "California passes bill on models"),
        ("SQL server reaches end of support", "Oracle server reaches end of support"),
        ("Chrome 150 released with fixes", "Firefox 148 released with fixes"),
        ("London hospitals hit by ransomware", "Dublin hospitals hit by ransomware"),
        ("Fed keeps interest rates on hold", "Bank of England keeps interest rates on hold"),
        ("Senate passes privacy bill", "House passes privacy bill"),
        ("Windows Server update breaks logins", "SQL Server update breaks logins"),
        ("Outlook outage hits users", "Teams outage hits users"),
        ("Hacker erbeuten Daten von Adidas-Kunden", "Hacker erbeuten Daten von Puma-Kunden"),
        ("SAP entlässt 400 Mitarbeiter in Europa", "Oracle entlässt 900 Mitarbeiter in Europa"),
        ("Ataque contra el hospital de Umbrana", "Ataque contra el hospital de Sombrilla"),
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
        ("Chipmaker to lay off 15,000 people", "Intel to lay off 15,000 people"),
        ("Meta fined over privacy in Europe", "Facebook fined over privacy in Europe"),
        ("Regulator to fine Google over privacy", "Fabrikam to fine Google over privacy"),
        ("Fabrikam cluster emerges at hotel", "Virus cluster reported at hotel"),
        ("Britain to ban Umbra from networks", "UK to ban Umbra from networks"),
        ("Beijing to ban Umbra from networks", "China to ban Umbra from networks"),
        ("Texas hospital pays ransom to hackers", "US hospital pays ransom to hackers"),
        ("Senate passes privacy bill", "Congress passes privacy bill"),
        ("AWS outage takes down websites", "Amazon outage takes down websites"),
        ("ADA RESIGNS AS CHIEF OF UMBRA", "BOB RESIGNS AS CHIEF OF UMBRA"),
        ("Fabrikam opens in Porto", "Fabrikam opens in Porto | Contoso Post"),
        ("Ada of Fabrikam Intel speaks to board", "Ada of Fabrikam Intelligence speaks to board"),
        ("Hund beißt Mann in Köln im Park", "Katze beißt Mann in Köln im Park"),
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
    one, other = "Summit names new finance chief", "Canyon names new finance chief"
    assert not opposed(one, other)
    assert not opposed(one, other, text="At the maker Summit, a chief was named.")
    said = {"text": "At the maker Summit, a chief was named.", "others": "The retailer Canyon did."}
    assert opposed(one, other, **said)


def test_a_long_headline_with_one_word_changed_is_one_report_edited() -> None:
    """Nine words in common are no form of words that many events are told in."""
    rest = "endured the heat, and now a storm is on its way to the coast"
    assert not opposed(f"Summer games of Umbra {rest}", f"Summer games of Sombra {rest}")


def test_how_rare_a_word_is_tells_no_name_in_other_languages() -> None:
    """Rarity is known of English alone."""
    one, other = "Niñas ganan el oro en Tokio", "Mujeres ganan el oro en Tokio"
    assert not opposed(one, other)
    named = {"text": "El equipo de Niñas ganó.", "others": "El equipo de Mujeres no ganó."}
    assert opposed(one, other, **named)
