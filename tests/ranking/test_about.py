"""What an entry is about, against what it only mentions."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Topic
from cio_digest.ranking.topics import Companion, Usage, compile  # noqa: A004

PLAIN = Topic("Leadership", ("leadership",))  # a reader who writes common words in small letters
TALK = "The harbour board met on Tuesday and spoke at length about its ferries, its piers, "
COMPANY = {"Garden": [Companion(word, 0.0, 5.0) for word in ("rake", "hoe", "seed", "spade")]}


def doubts(topic: Topic, title: str, text: str = "", **learnt: object) -> list[str]:
    """The doubt of each match of one topic."""
    matcher = compile([topic, PLAIN], **learnt)  # type: ignore[arg-type]
    return [m.doubt for m in matcher.match(entry(title, text=text)) if m.topic == topic.name]


@pytest.mark.parametrize(
    ("keyword", "title", "text", "doubt"),
    [
        ("cloud", "Fog over the pier", TALK + "under one icy cloud.", "“cloud” only in passing"),
        ("cloud", "Cloud prices fall", TALK, ""),
        ("cloud", "Prices fall", "Cloud storage is cheaper. " + TALK, ""),
        ("SharePoint", "Prices fall", TALK + "and last of all of SharePoint.", ""),
        ("CRM", "Prices fall", TALK + "and last of all of its CRM.", ""),
        ("Salesforce", "Prices fall", TALK + "and last of all of Salesforce.", ""),
        ("Teams", "Two boards and two teams", TALK + "with our team.", "“Teams” as a common word"),
        ("Teams", "Two teams met", "", "“Teams” as a common word"),
        ("Teams", "Calls in Teams get louder", "", ""),
        ("Windows", "Broken windows of a ferry", "", "“Windows” as a common word"),
    ],
)
def test_with_nothing_learnt(keyword: str, title: str, text: str, doubt: str) -> None:
    """A common word late in a text is a mention; what means one thing is believed anywhere."""
    assert doubts(Topic("T", (keyword,)), title, text) == [doubt]


def test_company_tells() -> None:
    """A word of the text alone needs the words that the topic's entries have, a title fewer."""
    topic, late = Topic("Garden", ("garden",)), TALK + "and a garden"
    in_passing = ["“garden” only in passing"]
    assert doubts(topic, "Prices fall", late + ".", companions=COMPANY) == in_passing
    assert doubts(topic, "Prices fall", late + ": rake, hoe, seed, spade.", companions=COMPANY) == [
        ""
    ]
    assert doubts(topic, "The garden", TALK, companions=COMPANY) == in_passing
    assert doubts(topic, "The garden", TALK + "a rake.", companions=COMPANY) == [""]


def test_a_title_without_text_needs_no_company() -> None:
    """Feeds of headlines have no room for it."""
    assert doubts(Topic("Garden", ("garden",)), "The garden", companions=COMPANY) == [""]


def test_entries_show_what_is_a_name() -> None:
    """A word that running text mostly writes small may be met in small letters by who likes
    capitals; one that it writes with a capital may not.
    """  # noqa: D205 - one sentence
    cloud = Topic("Cloud", ("Cloud",))
    small, capital = Usage(1, 40), Usage(40, 1)
    matcher = compile([cloud], usages={"Cloud": small})
    assert [m.doubt for m in matcher.match(entry("Prices of cloud storage"))] == [""]
    matcher = compile([cloud], usages={"Cloud": capital})
    [match] = matcher.match(entry("Prices of cloud storage"))
    assert match.doubt == "“Cloud” as a common word"
    assert not match.named


@pytest.mark.parametrize(
    ("keyword", "title"),
    [("Windows", "A window of opportunity"), ("Teams", "One team"), ("news", "New rules")],
)
def test_a_name_in_the_plural_has_no_singular(keyword: str, title: str) -> None:
    """A window is not Windows, not even in doubt, and nothing new is news."""
    assert doubts(Topic("T", (keyword,)), title, "") == []
