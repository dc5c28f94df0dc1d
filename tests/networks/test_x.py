"""X's recorded answers to entries, and what a read may cost."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.conftest import NOW
from tests.networks.conversations import (
    Held,
    answer,
    cassette,
    entry,
    hold,
    recorded,
    refused,
    source,
)

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement, Polling
from cio_digest.models.wire import Bill
from cio_digest.networks import registry, x

SERVER = "https://api.x.com"
SEARCH = source("x", SERVER, query='"social crm" OR crm', language="en")
ADA = source("x", SERVER, handle="@ada")
ACCESS = registry.Access(secret="t0ken")
NOTHING = answer({"meta": {"result_count": 0}})


def asked(held: Held, number: int = 0) -> dict[str, str]:
    """The parameters of a request."""
    return {name: each[0] for name, each in parse_qs(urlsplit(held.urls[number]).query).items()}


def test_a_recorded_search_with_authors() -> None:
    """Authors and links are taken from where the answer keeps them."""
    name = "recorded/x/python-twitter__testdata__apis__searches__search_tweets_query.json"
    held = hold(SEARCH, answer(recorded(name)), access=ACCESS)
    found = entry(held.entries[0])
    assert found.url == "https://x.com/happycamper/status/1276035977375477760"
    assert found.guid == "https://x.com/i/status/1276035977375477760"
    assert (found.handle, found.network, found.language) == ("@happycamper", "x", "en")
    assert found.author.startswith("Emily Waligoske")
    assert held.entries[2].language == ""


def test_a_recorded_search_without_fields() -> None:
    """An answer of ids and texts alone is read as far as it goes."""
    body = cassette("x/tweepy__cassettes__test_asyncclient_search_recent_tweets.yaml")[0]
    entries = hold(SEARCH, answer(body), access=ACCESS).entries
    assert entries
    assert all(raw.id and raw.content for raw in entries)


def test_recorded_accounts() -> None:
    """Counts, links' own addresses, and the account whose posts they are."""
    name = "recorded/x/python-twitter__testdata__apis__timeline__timeline_tweets.json"
    held = hold(ADA, answer({"data": {"id": "7"}}), answer(recorded(name)), access=ACCESS)
    found = entry(held.entries[0])
    assert found.url == "https://x.com/ada/status/1364275610764201984"
    assert found.handle == "@ada"
    assert found.engagement == Engagement(likes=37, reposts=11, replies=2)


def test_a_search_asks_for_what_came_since() -> None:
    """Without reposts, in the language, from the last read on; the token as a private header."""
    state = Polling.new(SEARCH)._replace(succeeded=NOW - timedelta(hours=5))
    held = hold(SEARCH, NOTHING, access=ACCESS, state=state)
    parameters = asked(held)
    assert parameters["query"] == '("social crm" OR crm) -is:retweet lang:en'
    assert parameters["start_time"] == "2026-11-22T01:30:00Z"
    assert parameters["max_results"] == "25"
    assert held.requests[0].private_headers == (("Authorization", "Bearer t0ken"),)
    assert held.requests[0].origin == SERVER


@pytest.mark.parametrize(
    ("succeeded", "start"),
    [(None, "2026-11-21T06:30:00Z"), (timedelta(days=30), "2026-11-15T07:30:00Z")],
    ids=["first", "long ago"],
)
def test_how_far_back(succeeded: timedelta | None, start: str) -> None:
    """A day on a first read, and never further than X goes."""
    state = Polling.new(SEARCH)._replace(succeeded=NOW - succeeded if succeeded else None)
    assert asked(hold(SEARCH, NOTHING, access=ACCESS, state=state))["start_time"] == start


def test_an_accounts_number_is_bought_once() -> None:
    """It is remembered in the address, which keeps no dates."""
    held = hold(ADA, answer({"data": {"id": "7"}}), NOTHING, access=ACCESS)
    assert held.urls[0] == f"{SERVER}/2/users/by/username/ada"
    assert held.reading.url == f"{SERVER}/2/users/7/tweets"
    again = hold(ADA, NOTHING, access=ACCESS, state=Polling.new(ADA)._replace(url=held.reading.url))
    assert len(again.urls) == 1
    assert asked(again)["exclude"] == "replies,retweets"
    assert again.reading.url == ""


def posted(moment: datetime) -> str:
    """The number of a post that was made at a moment."""
    since = moment - datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=timezone.utc)
    return str(int(since.total_seconds() * 1000) << 22)


def test_the_newest_post_is_where_the_next_read_begins() -> None:
    """A search asks for what is newer by its number, and forgets the time."""
    newest = posted(NOW - timedelta(hours=3))
    body = {"data": [{"id": newest, "text": "crm"}], "meta": {"newest_id": newest}}
    first = hold(SEARCH, answer(body), access=ACCESS)
    assert first.reading.newest == newest
    state = Polling.new(SEARCH)._replace(newest=first.reading.newest, succeeded=NOW)
    again = asked(hold(SEARCH, NOTHING, access=ACCESS, state=state))
    assert again["since_id"] == newest
    assert "start_time" not in again
    assert hold(SEARCH, NOTHING, access=ACCESS, state=state).reading.newest == ""


@pytest.mark.parametrize(
    "newest",
    [posted(NOW - timedelta(days=8)), "1", "0", "9" * 400],
    ids=["a week ago", "one", "zero", "endless"],
)
def test_a_post_too_long_ago_for_x_counts_by_time(newest: str) -> None:
    """X refuses the number of one beyond its seven days."""
    state = Polling.new(SEARCH)._replace(newest=newest, succeeded=NOW - timedelta(days=9))
    parameters = asked(hold(SEARCH, NOTHING, access=ACCESS, state=state))
    assert ("start_time" in parameters) == (newest != "9" * 400)


@pytest.mark.parametrize("odd", [None, "x", {}, [], "12a", -3])
def test_an_odd_number_is_not_remembered(odd: object) -> None:
    """It would end up in the next address."""
    held = hold(SEARCH, answer({"meta": {"newest_id": odd}}), access=ACCESS)
    assert held.reading.newest == ""


def test_a_read_has_its_price() -> None:
    """One page however much there is; what it may cost is told before, in the request and apart."""
    body = {"data": [{"id": "1", "text": "crm"}], "meta": {"next_token": "n"}}
    held = hold(SEARCH, answer(body), access=ACCESS)
    assert [request.price and request.price.most for request in held.requests] == [375]
    assert x.price(SEARCH, Polling.new(SEARCH)) == 375
    assert x.price(ADA, Polling.new(ADA)) == 135
    bought = hold(ADA, answer({"data": {"id": "7"}}), NOTHING, access=ACCESS)
    assert [request.price and request.price.most for request in bought.requests] == [10, 125]
    known = Polling.new(ADA)._replace(url=bought.reading.url)
    assert x.price(ADA, known) == 125
    assert "$0.375 a search and $0.125 an account" in x.KIND.needs


@pytest.mark.parametrize(
    ("body", "bill"),
    [
        ({"data": [{}, {}], "includes": {"users": [{}], "tweets": [{}]}}, Bill(3, 25)),
        ({"data": [{}] * 25, "meta": {}}, Bill(25, 125)),
        ({"data": {"id": "7"}}, Bill(0, 10)),
        ({"meta": {"result_count": 0}}, Bill(0, 0)),
        ({"errors": [{"title": "Not Found Error"}]}, Bill(0, 0)),
    ],
    ids=["search", "account", "user", "nothing", "error"],
)
def test_a_bill_counts_posts_and_users(body: object, bill: Bill) -> None:
    """As X does."""
    assert x.bill(answer(body)) == bill


@pytest.mark.parametrize("body", ["<html>", "", "[", [], 3])
def test_no_bill_without_an_answer(body: object) -> None:
    """Then it may have cost as much as it could."""
    with pytest.raises(ParseError):
        x.bill(answer(body))


def test_links_come_without_the_shortener() -> None:
    """The page at the end of the chain, else the next one."""
    urls = [
        {
            "url": "https://t.co/1",
            "expanded_url": "https://bit.ly/1",
            "unwound_url": "https://a.b/1",
        },
        {"url": "https://t.co/2", "expanded_url": "https://a.b/2"},
        {"url": "https://t.co/3"},
    ]
    raw = x.entry({"id": "1", "entities": {"urls": urls, "hashtags": [{"tag": "CRM"}]}}, {})
    assert raw.links == ("https://a.b/1", "https://a.b/2")
    assert raw.tags == ("CRM",)


def test_without_a_token_nothing_is_asked() -> None:
    """It is a clear line."""
    with pytest.raises(FetchError, match=r"only with \[accounts.x\]"):
        hold(SEARCH)


def test_a_refusal_is_told_in_words() -> None:
    """X's own words and what to do."""
    said = {"title": "Unauthorized", "status": 401, "detail": "Unauthorized"}
    with pytest.raises(FetchError, match=r"Unauthorized; is the bearer token"):
        hold(SEARCH, refused(401, said), access=ACCESS)


def test_an_unknown_account_is_an_error() -> None:
    """X answers 200 with an error inside."""
    said = {"errors": [{"title": "Not Found Error", "detail": "Could not find user"}]}
    with pytest.raises(ParseError, match="the answer is an error: Could not find user"):
        hold(ADA, answer(said), access=ACCESS)
    with pytest.raises(ParseError, match="no such account"):
        hold(ADA, answer({"data": {}}), access=ACCESS)


@pytest.mark.parametrize("odd", [None, [], "x", 3, {}])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over."""
    names = ("id", "text", "author_id", "entities", "public_metrics", "lang", "created_at")
    posts: list[Any] = [{name: odd} for name in names]
    body = json.dumps({"data": posts, "includes": odd, "meta": odd})
    assert len(hold(SEARCH, answer(body), access=ACCESS).entries) == len(names)


def test_a_long_post_comes_whole() -> None:
    """Its text, links and hashtags are the note's; the field is asked for."""
    note = {
        "text": "Long ago … and the end is about social CRM",
        "entities": {
            "urls": [{"expanded_url": "https://n.example/1", "title": "Northwind and CRM"}],
            "hashtags": [{"tag": "crm"}],
        },
    }
    post = {"id": "1", "author_id": "2", "text": "Long ago …", "note_tweet": note}
    held = hold(SEARCH, answer({"data": [post], "meta": {}}), access=ACCESS)
    found = entry(held.entries[0])
    assert found.text == "Long ago … and the end is about social CRM\nNorthwind and CRM"
    assert (found.links, found.tags) == (("https://n.example/1",), ("crm",))
    assert "note_tweet" in asked(held)["tweet.fields"]


def test_what_x_escapes_and_shortens_is_as_it_was_written() -> None:
    """The address of a picture of the post is no word of it; the others are whole."""
    post = {
        "id": "1",
        "text": "AT&amp;T &lt; 9 seats https://t.co/one https://t.co/pic",
        "entities": {
            "urls": [
                {"url": "https://t.co/one", "expanded_url": "https://l.example/?a=1&copy=2"},
                {"url": "https://t.co/pic", "expanded_url": "https://x.com/a/status/1/photo/1"},
            ]
        },
    }
    found = entry(x.entry(post, {"username": "ada"}))
    assert found.text == "AT&T < 9 seats https://l.example/?a=1&copy=2"
    assert (found.title, found.links) == ("AT&T < 9 seats", ("https://l.example?a=1&copy=2",))


@pytest.mark.parametrize(
    ("lang", "language"), [("en", "en"), ("qme", ""), ("zxx", ""), ("und", "")]
)
def test_a_picture_has_no_language(lang: str, language: str) -> None:
    """X has codes of its own for posts without words."""
    assert x.entry({"id": "1", "text": "x", "lang": lang}, {}).language == language
