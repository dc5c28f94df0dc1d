"""Dates ahead are found in sentences, in English and German, and only where they are sure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text.ahead import DateAhead, announced

TOLD = date(2026, 11, 22)


def days(sentence: str, told: date = TOLD) -> list[date]:
    """The days that a sentence puts something on."""
    return [found.day for found in announced("", sentence, told)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Support for the connector ends on June 30, 2027.", date(2027, 6, 30)),
        ("The vendor will end support on 30 June 2027 in Europe.", date(2027, 6, 30)),
        ("Prices for all customers rise on 2027-01-15 by a tenth.", date(2027, 1, 15)),
        ("The conference takes place in Gdansk on Sept. 5-7, 2027.", date(2027, 9, 5)),
        ("The conference takes place from the 26th to the 29th of January.", date(2027, 1, 26)),
        ("The exhibition is open in Lyon, 11 May-11 November 2027.", date(2027, 5, 11)),
        ("The portal will be switched off for good on December 15.", date(2026, 12, 15)),
        ("Proposals for talks are due by 3rd January this time.", date(2027, 1, 3)),
        ("Der Support für den Connector endet am 30. Juni 2027.", date(2027, 6, 30)),
        ("Die Preise für alle Kunden steigen am 15.01.2027 um ein Zehntel.", date(2027, 1, 15)),
        ("Das Portal wird am 9. Dezember für immer abgeschaltet.", date(2026, 12, 9)),
        ("Die Messe in Köln findet vom 5. bis 7. Mai 2027 statt.", date(2027, 5, 5)),
        ("Bewerben kann man sich bis zum 12. März beim Amt.", date(2027, 3, 12)),
    ],
)
def test_a_day_ahead_is_found(sentence: str, day: date) -> None:
    """With the whole sentence."""
    assert [*announced("", f"Before it. {sentence} After it.", TOLD)] == [DateAhead(day, sentence)]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("From January, customers pay for each resolved case.", date(2027, 1, 1)),
        ("The vendor will end support for it in March 2028.", date(2028, 3, 1)),
        ("Der Anbieter verlangt ab Januar einen Preis je Fall.", date(2027, 1, 1)),
        ("Bis Ende März 2027 sollen alle Daten umgezogen sein.", date(2027, 3, 1)),
        ("The preview began in mid-June, all others get it from May 2027 on.", date(2027, 5, 1)),
    ],
)
def test_a_month_ahead_is_a_whole_month(sentence: str, day: date) -> None:
    """Its first day stands for it."""
    assert [*announced("", sentence, TOLD)] == [DateAhead(day, sentence, whole=True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The flaw was fixed on June 30, 2026, in all versions.",
        "St Paul's during heavy attacks by aircraft on 29 December 1940.",
        "The company said so on December 15 of last year.",
        "Since January customers have paid for each resolved case.",
        "From July through December 2012 they will look like this.",
        "They may march in the rain and will do so again.",
        "The update comes tomorrow or next Tuesday, says the vendor.",
        "The company will grow until 2031, analysts say.",
        "An article in the January 2027 issue of a magazine on health.",
        "UPDATE (2027-03-11): what the vendor said of it then.",
        "Version 2027.01.15 of the parser is out and will stay.",
        "Label Pop 09.09.2027",
        "2027-05-18 — Set the refresh rate of a screen",
        "30 February 2027 is a day that will never come.",
        "Seit Januar gelten neue Preise für alle Kunden.",
        "Das wurde am 9. Dezember abgeschaltet, heißt es beim Amt.",
        "The budget will last until March 2060, the plan says.",
        "Dates: 1 May 2027, 2 May 2027, 3 May 2027, 4 May 2027 and more of them.",
        "May, 2028 April, 2028 March, 2028 February, 2028 January, 2028 and all the months before.",
        "The rollout began in late October 2027 for all who asked for it.",
    ],
)
def test_what_is_not_sure_is_left_out(sentence: str) -> None:
    """A wrong date costs more trust than a missing one."""
    assert days(sentence) == []


def test_the_day_itself_by_another_clock_is_not_ahead() -> None:
    """A feed's date may be half a day off."""
    assert days("The portal will open to everybody on 23 November 2026.") == []
    assert days("The portal will open to everybody on 24 November 2026.") != []


def test_a_day_without_a_year_is_the_next_of_its_name() -> None:
    """Over the end of a year, and not where that would be far away."""
    assert days("The portal will open to everybody on January 5.") == [date(2027, 1, 5)]
    assert days("The portal will open to everybody on November 5.") == []


def test_a_day_stands_for_its_month() -> None:
    """Where a sentence names both."""
    sentence = "New in June 2027: the third volume comes on 9 June 2027."
    assert days(sentence) == [date(2027, 6, 9)]


def test_each_day_is_named_once() -> None:
    """A title and its text say the same."""
    title = "Vendor to end support on 30 June 2027"
    text = "Support will end on 30 June 2027, the vendor said."
    assert [*announced(title, text, TOLD)] == [DateAhead(date(2027, 6, 30), title)]


@given(st.text(max_size=300), st.dates(date(1995, 1, 1), date(2100, 1, 1)))
def test_any_text_is_read(text: str, told: date) -> None:
    """Whatever stands there, a day that is found is ahead."""
    assert all(found.day > told for found in announced(text, text, told))


@given(st.lists(st.sampled_from("12 31 2027 2027- . - – May Mai will ab bis Dec. 5th to".split())))
def test_any_pieces_of_dates_are_read(pieces: list[str]) -> None:
    """However they are put together."""
    text = " ".join(pieces)
    assert all(found.day > TOLD for found in announced(text, text, TOLD))
