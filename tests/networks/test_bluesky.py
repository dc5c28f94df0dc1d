"""Bluesky's answers, recorded from the network and from a server of its software, to entries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.networks.conversations import answer, cassette, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement
from cio_digest.networks import bluesky, registry

SERVER = "https://bsky.social"
SEARCH = source("bluesky", SERVER, query='"social crm"', language="en")
ADA = source("bluesky", "https://public.api.bsky.app", handle="@ada.example")
ACCESS = registry.Access(user="me.example", secret="abcd-efgh")
OPENED = answer({"accessJwt": "jwt", "refreshJwt": "r"})


def post(**parts: Any) -> dict[str, Any]:
    """A post as the AppView gives it."""
    return {
        "uri": "at://did:plc:x/app.bsky.feed.post/3abc",
        "author": {"did": "did:plc:x", "handle": "ada.example", "displayName": "Ada"},
        "record": {"text": "Social CRM", "createdAt": "2026-11-22T06:00:00Z"},
        "indexedAt": "2026-11-22T06:00:01Z",
        **parts,
    }


def test_a_recorded_search() -> None:
    """Links of cards and of the text, counts and languages arrive."""
    body = cassette("bluesky/bskyr__tests__testthat___vcr__f_search.yml")[0]
    found = [entry(raw) for raw in hold(SEARCH, OPENED, answer(body), access=ACCESS).entries]
    assert len(found) == 22  # of 25 posts, with threads of one author joined
    assert found[1].guid == "at://did:plc:s7savtl25cqhm3ddqc7jeljx/app.bsky.feed.post/3lpk2r5h5ec2j"
    assert found[1].url == "https://bsky.app/profile/cjtackett.bsky.social/post/3lpk2r5h5ec2j"
    assert (found[1].handle, found[1].author) == ("@cjtackett.bsky.social", "Chris Tackett")
    assert found[1].links[0].startswith("https://open.substack.com/pub/christackett/")
    assert found[1].engagement == Engagement(likes=4, reposts=3, replies=0)
    assert {each.network for each in found} == {"bluesky"}


def test_a_recorded_account() -> None:
    """Reposts come as what their author wrote."""
    body = cassette("bluesky/bskyr__tests__testthat___vcr__f_autfeed.yml")[0]
    entries = hold(ADA, answer(body)).entries
    assert len(entries) == 49  # of 50 posts, two being one thread
    reposted = [raw for raw in entries if raw.handle != "@chriskenny.bsky.social"]
    assert reposted
    assert all(raw.updated for raw in reposted)


def test_a_captured_account() -> None:
    """Tags, the card's link rather than the tracked one, and all four counts."""
    body = recorded("captured/bluesky/author_feed.json")
    (raw,) = hold(ADA, answer(body)).entries
    found = entry(raw)
    assert (found.tags, found.language) == (("SharePoint", "CRM"), "en")
    assert found.links == ("https://example.com/news/sharepoint-roadmap",)
    assert found.engagement == Engagement(likes=1, reposts=2, replies=1)


def test_captured_bots_say_so() -> None:
    """A self-label "bot" counts."""
    body = recorded("captured/bluesky/search_paged_10.json")
    stop = answer({"posts": []})
    held = hold(SEARCH, OPENED, answer(body), stop, access=ACCESS)
    assert all(raw.bot for raw in held.entries)
    cursor = "1795311187956__bafyreifswjndti6wggzjjewfavnft5gw3rasslx7aefcfnkqd3nwivmyzq"
    assert held.urls[2] == f"{held.urls[1]}&cursor={cursor}"


def test_a_search_opens_a_session() -> None:
    """The app password goes into the POST, the token it gives into a private header."""
    held = hold(SEARCH, OPENED, answer({"posts": []}), access=ACCESS)
    opening, asked = held.requests
    assert opening.url == f"{SERVER}/xrpc/com.atproto.server.createSession"
    assert opening.body is not None
    assert json.loads(opening.body) == {"identifier": "me.example", "password": "abcd-efgh"}
    assert asked.private_headers == (("Authorization", "Bearer jwt"),)
    assert asked.origin == SERVER
    assert asked.url == (
        f"{SERVER}/xrpc/app.bsky.feed.searchPosts?q=%22social+crm%22&sort=latest&lang=en&limit=100"
    )


def test_an_account_is_read_without_one() -> None:
    """Nothing private goes to the public server."""
    (asked,) = hold(ADA, answer({"feed": []})).requests
    assert asked.private_headers == ()
    assert "actor=ada.example&filter=posts_and_author_threads" in asked.url


def test_members_only_stays_out_of_what_is_public() -> None:
    """Who asks not to be shown to visitors is not shown; a member's search may find them."""
    shy = post(author={**post()["author"], "labels": [{"val": "!no-unauthenticated"}]})
    assert hold(ADA, answer({"feed": [{"post": shy}]})).entries == ()
    assert hold(SEARCH, OPENED, answer({"posts": [shy]}), access=ACCESS).entries


def test_a_made_up_date_counts_as_far_as_the_post_was_seen() -> None:
    """A post from the future is as old as the network knows it."""
    record = {"text": "x", "createdAt": "2031-01-01T00:00:00Z"}
    (raw,) = hold(ADA, answer({"feed": [{"post": post(record=record)}]})).entries
    assert raw.published is not None
    assert raw.published.year == 2026


def test_text_is_text() -> None:
    """What looks like markup or an entity in a post stays as it was written."""
    record = {"text": "1 < 2 &amp; <b>\nline", "createdAt": "2026-11-22T06:00:00Z"}
    (raw,) = hold(ADA, answer({"feed": [{"post": post(record=record)}]})).entries
    assert entry(raw).text == "1 < 2 &amp; <b>\nline"


def test_a_handle_that_broke_gives_way_to_the_identity() -> None:
    """The post still has an address."""
    author = {"did": "did:plc:x", "handle": "handle.invalid"}
    (raw,) = hold(ADA, answer({"feed": [{"post": post(author=author)}]})).entries
    assert raw.url == "https://bsky.app/profile/did:plc:x/post/3abc"


def test_links_beside_pictures_count() -> None:
    """A card that stands beside a quotation or a picture is found."""
    embed = {"media": {"external": {"uri": "https://a.example/1"}}}
    (raw,) = hold(ADA, answer({"feed": [{"post": post(embed=embed)}]})).entries
    assert raw.links == ("https://a.example/1",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("search_pds_noauth", "Authentication Required; a search needs"),
        ("badtoken", "could not be verified; the session was not accepted"),
        ("author_feed_unknown", "Profile not found"),
        ("search_badlimit", "integer too big"),
    ],
)
def test_captured_errors(name: str, words: str) -> None:
    """The server's own words, and what to do, in one line."""
    error = refused(400, recorded(f"captured/bluesky/{name}.json"))
    with pytest.raises(FetchError, match=words):
        hold(ADA, error)


def test_a_wrong_password() -> None:
    """The line names the place to look at, not the password."""
    said = {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}
    with pytest.raises(FetchError, match=r"check user and password under \[accounts") as caught:
        hold(SEARCH, refused(401, said), access=ACCESS)
    assert "abcd" not in str(caught.value)


def test_a_search_without_an_account_asks_nothing() -> None:
    """It is a clear line, not a request."""
    with pytest.raises(FetchError, match="a search needs"):
        hold(SEARCH)


@pytest.mark.parametrize("body", [{"x": 1}, [], "<html>", "{"])
def test_another_answer_is_an_error(body: object) -> None:
    """It is told from one without news."""
    with pytest.raises(ParseError):
        hold(ADA, answer(body))


@pytest.mark.parametrize("odd", [None, [], "x", 3, {"x": [{}]}])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over, and the rest of the post kept."""
    names = ("embed", "labels", "likeCount", "indexedAt")
    posts = [post(**{name: odd}) for name in names]
    held = hold(ADA, answer({"feed": [{"post": each} for each in posts] + [odd]}))
    texts = [entry(raw).text for raw in held.entries]
    assert texts[: len(names)] == [entry(bluesky.entry(post())).text] * len(names)
    assert texts[0]


@pytest.mark.parametrize("odd", [None, [], "x", 3, {"x": [{}]}])
def test_a_post_without_author_or_record_has_still_an_address(odd: object) -> None:
    """What can be said of it is said."""
    posts = [post(author=odd), post(record=odd)]
    held = hold(ADA, answer({"feed": [{"post": each} for each in posts]}))
    assert [raw.url.rpartition("/")[2] for raw in held.entries] == ["3abc", "3abc"]
    assert [bool(raw.content) for raw in held.entries] == [True, False]


def marked(text: str, shown: str, uri: str) -> dict[str, Any]:
    """A record with a part of its text marked as a link."""
    start = text.encode().index(shown.encode())
    index = {"byteStart": start, "byteEnd": start + len(shown.encode())}
    return {"text": text, "facets": [{"index": index, "features": [{"uri": uri}]}]}


@pytest.mark.parametrize(
    ("shown", "uri", "words"),
    [
        ("ledger.example/2026/nor...", "https://ledger.example/2026/northwind", "whole"),
        ("ledger.example/2026/nor…", "https://www.ledger.example/2026/northwind", "whole"),
        ("the Ledger", "https://ledger.example/2026/northwind", "the Ledger"),
        ("ledger.example/2026/nor...", "https://other.example/2026", "ledger.example/2026/nor..."),
    ],
    ids=["cut", "www", "words", "another"],
)
def test_addresses_that_an_app_has_cut_are_whole(shown: str, uri: str, words: str) -> None:
    """They are counted in bytes; words that are a link, and another address, stay."""
    record = marked(f"🎉 Café: {shown} for seats", shown, uri)
    found = entry(bluesky.entry(post(record=record)))
    assert found.text == f"🎉 Café: {uri if words == 'whole' else words} for seats"
    assert found.links == (uri.replace("www.", ""),)


@pytest.mark.parametrize(
    "index", [None, {}, {"byteStart": 99, "byteEnd": 3}, {"byteStart": "x", "byteEnd": 10**15}]
)
def test_marks_that_miss_the_text_change_nothing(index: object) -> None:
    """Apps have counted characters where bytes were meant."""
    record = {"text": "At l.example…", "facets": [{"index": index, "features": [{"uri": "x"}]}]}
    assert entry(bluesky.entry(post(record=record))).text == "At l.example…"


def test_what_moderators_took_out_stays_out() -> None:
    """Of spam only what a search finds: whom the reader follows is theirs to judge."""
    hidden, spam = (post(labels=[{"val": name}]) for name in ("!hide", "spam"))
    feed = answer({"feed": [{"post": hidden}, {"post": spam}]})
    assert len(hold(ADA, feed).entries) == 1
    found = answer({"posts": [hidden, spam]})
    assert hold(SEARCH, OPENED, found, access=ACCESS).entries == ()


def test_a_moving_picture_is_no_page() -> None:
    """Or two posts with the same one would be one story."""
    embed = {"external": {"uri": "https://media.tenor.com/x/cat.gif?hh=1", "title": "Cat Typing"}}
    found = entry(bluesky.entry(post(embed=embed)))
    assert (found.text, found.links) == ("Social CRM", ())


@pytest.mark.parametrize(("langs", "language"), [(["en"], "en"), (["de", "en"], ""), ([], "")])
def test_of_several_languages_none_is_known(langs: list[str], language: str) -> None:
    """Apps name all that somebody speaks, and a filter must not lose a post for it."""
    record = {"text": "Seats", "langs": langs}
    assert bluesky.entry(post(record=record)).language == language
