"""Entries of people on networks to the people who often report the reader's stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models.scorecards import Suggestion
from cio_digest.scorecards.signals import signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.scorecards.post import VoicePost
    from cio_digest.stories.leads import Record

FEWEST_STORIES = 3  # of the reader's: once or twice is chance
FEWEST_DAYS = 2  # on which they told them: one busy day is, too
_AUTOMATIC = 4  # of the eight signals: more are no person to suggest


class Person(NamedTuple):
    """A person's account on a network."""

    handle: str
    name: str
    network: str


def suggestion(
    person: Person, posts: Sequence[VoicePost], shown: Mapping[int, int], record: Record | None
) -> Suggestion | None:
    """The person, if they keep turning up; ``shown`` are the stories that digests showed.

    A story is the reader's that a digest showed or that is in a topic of theirs.
    """
    mine = [post for post in posts if post.topics or post.story in shown]
    stories = {post.story for post in mine if not post.noisy}
    days = {post.published.date() for post in mine if post.published}
    seen = sum(signal.seen for signal in signals(posts))
    if len(stories) < FEWEST_STORIES or len(days) < FEWEST_DAYS or seen >= _AUTOMATIC:
        return None
    return Suggestion(
        *person,
        stories=len(stories),
        shown=sum(story in shown for story in stories),
        days=len(days),
        firsts=record.firsts if record else 0,
        compared=record.stories if record else 0,
        lead=record.median if record else None,
        signals=seen,
    )


def order(suggestion: Suggestion) -> tuple[int, int, int]:
    """Who comes first: by stories that a digest showed, then by firsts, then by stories."""
    return (-suggestion.shown, -suggestion.firsts, -suggestion.stories)
