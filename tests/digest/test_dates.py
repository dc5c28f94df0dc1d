"""The store to the dates that lie ahead, and these to a calendar."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from tests.conftest import NOW
from tests.digest.test_make import DAY, HOUR, by, config
from tests.feeds import saved

from cio_digest.digest import ahead
from cio_digest.errors import CioDigestError
from cio_digest.models.pages import Timeline
from cio_digest.render import ics

if TYPE_CHECKING:
    from cio_digest.store import Store

SENTENCE = "Support for the old version ends on 30 June 2027."


def page(db: Store, most: int = 9) -> Timeline:
    return ahead.page(db, config(), NOW, most)


@pytest.fixture
def announced(db: Store) -> Store:
    """A store in which topics' entries announce two days, and others one."""
    told = by("a", "Northwind ends support", text=f"{SENTENCE} It is old.")
    again = by("b", "Support ends at Northwind", NOW - 2 * HOUR, text=SENTENCE)
    later = by("c", "From January, CRM costs more", NOW - 3 * DAY)
    cake = by("d", "The plum cake contest takes place on 3 March 2027", NOW - 3 * HOUR)
    past = by("e", "CRM day takes place on 20 November 2026", NOW - 30 * DAY)
    saved(db, told, again, later, cake, past)
    return db


def test_dates_ahead_of_the_readers_topics(announced: Store) -> None:
    """The next first, each with its sentence, who says it, and under which headline."""
    made = page(announced)
    assert next((each.date, each.text, each.of) for each in made.happenings) == (
        date(2027, 1, 1),
        "From January, CRM costs more",
        "",
    )
    assert {each.text for each in made.happenings[1:]} == {SENTENCE}
    assert made.happenings[1].of in {"Northwind ends support", "Support ends at Northwind"}
    assert len(page(announced, most=1).happenings) == 1


def test_without_topics_all_entries_count(announced: Store) -> None:
    """As they do in the digest."""
    made = ahead.page(announced, config()._replace(topics=()), NOW, 9)
    assert any("plum cake" in each.text for each in made.happenings)


def test_a_store_without_dates_says_so(db: Store) -> None:
    """A page is never blank."""
    assert page(db).notes == ("Nothing that was read announces a day ahead.",)


def test_a_calendar_reads_them_back(announced: Store) -> None:
    """As events of whole days, with the sentence, the same each time."""
    made = page(announced)
    text = ics.calendar(made)
    assert text == ics.calendar(page(announced))
    events = Calendar.from_ical(text).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [e.date for e in made.happenings]
    assert events[0]["summary"] == "January: From January, CRM costs more"
    assert SENTENCE in str(events[1]["description"])
    assert len({event["uid"] for event in events}) == len(events)


def test_without_the_package_it_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with what to install."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(CioDigestError, match=r"pip install \"cio-digest\[calendar\]\""):
        ics.calendar(Timeline("Dates ahead", NOW.date()))
