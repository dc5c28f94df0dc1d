"""Each place once, by its liveliest discussion."""

from __future__ import annotations

from tests.feeds import entry

from cio_digest.models import Entry, Talk
from cio_digest.stories import talk

TITLES = {"https://news.example/feed": "The Ledger"}


def told(number: int) -> Entry:
    return entry(f"Report {number}", id=number)


def of(*talks: Talk) -> list[tuple[str, int | None]]:
    """The places of a story whose entries are discussed there, with their comments."""
    entries = [told(number) for number, _ in enumerate(talks)]
    found = talk.of(entries, dict(enumerate(talks)), TITLES)
    return [(each.place, each.comments) for each in found]


def at(place: str, comments: int | None = None, points: int | None = None) -> Talk:
    return Talk(place, f"https://talk.example/{place}/{comments}/{points}", comments, points)


def test_the_liveliest_stands_first() -> None:
    """Places that count nothing stand last; an outlet's own comments are called after it."""
    found = of(at("r/crm"), at("", 88), at("Hacker News", 1240))
    assert found == [("Hacker News", 1240), ("The Ledger", 88), ("r/crm", None)]


def test_a_place_stands_once() -> None:
    """By the discussion with the most comments, one that is counted before one that is not."""
    assert of(at("Mastodon", 5), at("Mastodon", 9), at("Mastodon")) == [("Mastodon", 9)]


def test_a_remark_is_no_discussion() -> None:
    """One or two comments are left out."""
    assert of(at("Hacker News", 0), at("Mastodon", 2), at("Bluesky", 3)) == [("Bluesky", 3)]


def test_places_are_bounded() -> None:
    """The liveliest of a hundred."""
    found = of(*(at(f"r/{number}", number) for number in range(100)))
    assert [comments for _, comments in found] == [99, 98, 97, 96, 95, 94]


def test_an_entry_without_a_discussion_has_none() -> None:
    """Nothing is made up."""
    assert talk.of([told(1)], {2: at("r/crm", 9)}, TITLES) == ()
