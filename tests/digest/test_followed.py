"""Affairs that the reader follows: what belongs to them, and what a digest says of them."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import NOW
from tests.digest.test_make import DAY, HOUR, by, config, make, titles
from tests.feeds import saved

from cio_digest.digest import explain, followed, timeline
from cio_digest.errors import CioDigestError
from cio_digest.models import Digest, Topic
from cio_digest.store import Store
from cio_digest.store import storylines as storyline_table

CRM = Topic("CRM", ("CRM",))
FIRST = by(
    "a",
    "Northwind CRM to charge customers for each resolved case instead of seats",
    NOW - HOUR,
    text="Service desks will pay Northwind for each resolved case; prices per seat end in spring.",
)
NEXT = by(
    "b",
    "Customers protest against Northwind prices for each resolved case",
    NOW + 5 * DAY - HOUR,
    text="Service desks fear that paying Northwind for each resolved case, not seats, is dear.",
)
OTHER = by("c", "Northwind opens an office in Lyon", NOW + 5 * DAY - HOUR, text="It has a garden.")
LATER = NOW + 5 * DAY


@pytest.fixture
def following(db: Store) -> Store:
    """A store whose reader follows the story of the first morning."""
    saved(db, FIRST)
    made = make(db, NOW, config(CRM))
    [item] = made.sections[0].items
    assert not followed.follow(db, config(CRM), item, NOW)
    return db


def later(db: Store) -> Digest:
    """The digest five days on."""
    return make(db, LATER, config(CRM))


def test_what_is_new_has_a_line_and_its_story(following: Store) -> None:
    """Although no topic wants it; what shares a name alone does not belong to it."""
    saved(following, NEXT, OTHER)
    made = later(following)
    line = f"Following “{FIRST.title}” · day 6 · new: {NEXT.title} (1)"
    assert line in made.notes
    assert titles(made) == [NEXT.title]
    assert made.sections[-1].title == "Following"
    [item] = made.sections[-1].items
    assert item.terms[0].reason == "new of what you follow"


def test_what_stands_under_a_topic_stays_there(following: Store) -> None:
    """The line names its number."""
    saved(following, NEXT._replace(title=f"CRM: {NEXT.title}"))
    made = later(following)
    assert [section.title for section in made.sections] == ["CRM"]
    assert any(note.endswith(f"new: CRM: {NEXT.title} (1)") for note in made.notes)


def test_a_morning_without_news_has_no_line(following: Store) -> None:
    """Nor does what was shown come again."""
    saved(following, OTHER)
    assert not any("Following" in note for note in later(following).notes)
    saved(following, NEXT._replace(surfaced=LATER + HOUR))
    make(following, LATER + DAY, config(CRM))
    again = make(following, LATER + 2 * DAY, config(CRM))
    assert not any("Following" in note for note in again.notes)


def test_what_turned_out_to_belong_leads_on(following: Store) -> None:
    """Its stories are kept, so that an affair is followed beyond the reach of its first story."""
    saved(following, NEXT)
    later(following)
    [affair] = storyline_table.followed(following)
    assert len(affair.stories) == 2


def test_a_topic_alone_has_no_line(following: Store) -> None:
    """Who asks for one topic gets that."""
    saved(following, NEXT)
    made = make(following, LATER, config(CRM), topic="CRM")
    assert made.notes == ()


def test_following_twice_is_following_once(following: Store) -> None:
    """Also by another story of the affair."""
    saved(following, NEXT)
    made = later(following)
    assert followed.follow(following, config(CRM), made.sections[-1].items[0], LATER)
    assert len(storyline_table.followed(following)) == 1


def test_affairs_are_listed_and_end(following: Store) -> None:
    """By number or words; what fits none says so."""
    saved(following, NEXT)
    [row] = followed.listed(following, config(CRM), LATER)
    assert (row.number, row.title, row.stories) == (1, FIRST.title, 2)
    assert (row.since, row.newest) == (date(2026, 11, 22), NEXT.title)
    assert row.newest_day == date(2026, 11, 27)
    for wrong in ("2", "ferry"):
        with pytest.raises(CioDigestError, match="there is none called"):
            followed.unfollow(following, wrong)
    assert followed.unfollow(following, "northwind CASE") == FIRST.title
    assert followed.listed(following, config(CRM), LATER) == []


def test_a_timeline_has_a_headline_a_day(following: Store) -> None:
    """Verbatim, with how many more told it, and the days between."""
    saved(following, NEXT, OTHER)
    later(following)
    made = timeline.number(following, config(CRM), 1, LATER)
    assert [each.text for each in made.happenings] == [FIRST.title, NEXT.title]
    assert made.history == (1, 0, 0, 0, 0, 1)
    assert (made.heading, made.date) == (NEXT.title, LATER.date())


def test_a_story_of_sources_no_longer_followed_is_gone(following: Store) -> None:
    """What others told is nobody else's affair."""
    item = explain.numbered(following, 1)
    less = config(CRM)._replace(sources=())
    with pytest.raises(CioDigestError, match="no longer in the store"):
        followed.follow(following, less, item, NOW)


def test_figures_that_differ_stand_beside_a_story(db: Store) -> None:
    """In its timeline and its explanation."""
    one = "Gang publishes 90,000 patient records of Orrin hospitals in its CRM"
    other = "Gang publishes 140,000 patient records of Orrin hospitals in its CRM"
    saved(db, by("a", one, NOW - 2 * HOUR), by("b", other))
    make(db, NOW, config(CRM))
    for made in (
        timeline.number(db, config(CRM), 1, NOW).differences,
        explain.number(db, config(CRM), 1).differences,
    ):
        assert [[figure.text for figure in group] for group in made] == [[one, other]]
