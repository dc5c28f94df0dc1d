"""Hacker News' recorded answers to entries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.networks.conversations import answer, entry, hold, recorded, source

from cio_digest.errors import ParseError
from cio_digest.models import Engagement

SEARCH = source("hackernews", query='"social crm"', least=5)
_NAME = "recorded/hackernews/node-hacker-news-api__test__fixtures__fixtures.json"


def replies(part: str) -> list[Any]:
    """The recorded answers to addresses that hold ``part``."""
    return [each["reply"] for each in json.loads(recorded(_NAME)) if part in each["url"]]


def hit(**parts: Any) -> dict[str, Any]:
    """A story as the API gives it."""
    return {
        "objectID": "1",
        "title": "A story",
        "url": "https://a.example/1",
        "author": "ada",
        "points": 7,
        "num_comments": 3,
        "created_at": "2026-11-22T06:00:00.000Z",
        **parts,
    }


def test_a_recorded_story() -> None:
    """A story has the address of its article, and its points and comments."""
    body = replies("search_by_date?hitsPerPage=1&tags=(story)")[0]
    held = hold(source("hackernews", query="apple"), answer(body))
    found = entry(held.entries[0])
    assert found.guid == "https://news.ycombinator.com/item?id=7919424"
    assert found.canonical.startswith("https://in.reuters.com/article/2014/06/19/")
    assert (found.network, found.handle) == ("hackernews", "bradleyjg")
    assert found.engagement == Engagement(score=1, replies=0)


def test_recorded_words_have_their_own_address() -> None:
    """Ask HN has no article."""
    found = entry(hold(SEARCH, answer(replies("tags=(ask_hn)")[0])).entries[0])
    assert found.url == "https://news.ycombinator.com/item?id=1256391"
    assert found.title.startswith("Ask HN:")
    assert found.text


def test_recorded_comments_point_to_the_story() -> None:
    """A comment has a title of its own words, and its story's article among its links."""
    body = replies("search_by_date?hitsPerPage=1&tags=(comment)%2Cauthor_pg")[0]
    found = entry(hold(source("hackernews", handle="pg"), answer(body)).entries[0])
    assert found.title == "Is there a forum that doesn't ban people?"
    assert "https://blog.ycombinator.com/meet-the-people-taking-over-hacker-news" in found.links


def test_every_recorded_answer_is_read() -> None:
    """All kinds of hits become entries with an address, a title and a date."""
    for body in replies("/search"):
        for raw in hold(source("hackernews", query="x"), answer(body)).entries:
            found = entry(raw)
            assert found.url.startswith("http")
            assert found.title
            assert found.published


def test_what_is_asked_for() -> None:
    """The newest stories with the words; or what somebody posts."""
    assert hold(SEARCH, answer({"hits": []})).urls == [
        (
            "https://server.example/api/v1/search_by_date?query=%22social+crm%22&tags=story"
            "&numericFilters=points%3E%3D5&hitsPerPage=50"
        )
    ]
    asked = hold(source("hackernews", handle="pg"), answer({"hits": []})).urls
    assert asked[0].endswith("search_by_date?tags=%28story%2Ccomment%29%2Cauthor_pg&hitsPerPage=50")


def test_pages_end_where_the_hits_do() -> None:
    """The second page is the last, and the first page's question is kept."""
    first = answer({"hits": [hit()], "page": 0, "nbPages": 2})
    second = answer({"hits": [hit(objectID="2")], "page": 1, "nbPages": 2})
    held = hold(SEARCH, first, second)
    assert held.urls[1] == f"{held.urls[0]}&page=1"
    assert len(held.entries) == 2


@pytest.mark.parametrize("body", [{"message": "no"}, [], "<html>"])
def test_another_answer_is_an_error(body: object) -> None:
    """It is told from one without news."""
    with pytest.raises(ParseError):
        hold(SEARCH, answer(body))


@pytest.mark.parametrize("odd", [None, [], 3, {}])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over."""
    hits = [hit(**{name: odd}) for name in hit()]
    assert len(hold(SEARCH, answer({"hits": hits})).entries) == len(hits)


@pytest.mark.parametrize("text", [None, "", "[deleted]", "[flagged]", "[dead]"])
def test_what_was_deleted_is_left_out(text: object) -> None:
    """Nothing or a sign stands in its place."""
    gone = hit(title=None, url=None, story_title="A story", comment_text=text)
    assert hold(SEARCH, answer({"hits": [gone, hit()]})).entries[0].title == "A story"
    assert len(hold(SEARCH, answer({"hits": [gone, hit()]})).entries) == 1


def test_a_comment_is_what_its_author_says_before_what_they_answer() -> None:
    """Whoever is quoted is somebody else."""
    comment = "&gt; Seats are free<p>My invoice has ninety of them.<p>Or &gt; 90."
    found = entry(
        hold(SEARCH, answer({"hits": [hit(title=None, url=None, comment_text=comment)]})).entries[0]
    )
    assert found.title == "My invoice has ninety of them."
    assert found.text == "My invoice has ninety of them.\nOr > 90.\nSeats are free"
    assert found.text[: found.own] == "My invoice has ninety of them.\nOr > 90."


def test_a_date_in_seconds_does_too() -> None:
    """It stands beside the one in words."""
    (raw,) = hold(SEARCH, answer({"hits": [hit(created_at=None, created_at_i=1795327200)]})).entries
    assert raw.published is not None
    assert raw.published.isoformat() == "2026-11-22T06:00:00+00:00"
