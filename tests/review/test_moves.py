"""What rose on single days becomes what is new, what stayed and what faded."""

from __future__ import annotations

from datetime import date, timedelta

from cio_digest.models import Headline, Trend
from cio_digest.review.moves import PRINTED, moves, printed

FIRST = date(2026, 11, 16)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def trend(term: str, story: int = 0, outlets: int = 5, voices: int = 0) -> Trend:
    stories = (Headline(story, f"Story {story}", "", ""),) if story else ()
    return Trend(term, 2.0, (), outlets=outlets, voices=voices, stories=stories)


def test_by_when_it_rose() -> None:
    """Only now, in both times, or only before."""
    found = moves(
        {
            day(-2): [trend("old", 8), trend("lasting")],
            day(1): [trend("lasting"), trend("new")],
            day(2): [trend("new")],
        },
        FIRST,
        5,
        range(9),
    )
    assert [(each.term, each.days) for each in found.rose] == [("new", 2)]
    assert [(each.term, each.days, each.first) for each in found.stayed] == [
        ("lasting", 2, day(-2))
    ]
    assert [(each.term, each.last) for each in found.faded] == [("old", day(-2))]


def test_terms_of_one_story_are_one_piece_of_news() -> None:
    """Under its last name; through a third term, too, and without its being on one day."""
    found = moves(
        {
            day(-1): [trend("seats", 1)],
            day(1): [trend("seats", 2), trend("agents", 3)],
            day(2): [trend("seat-free pricing", 2), trend("agents", 1)],
        },
        FIRST,
        5,
        range(9),
    )
    assert found.rose == found.faded == ()
    assert [(each.term, each.days) for each in found.stayed] == [("seat-free pricing", 3)]


def test_those_of_most_days_come_first_and_only_so_many() -> None:
    """Then those that most outlets used; one day is enough for what many tell."""
    days = {
        day(0): [trend("a", 8), trend("b", 7, outlets=9), trend("c")],
        day(1): [trend("c", outlets=3)],
    }
    found = moves(days, FIRST, 2, {7})
    assert [(each.term, each.outlets) for each in found.rose] == [("c", 5), ("b", 9)]


def test_the_chatter_of_voices_is_left_out() -> None:
    """A term is in a review if the press used it."""
    loud = trend("monday", outlets=9, voices=9 - PRINTED + 1)
    assert printed({FIRST: [loud, trend("news", outlets=PRINTED)]}) == {
        FIRST: [trend("news", outlets=PRINTED)]
    }
