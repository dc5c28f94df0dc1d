"""Lemmy's recorded feeds, and answers of its search, to entries."""

from __future__ import annotations

from typing import Any

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, source

from cio_digest.errors import ParseError
from cio_digest.models import Engagement

SERVER = "https://lemmy.world"


@pytest.mark.parametrize("number", [0, 1, 2])
def test_recorded_feeds(number: int) -> None:
    """Score, comments and the author's handle are told apart from the text."""
    body = recorded(f"recorded/lemmy/extracted/lemmy_test.{number}.xml")
    entries = hold(source("lemmy", SERVER, query="c/lemmyworld"), answer(body)).entries
    assert entries
    for found in map(entry, entries):
        assert found.engagement is not None
        assert found.engagement.score is not None
        assert found.handle.startswith("@")
        assert found.handle.count("@") == 2
        assert not found.text.startswith("submitted by")


def test_a_recorded_post() -> None:
    """The post is known by its page, and shows what it points to."""
    body = recorded("recorded/lemmy/extracted/lemmy_test.0.xml")
    found = entry(hold(source("lemmy", SERVER, handle="@lwCET"), answer(body)).entries[0])
    assert found.guid == "https://lemmy.world/post/9209829"
    assert found.url.startswith("https://lemmy.world/pictrs/image/")
    assert (found.handle, found.author) == ("@lwCET@lemmy.world", "lwCET")
    assert found.engagement == Engagement(score=180, replies=19)
    assert found.text.startswith("Hello World,")


def view(**parts: Any) -> dict[str, Any]:
    """A post as the API gives it."""
    return {
        "post": {
            "name": "CRM & <AI>",
            "url": "https://n.example/1",
            "body": "Some *words*",
            "ap_id": "https://home.example/post/1",
            "published": "2026-11-22T06:00:00.123456Z",
        },
        "creator": {"name": "ada", "actor_id": "https://home.example/u/ada"},
        "counts": {"score": 5, "comments": 2},
        **parts,
    }


def test_a_search() -> None:
    """A post found is known by where it was written, whichever server is asked."""
    held = hold(source("lemmy", SERVER, query="crm"), answer({"posts": [view()]}))
    assert held.urls == [
        f"{SERVER}/api/v3/search?q=crm&type_=Posts&sort=New&listing_type=All&limit=50"
    ]
    found = entry(held.entries[0])
    assert (found.guid, found.url) == ("https://home.example/post/1", "https://n.example/1")
    assert (found.title, found.text) == ("CRM & <AI>", "Some words")
    assert (found.handle, found.author) == ("@ada@home.example", "ada")
    assert found.engagement == Engagement(score=5, replies=2)


@pytest.mark.parametrize(
    "parts",
    [
        {"post": {**view()["post"], "removed": True}},
        {"post": {**view()["post"], "deleted": True}},
        {"community": {"name": "crm", "removed": True}},
        {"community": {"name": "crm", "deleted": True}},
    ],
    ids=["removed", "deleted", "community removed", "community deleted"],
)
def test_what_was_taken_back_is_no_news(parts: dict[str, Any]) -> None:
    """By a moderator, or by who wrote it."""
    held = hold(source("lemmy", SERVER, query="crm"), answer({"posts": [view(**parts), view()]}))
    assert len(held.entries) == 1


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        ({"query": "c/crm"}, "/feeds/c/crm.xml?sort=New&limit=50"),
        ({"query": "c/crm@other.example"}, "/feeds/c/crm@other.example.xml?sort=New&limit=50"),
        ({"query": "u/ada"}, "/feeds/u/ada.xml?sort=New&limit=50"),
        ({"handle": "@ada@lemmy.world"}, "/feeds/u/ada.xml?sort=New&limit=50"),
    ],
    ids=["community", "guest", "user as a query", "user"],
)
def test_what_is_asked_for(parts: dict[str, str], address: str) -> None:
    """Communities and users have feeds."""
    assert hold(source("lemmy", SERVER, **parts), answer(EMPTY)).urls == [SERVER + address]


@pytest.mark.parametrize("body", [{"error": "x"}, [], "<html>"])
def test_another_answer_is_an_error(body: object) -> None:
    """It is told from one without news."""
    with pytest.raises(ParseError):
        hold(source("lemmy", SERVER, query="crm"), answer(body))


@pytest.mark.parametrize("odd", [None, [], "x", 3])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over."""
    posts = [view(**{name: odd}) for name in view()]
    assert len(hold(source("lemmy", SERVER, query="c"), answer({"posts": posts})).entries) == 3
