"""What voices posted to their standing: how much of it counts for the reader, and how early."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models.scorecards import Standing, TopicPosts
from cio_digest.scorecards.signals import signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.scorecards.post import VoicePost
    from cio_digest.stories.leads import Record

FEWEST = 3  # posts on a topic that an engagement index takes


class Group(NamedTuple):
    """One line of the leaderboard: a voice, or what several have in common."""

    name: str
    role: str = ""
    sector: str = ""
    organisation: str = ""
    size: str = ""


def standing(
    group: Group,
    posts_by_voice: Mapping[str, Sequence[VoicePost]],
    boosts: int,
    record: Record | None,
) -> Standing:
    """The standing of a group, from the posts of each of its voices."""
    posts = [post for own in posts_by_voice.values() for post in own]
    linking = [post for post in posts if post.hosts]
    topics = Counter(topic for post in posts for topic in post.topics)
    return Standing(
        *group,
        voices=len(posts_by_voice),
        posts=len(posts),
        boosts=boosts,
        on_topic=sum(bool(post.topics) for post in posts),
        stories=record.stories if record else 0,
        firsts=record.firsts if record else 0,
        lead=record.median if record else None,
        error=record.error if record else timedelta(0),
        engagement=engagement(posts_by_voice),
        links=len(linking),
        original=sum(post.original for post in linking),
        noisy=sum(post.noisy for post in posts),
        topics=tuple(TopicPosts(*each) for each in topics.most_common()),
        signals=signals(posts) if len(posts_by_voice) == 1 else (),
    )


def engagement(posts_by_voice: Mapping[str, Sequence[VoicePost]]) -> float | None:
    """The engagement of posts on the reader's topics, against each voice's own median.

    The median of (reach + 1) ÷ (the median reach of all posts of that voice + 1) over its posts on
    a topic: 2 means that these draw twice of what is usual for who says them.
    """
    ratios = []
    for posts in posts_by_voice.values():
        own = [post.reach for post in posts if post.reach is not None]
        ratios += [
            (post.reach + 1) / (median(own) + 1)
            for post in posts
            if post.topics and post.reach is not None
        ]
    return round(median(ratios), 2) if len(ratios) >= FEWEST else None


def order(standing: Standing) -> tuple[int, int, int]:
    """Who stands higher: by posts on a topic, then by stories they had first; noise is against."""
    return (-standing.on_topic, -standing.firsts, standing.noisy)
