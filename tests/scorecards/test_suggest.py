"""Who is worth a suggestion: who keeps turning up in the reader's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.scorecards.factories import DAY, post, posts

from cio_digest.models.scorecards import Suggestion
from cio_digest.scorecards import suggestion
from cio_digest.scorecards.suggestion import Person

if TYPE_CHECKING:
    from cio_digest.scorecards.post import VoicePost

INES = Person("@ines@example.social", "Ines", "mastodon")


def found(told: list[VoicePost], shown: tuple[int, ...] = ()) -> Suggestion | None:
    return suggestion.suggestion(INES, told, dict.fromkeys(shown, 3), None)


def crm(number: int) -> VoicePost:
    """A post of a day and a story of its own."""
    return post(f"{number}", story=number, topics=("CRM",), published=NOW - number * DAY)


def test_who_keeps_turning_up_is_suggested() -> None:
    """With the stories, those that a digest showed, and the days."""
    given = found(posts(3, crm), shown=(1, 99))
    assert given == Suggestion(*INES, stories=3, shown=1, days=3, firsts=0, compared=0, lead=None,
                               signals=0)  # fmt: skip


def test_a_story_that_a_digest_showed_counts_without_a_topic() -> None:
    """It was the reader's, whatever it is about."""
    told = [crm(n)._replace(topics=()) for n in range(3)]
    assert found(told) is None
    assert found(told, shown=(0, 1, 2))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(posts(2, crm), id="twice"),
        pytest.param(posts(3, lambda n: crm(n)._replace(story=1)), id="one story over and over"),
        pytest.param(posts(9, lambda n: crm(n)._replace(published=NOW)), id="one busy day"),
        pytest.param(posts(9, lambda n: crm(n)._replace(topics=())), id="other subjects"),
        pytest.param(posts(9, lambda n: crm(n)._replace(noisy=True)), id="noise"),
        pytest.param(
            posts(30, lambda n: crm(n)._replace(title="Buy", hosts=("shop.example",), bot=True)),
            id="half of the signals of automation",
        ),
    ],
)
def test_who_is_not_suggested(told: list[VoicePost]) -> None:
    """Chance, one subject, one day, and what looks like a machine."""
    assert found(told) is None
