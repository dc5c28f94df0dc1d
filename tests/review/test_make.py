"""Weeks of news in a real store become a review."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import NOW
from tests.feeds import saved
from tests.trends.worlds import DAY, HOUR, OUTLETS, by, config, fetched, quiet, told

from cio_digest import digest, review
from cio_digest.digest import DigestOptions
from cio_digest.models.rows import Verdict
from cio_digest.render import words
from cio_digest.review import period
from cio_digest.store import digests, feedback

if TYPE_CHECKING:
    from datetime import datetime

    from cio_digest.models import Entry, Item
    from cio_digest.models.pages import Review
    from cio_digest.store import Store

TITLES = (
    "Northwind opens its CRM to rivals",
    "Rivals enter the CRM that Northwind opens",
    "Northwind opens CRM: rivals enter",
    "What rivals find in the CRM that Northwind opens",
)


def made(db: Store, minutes: float = 10, now: datetime = NOW) -> Review:
    return review.make(
        db, config(), now, period.back(period.WEEK, now, config().settings.timezone), minutes
    )


def shown(page: Review) -> list[Item]:
    return [item for section in page.sections for item in section.items]


def affair(*back: float, title: str = "Northwind opens its CRM to rivals") -> list[Entry]:
    """A story told by the next outlet each time, so many days ago."""
    return [by(OUTLETS[n], title, NOW - days * DAY - HOUR) for n, days in enumerate(back)]


def test_what_lasted_and_what_grew(db: Store) -> None:
    """Told on three days by two outlets, or by three on one; neither is what one day had twice."""
    lasting = [by(OUTLETS[n % 2], TITLES[n], NOW - (5 - n) * DAY - HOUR) for n in range(3)]
    grown = [
        by(OUTLETS[n], "Harbour ferry runs aground off Pellside", NOW - 2 * DAY - n * HOUR)
        for n in range(3)
    ]
    brief = [
        by(OUTLETS[n], "Old mill to become a data museum for CRM", NOW - 3 * DAY - n * HOUR)
        for n in range(2)
    ]
    alone = [by("outlet5", "A single CRM opinion on clouds and rain", NOW - DAY)]
    saved(db, *lasting, *grown, *brief, *alone)
    page = made(db)
    titles = {item.title for item in shown(page)}
    assert page.found == page.stories == len(titles) == 2
    assert "Harbour ferry runs aground off Pellside" in titles
    assert titles & set(TITLES)
    reasons = {term.reason for item in shown(page) for term in item.terms if term.name == "lasting"}
    assert reasons == {
        "told on 3 days, first by outlet0 on Tuesday",
        "first by outlet2 on Friday",
    }


def test_what_a_digest_showed_is_in_the_review_and_stays_for_the_next(db: Store) -> None:
    """A review looks back; it shows nothing for the first time, and so uses nothing up."""
    saved(db, *affair(0.1, 0.2, 0.3, 0.4))
    before = digest.make(db, config(), NOW, DigestOptions())
    assert before.stories == 1
    assert made(db).stories == 1
    assert digest.make(db, config(), NOW, DigestOptions()).sections == before.sections


def test_a_review_before_a_digest_takes_nothing_from_it(db: Store) -> None:
    """The other way round, too."""
    saved(db, *affair(0.1, 0.2, 0.3, 0.4))
    assert made(db).stories == 1
    assert digest.make(db, config(), NOW, DigestOptions()).stories == 1


def test_what_the_reader_hid_stays_hidden(db: Store) -> None:
    """In a review as in a digest."""
    saved(db, *affair(1, 2, 3, 4))
    (item,) = shown(made(db))
    feedback.add(db, Verdict("hide", NOW, item.story, item.title, (), (), ()))
    assert shown(made(db)) == []


def test_stars_of_the_period(db: Store) -> None:
    """With the number of a story that is shown above, or one that goes on from there."""
    saved(db, *affair(1, 2, 3, 4), by("outlet5", "A single opinion on clouds", NOW - DAY))
    (item,) = shown(made(db))
    opinion = db.execute("SELECT story FROM entries WHERE title LIKE 'A single%'").fetchone()[0]
    for story, time in ((item.story, NOW - HOUR), (opinion, NOW - 2 * HOUR)):
        feedback.add(db, Verdict("star", time, story, "", (), (), ()))
    feedback.add(db, Verdict("star", NOW - 30 * DAY, 999, "long ago", (), (), ()))
    assert [(each.story, each.number) for each in made(db).starred] == [
        (item.story, 1),
        (opinion, 2),
    ]


def test_its_numbers_are_in_force(db: Store) -> None:
    """As those of the digest printed last, until a digest is printed again."""
    saved(db, *affair(1, 2, 3, 4), *told(NOW))
    page = made(db)
    kept = json.loads(digests.latest(db) or "")
    assert [item["title"] for s in kept["sections"] for item in s["items"]] == [
        item.title for item in shown(page)
    ]
    made(db, now=NOW + DAY)
    assert db.execute("SELECT count(*) FROM digests").fetchone() == (1,)
    digest.make(db, config(), NOW + DAY, DigestOptions())
    assert json.loads(digests.latest(db) or "")["date"] == str((NOW + DAY).date())


def test_who_was_first(db: Store) -> None:
    """Of the stories that several told, how many each told before the others."""
    titles = (
        "Giraffe escapes from Pellside zoo at noon",
        "Lighthouse sold to a choir for one coin",
        "Harbour ferry runs aground on new sandbank",
    )
    affairs = [
        by(OUTLETS[n], title, NOW - DAY - (4 - n) * HOUR) for title in titles for n in range(3)
    ]
    saved(db, *affairs)
    (first,) = made(db).firsts
    assert first == ("outlet0", 3, 3)


def test_nothing_is_claimed_by_a_date_that_cannot_be_believed(db: Store) -> None:
    """An entry that was read days after its date hides who was first."""
    entries = affair(1, 2, 3, 4)
    saved(db, *(each._replace(first_seen=NOW) for each in entries))
    (item,) = shown(made(db))
    (reason,) = (term.reason for term in item.terms if term.name == "lasting")
    assert reason == "told on 4 days"


def test_how_many_told_a_story_is_said_once(db: Store) -> None:
    """Its coverage says so; a story of one day, whose dates cannot be believed, has no course."""
    entries = [by(OUTLETS[n], TITLES[n], NOW - (n + 1) * HOUR) for n in range(3)]
    saved(db, *(each._replace(published=NOW - 4 * DAY) for each in entries))
    (item,) = shown(made(db))
    assert words.reason(item).count("3 sources") == 1
    assert not any(term.name == "lasting" for term in item.terms)


def test_what_rose_stayed_and_faded(db: Store) -> None:
    """By what was found on each day of the week and of the one before."""
    for back in range(20, 0, -1):
        then = NOW - back * DAY
        news = told(then) if back in {9, 8, 2} else []
        fetched(db, [*quiet(then), *news], then)
    page = made(db)
    assert [each.term for each in page.stayed] == ["seat-free pricing"]
    assert (page.rose, page.faded) == ((), ())
    assert len(page.stayed[0].history) == 28
    assert page.step == 1


def test_what_is_not_known_is_said(db: Store) -> None:
    """Before anything was read, and where nothing was counted."""
    assert made(db).notes == ("Nothing has been read yet: cio-digest fetch reads your sources.",)
    saved(db, *affair(1, 2, 3))
    notes = made(db).notes
    assert any(note.startswith("Sources have been read since ") for note in notes)
    assert "It is not known what rose: nothing was counted, or for too few days." in notes


@pytest.mark.parametrize("minutes", [1, 3, 10])
def test_it_takes_no_longer_than_it_may(db: Store, minutes: float) -> None:
    """However much there is."""
    subjects = (
        "Giraffe Piano Lighthouse Bakery Tram Glacier Orchestra Library Volcano Castle".split()
    )
    saved(
        db,
        *(
            by(
                OUTLETS[(n + at) % 8],
                f"{subject} and {other} fall into the harbour",
                NOW - DAY - n * HOUR,
            )
            for at, subject in enumerate(subjects)
            for other in subjects[:at]
            for n in range(3)
        ),
    )
    page = made(db, minutes)
    assert page.stories
    assert page.minutes <= minutes


def test_a_muted_source_is_not_heard(db: Store) -> None:
    """A story that only it and one other tell has not grown."""
    saved(db, *affair(0.1, 0.2, 0.3))
    sources = config().sources
    quieted = sources[0]._replace(muted_until=NOW.date() + DAY)
    given: Any = config()._replace(sources=(quieted, *sources[1:]))
    page = review.make(db, given, NOW, period.back(period.WEEK, NOW, None), 10)
    assert page.stories == 0


def test_what_is_coming_up(db: Store) -> None:
    """What was announced in these days, or before for as many days to come; a story's next date."""
    week = by(
        OUTLETS[0],
        "Northwind CRM ends old seats",
        NOW - DAY,
        text="Old seats will end on 30 June 2027.",
    )
    twice = by(
        OUTLETS[0],
        "CRM fair",
        NOW - DAY,
        text="The fair starts on 3 May 2027. It will end on 5 May 2027.",
    )
    early = NOW - 30 * DAY
    soon = by(OUTLETS[1], "CRM summit", early, text="The summit will open on 25 November 2026.")
    far = by(OUTLETS[2], "CRM price list", early, text="New prices will apply from 1 March 2027.")
    saved(db, week, twice, soon, far)
    dates = [(str(each.date), each.of) for each in made(db).coming]
    assert dates == [
        ("2026-11-25", "CRM summit"),
        ("2027-05-03", "CRM fair"),
        ("2027-06-30", "Northwind CRM ends old seats"),
    ]


def test_what_has_come_is_not_coming_up(db: Store) -> None:
    """In a review of days long ago, either."""
    told = by(
        OUTLETS[0], "CRM summit", NOW - 20 * DAY, text="It will open in Oslo on 12 November 2026."
    )
    saved(db, told)
    earlier = period.calendar("week", "2026-W45", NOW, config().settings.timezone)
    assert earlier is not None
    assert review.make(db, config(), NOW, earlier, 10).coming == ()
    assert len(review.make(db, config(), NOW - 15 * DAY, earlier, 10).coming) == 1
