"""Which keywords are names, by the way entries write them."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Topic
from cio_digest.ranking import names

TEXT = "The ministry uses Harbour Teams daily, and the teams there praise Harbour Teams for it."


def test_usages() -> None:
    """Running text counts, with the word before; headlines and words that no reader asked, not."""
    topic = Topic("T", ("Teams", "SharePoint", "piers"))
    entries = [entry("Teams Win Games", text=TEXT)] * 2
    assert names.usages([topic], entries) == {"Teams": names.Usage(4, 2, "Harbour")}


def test_a_name_needs_many_uses_with_a_capital() -> None:
    """Fewer leave it unclear, and so do small letters for who writes common words small."""
    capital, plain = Topic("T", ("Strategy",)), Topic("P", ("leadership",))
    for usage, alone, beside in (
        (names.Usage(20, 4), names.NAME, names.NAME),
        (names.Usage(2, 1), names.UNCLEAR, names.UNCLEAR),
        (names.Usage(4, 20), names.WORD, names.UNCLEAR),
    ):
        usages = {"Strategy": usage}
        assert names.readings([capital], usages)["Strategy"] == alone
        assert names.readings([capital, plain], usages)["Strategy"] == beside


def test_who_writes_the_name_of_a_product_means_it() -> None:
    """However the entries write the word, and however the reader writes others."""
    small = names.Usage(1, 40)
    topics = [Topic("T", ("Outlook", "Strategy"))]
    read = names.readings(topics, {"Outlook": small, "Strategy": small})
    assert read == {"Outlook": names.UNCLEAR, "Strategy": names.WORD}


def test_what_is_common() -> None:
    """Words of everyday English are; acronyms, coined names and rare words are not."""
    common = ("cloud", "Teams", "interest rates", "Windows")
    rare = ("CRM", "AI", "SharePoint", "Salesforce", "Microsoft 365", "Dataverse", "Überwachung")
    assert [word for word in (*common, *rare) if names.common(word)] == list(common)


def test_what_is_an_everyday_word() -> None:
    """Words that are common in other languages are, too."""
    everyday = ("cloud", "seguridad", "Strategie", "la seguridad", "sécurité")
    others = ("ransomware", "SharePoint", "CIO", "ciberseguridad", "Überwachung", "oTrattamento")
    assert [word for word in (*everyday, *others) if names.everyday(word)] == list(everyday)


@pytest.mark.parametrize(
    ("written", "small", "reading"),
    [(0, 0, names.WORD), (40, 3, names.WORD), (40, 20, names.UNCLEAR), (0, 2, names.UNCLEAR)],
)
def test_an_acronym_may_be_a_word_of_another_language(
    written: int, small: int, reading: str
) -> None:
    """Where entries often write it in small letters, these count only beside the topic's words."""
    usages = {"AI": names.Usage(written, small)}
    assert names.readings([Topic("T", ("AI",))], usages) == {"AI": reading}


def test_a_few_small_letters_of_an_acronym_tell_nothing() -> None:
    """Of one that is no word elsewhere: "crm" is an acronym, however few write it so."""
    few, many = names.Usage(1, 1), names.Usage(20, 20)
    topics = [Topic("T", ("CRM", "ERP"))]
    readings = names.readings(topics, {"CRM": few, "ERP": many})
    assert readings == {"CRM": names.WORD, "ERP": names.UNCLEAR}


def test_usages_of_an_acronym() -> None:
    """Its own letters count; a word that only folds to them does not."""
    entries = [entry("A", text="We ask AI for it, e ai bambini piace, ciò che AI does is known.")]
    found = names.usages([Topic("T", ("AI", "CIO"))], entries)
    assert {key: usage[:2] for key, usage in found.items()} == {"AI": (2, 1), "CIO": (0, 0)}


@pytest.mark.parametrize(
    ("title", "tells"),
    [
        ("How safety creates calls in Teams", True),
        ("Calls in Teams get louder", True),
        ("How Psychological Safety Creates the Best Teams", False),
        ("Die besten Teams der Liga und was wir von ihnen lernen", False),
        ("Two teams met", False),
        ("TEAMS MET", False),
    ],
)
def test_a_capital_tells_where_common_words_have_none(title: str, tells: bool) -> None:
    """In a heading of capitals, or in German, it says nothing."""
    assert names.named("Teams", title) == tells


def test_a_name_is_known_by_its_first_letter() -> None:
    """Publishers differ in the others."""
    assert [names.count("Harbourcare", text) for text in ("HarbourCare", "harbourcare")] == [1, 0]
    assert [names.count("API", text) for text in ("APIs", "api", "APIX")] == [1, 0, 0]
