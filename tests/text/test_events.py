"""A headline's event is what its own words say plainly; most headlines have none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import events

TOLD = [
    ("Corvane raises the price of storage by a tenth", "price", "raises the price"),
    ("Northwind licences: price increase from January", "price", "price increase"),
    ("Northwind erhöht die Preise um zehn Prozent", "price", "erhöht die Preise"),
    ("Lizenzen von Northwind werden deutlich teurer", "price", "werden deutlich teurer"),
    ("Corvane outage halts check-in at three airlines", "outage", "outage"),
    ("Corvane goes down for thousands of users", "outage", "goes down for"),
    ("Ausfall bei Corvane legt Flughäfen lahm", "outage", "Ausfall bei"),
    ("Halyard 9 reaches end of support in June", "end of life", "end of support"),
    ("Quillstack Connector will be retired in March", "end of life", "will be retired"),
    ("Support endet: Halyard 9 bekommt keine Updates mehr", "end of life", "Support endet"),
    ("A vulnerability in Gatelight gateways is patched", "security", "vulnerability in"),
    ("CVE-2026-1234 in Gatelight Edge", "security", "CVE-2026-1234"),
    ("Sicherheitslücke in Gatelight Edge", "security", "Sicherheitslücke"),
    ("Northwind names Ada Byron as CEO", "people", "names Ada Byron as CEO"),
    ("Corvane lays off 400 people", "people", "lays off"),
    ("Corvane streicht 400 Stellen", "people", "streicht 400 Stellen"),
]


@pytest.mark.parametrize(("title", "name", "words"), TOLD)
def test_plain_words_say_what_happened(title: str, name: str, words: str) -> None:
    """In English and German, with the words as they stand."""
    assert events.event(title) == events.Event(name, words)
    assert name in events.EVENTS


@pytest.mark.parametrize(
    "title",
    [
        "How to survive the next Corvane outage",
        "Is Northwind about to raise its prices?",
        "Corvane could raise prices next year",
        "Analyst raises Northwind price target",
        "Northwind shares: what the price increase means",
        "Electricity price increases from data centres",
        "Corvane shares: power outage in Harbour",
        "Halyard prevents data breaches with passkeys, it says, to prevent more",
        "A vulnerability management programme for Corvane",
        "Crime is down, says Corvane",
        "Northwind's CEO on leadership",
        "Gatelight, Corvane outage, Halyard's new CRM, and Ottermind's robot",
        "Northwind zeigt neue Preise",
        "",
    ],
)
def test_others_say_nothing(title: str) -> None:
    """Advice, questions, suppositions, lists, other prices, and words in another meaning."""
    assert events.event(title) is None


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_the_words_stand_in_the_headline(title: str) -> None:
    """Whatever it is."""
    found = events.event(title)
    assert found is None or found.words in title
