"""The standing of a voice, and of several together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.scorecards.factories import post

from cio_digest.scorecards import standing
from cio_digest.scorecards.standing import Group
from cio_digest.stories.leads import Record

if TYPE_CHECKING:
    from cio_digest.models.scorecards import Standing
    from cio_digest.scorecards.post import VoicePost

RECORD = Record(timedelta(hours=2), 5, 3, timedelta(hours=1))


def crm(reach: int | None = None) -> VoicePost:
    return post(topics=("CRM",), reach=reach)


def test_figures_are_counted() -> None:
    """Posts, those on a topic, links and which of them came first, noise and topics."""
    told = [
        crm(),
        post(topics=("AI", "CRM"), hosts=("a.example",), original=True),
        post(hosts=("b.example",)),
        post(noisy=True),
    ]
    found = standing.standing(Group("Ada", "peer"), {"Ada": told}, boosts=7, record=RECORD)
    assert (found.posts, found.boosts, found.on_topic, found.noisy) == (4, 7, 2, 1)
    assert (found.links, found.original) == (2, 1)
    assert (found.stories, found.firsts, found.lead) == (5, 3, timedelta(hours=2))
    assert found.topics == (("CRM", 2), ("AI", 1))


def test_engagement_is_against_the_voices_own_median() -> None:
    """Posts on a topic with 29 likes, where 9 are usual, draw three times as much: 30 ÷ 10."""
    told = {"Ada": [crm(29), crm(29), crm(29), *(post(reach=9) for _ in range(4))]}
    assert standing.engagement(told) == 3.0


def test_the_famous_do_not_outshine_the_others() -> None:
    """In a group each is measured by themselves, so that reach alone makes no difference."""
    told = {
        "famous": [crm(999), *(post(reach=999) for _ in range(3))],
        "unknown": [crm(0), crm(0), *(post(reach=0) for _ in range(3))],
    }
    assert standing.engagement(told) == 1.0


def test_engagement_takes_three_posts_on_a_topic() -> None:
    """And posts whose reach is told."""
    assert standing.engagement({"Ada": [crm(5), crm(5), crm(), post(reach=1)]}) is None


def test_a_group_is_no_machine() -> None:
    """Signals are of one voice's posts; of several nothing is said."""
    told = [post(published=None) for _ in range(30)]
    alone = standing.standing(Group("a"), {"a": told}, 0, None)
    both = standing.standing(Group("peer"), {"a": told, "b": told}, 0, None)
    assert (len(alone.signals), both.signals, both.voices) == (8, (), 2)


def test_who_says_more_on_topic_stands_higher() -> None:
    """Then who had more first; noise is against."""

    def told(name: str, number: int, firsts: int, noisy: int = 0) -> Standing:
        posts = [crm()] * number + [post(noisy=True)] * noisy
        record = RECORD._replace(firsts=firsts)
        return standing.standing(Group(name), {name: posts}, 0, record)

    given = [told("d", 2, 1, 5), told("c", 2, 1), told("b", 2, 3), told("a", 9, 0)]
    assert [each.name for each in sorted(given, key=standing.order)] == ["a", "b", "c", "d"]
