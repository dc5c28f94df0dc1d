"""What a scorecard is put together from: copies, and minutes of reading."""

from __future__ import annotations

from tests.conftest import NOW

from cio_digest.models.rows import Reached, Telling
from cio_digest.scorecards import card


def telling(source: str, title: str, outlet: str = "") -> Telling:
    at = int(NOW.timestamp())
    return Telling(source, outlet or source, False, at, at, title=title)


def test_a_copy_has_the_title_that_another_outlet_had_before() -> None:
    """Whatever its case and spaces; the first telling is none, nor is one's own repetition."""
    story = [
        telling("a", "Northwind drops seats"),
        telling("b", "Northwind  Drops seats"),
        telling("c", "Seats go"),
        telling("a", "Northwind drops seats"),
        telling("d", "Seats go", outlet="c"),
    ]
    found = card.copies([story, [telling("b", "Something else")]])
    assert found == {"a": (2, 0), "b": (2, 1), "c": (1, 0), "d": (1, 0)}


def test_the_minutes_go_to_who_had_the_headline_first() -> None:
    """Of two sources with one address, the earlier; others pay nothing."""
    reached = [Reached("b", 1, "https://x/"), Reached("a", 1, "https://x/"), Reached("c", 1, "y")]
    spent = {(1, "https://x/"): 0.8, (2, "https://gone/"): 0.5}
    assert card.minutes(reached, spent) == {"b": 0.8}
