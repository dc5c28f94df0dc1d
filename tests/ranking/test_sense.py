"""Everyday words of topics of technology, in the topic's sense and in others."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Topic
from cio_digest.ranking.companions import companions
from cio_digest.ranking.statistics import Statistics
from cio_digest.ranking.topics import compile  # noqa: A004

THREATS = Topic("Threats", ("ransomware", "phishing", "CVE", "attack", "patch"))
LEADING = Topic("Leading", ("CIO", "leadership", "strategy"))
CHANGE = Topic("Change", ("change", "strategy"))
PLAY = Topic("Play", ("theatre", "stage", "attack"))


def doubts(topic: Topic, title: str, text: str = "", tags: tuple[str, ...] = ()) -> list[str]:
    """The doubt of each match of a topic."""
    told = entry(title, text=text)._replace(tags=tags)
    return [match.doubt for match in compile([topic]).match(told)]


@pytest.mark.parametrize(
    ("title", "text", "doubt"),
    [
        ("Two held after the attack on a market", "", "“attack” in another sense"),
        ("Attack on a hospital", "Its servers are down.", ""),
        ("Angriff: attack auf Klinik", "Das Rechenzentrum steht still.", ""),
        ("Attack on a hospital halts its IT", "", ""),
        ("How an attack meets its patch", "", ""),
        ("市場でattackがありました", "", ""),
    ],
)
def test_an_everyday_word_of_technology_needs_another(title: str, text: str, doubt: str) -> None:
    """A word of the table, or a second keyword; what the table cannot read is believed."""
    assert doubts(THREATS, title, text) == [doubt]


def test_a_tag_may_be_the_other_word() -> None:
    """Publishers say what an article is about."""
    assert doubts(THREATS, "Attack on a hospital", tags=("Cybersecurity",)) == [""]


def test_what_means_one_thing_needs_none() -> None:
    """Nor does an everyday word of a topic whose others are none of technology's."""
    assert doubts(THREATS, "Phishing at a market") == [""]
    assert doubts(PLAY, "An attack on good taste") == [""]
    assert doubts(Topic("Cloud", ("cloud",)), "A cloud with a view") == [""]


@pytest.mark.parametrize(
    ("title", "doubt"),
    [
        ("Leadership of the governor's party votes", "“leadership” in another sense"),
        ("Police look into the leadership of a choir", "“leadership” in another sense"),
        ("Leadership in five steps", ""),
        ("The seven deadly sins of leadership", ""),
        ("Leadership of a parliament votes for its cloud", ""),
        ("Leadership and strategy of a parliament that votes", ""),
    ],
)
def test_where_some_keywords_are_of_technology_public_affairs_are_not_meant(
    title: str, doubt: str
) -> None:
    """As leadership may be of anything, and is mostly not of parties for who asks for CIOs."""
    assert doubts(LEADING, title) == [doubt]


@pytest.mark.parametrize(
    ("topics", "doubt"),
    [
        ((CHANGE, THREATS, LEADING), "“strategy” in another sense"),
        ((CHANGE, PLAY, THREATS, Topic("Food", ("bread",))), ""),
        ((Topic("Change", ("strategy", "election")), THREATS), ""),
        ((CHANGE,), ""),
    ],
)
def test_a_topic_beside_others_of_technology_is_not_of_public_affairs(
    topics: tuple[Topic, ...], doubt: str
) -> None:
    """Whose other topics are on technology means no campaign's strategy, unless they say so."""
    told = entry("The senate's strategy for the election", text="Votes are counted.")
    found = [match for match in compile(topics).match(told) if match.topic == "Change"]
    assert [match.doubt for match in found] == [doubt]
    other = entry("The harbour's strategy", text="Piers are counted.")
    assert [match.doubt for match in compile(topics).match(other)][:1] == [""]


def test_another_sense_teaches_no_company() -> None:
    """Else the market's stalls would confirm the next attack on one."""
    told = [
        entry(f"Attack on market number {n}", text="Police and stalls")._replace(
            id=n, source=f"https://{n % 3}.example/feed"
        )
        for n in range(12)
    ]
    statistics = Statistics(documents=500, frequency={"police": 40, "stall": 15, "market": 15})
    assert companions([THREATS], told, statistics) == {}
    assert "stall" in str(companions([Topic("Play", ("attack",))], told, statistics))
