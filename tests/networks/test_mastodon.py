"""Mastodon's answers, recorded from several servers, to entries."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conftest import NOW
from tests.networks.conversations import answer, cassette, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement, Polling
from cio_digest.networks import mastodon, polling, registry

TAGS = source("mastodon", query="#CRM #SocialCRM")
ADA = source("mastodon", "https://home.example", handle="@ada@home.example")


def status(**parts: Any) -> dict[str, Any]:
    """A status as the API gives it."""
    return {
        "id": "1",
        "uri": "https://home.example/users/ada/statuses/1",
        "url": "https://home.example/@ada/1",
        "created_at": "2026-11-22T06:00:00.000Z",
        "content": "<p>Seat-free pricing</p>",
        "visibility": "public",
        "account": {"acct": "ada", "display_name": "Ada"},
        **parts,
    }


def test_a_recorded_timeline() -> None:
    """Authors, tags, language, links and counts of mastodon.social's answer arrive."""
    body = cassette("mastodon/rtoot__tests__fixtures__get_timeline_hashtag_anonymous.yml")[0]
    held = hold(source("mastodon", "https://mastodon.social", query="#rstats"), answer(body))
    first, second, *rest = map(entry, held.entries)
    assert len(rest) == 3
    assert first.guid == "https://rstats.me/users/simonpcouch/statuses/114870142137562212"
    assert first.url == "https://rstats.me/@simonpcouch/114870142137562212"
    assert (first.handle, first.author) == ("@simonpcouch@rstats.me", "Simon P. Couch")
    assert (first.network, first.language, first.tags) == ("mastodon", "en", ("rstats",))
    assert first.links == ("https://simonpcouch.com/blog/2025-07-17-claude-code-2",)
    assert second.handle == "@useR_conf@mastodon.social"
    assert second.engagement == Engagement(likes=0, reposts=6, replies=0)


def test_a_post_without_its_account_is_nobodys() -> None:
    """No handle is made of a name that is not there."""
    (raw,) = hold(TAGS, answer([status(account=None)])).entries
    assert (raw.handle, raw.author) == ("", "")


def test_a_snac_server() -> None:
    """Snac's timeline is read like Mastodon's own."""
    body = recorded("captured/snac/_api_v1_timelines_tag_sharepoint.body")
    (raw,) = hold(source("mastodon", query="#sharepoint"), answer(body)).entries
    found = entry(raw)
    assert (found.handle, found.tags) == ("@reporter@127.0.0.1:8092", ("sharepoint", "crm"))
    assert found.links == ("https://example.com/news/sharepoint-roadmap",)


def test_a_recorded_search() -> None:
    """The answer to a full-text search is read from its statuses, boosts and all."""
    body = cassette(
        "mastodon/Mastodon.py__tests__cassettes_entity_tests__test_entity_searchv2.yaml"
    )
    found = hold(source("mastodon", query="halcy"), answer(body[-1])).entries
    assert next(raw.handle for raw in found) == "@greg@icosahedron.website"


def test_a_recorded_card_is_a_link() -> None:
    """The page that a status shows as a card counts among its links."""
    name = "mastodon/Mastodon.py__tests__cassettes_entity_tests__test_entity_previewcard.yaml"
    raw = mastodon.entry(json.loads(cassette(name)[2]), "mastodon.social")
    assert raw.links
    assert raw.links[0].startswith("https://")


def test_hashtags_are_asked_for_in_one_request() -> None:
    """The first hashtag is the timeline, the others are its alternatives."""
    assert hold(TAGS, answer([])).urls == [
        "https://server.example/api/v1/timelines/tag/CRM?limit=40&any%5B%5D=SocialCRM"
    ]


def test_words_are_searched_with_the_token() -> None:
    """The token goes to its own server only, as a private header."""
    access = registry.Access(secret="t0ken")
    found = hold(source("mastodon", query="crm"), answer({"statuses": [status()]}), access=access)
    assert found.urls == ["https://server.example/api/v2/search?type=statuses&q=crm&limit=40"]
    assert found.requests[0].private_headers == (("Authorization", "Bearer t0ken"),)
    assert found.requests[0].origin == "https://server.example"
    assert len(found.entries) == 1


def test_an_account_is_looked_up_once() -> None:
    """The account's number is remembered in the address."""
    held = hold(ADA, answer({"id": "7", "acct": "ada"}), answer([status()]))
    statuses = "https://home.example/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
    assert held.urls == ["https://home.example/api/v1/accounts/lookup?acct=ada", statuses]
    assert held.reading.url == statuses
    known = Polling.new(ADA)._replace(url=statuses)
    again = hold(ADA, answer([status()]), state=known)
    assert again.urls == [statuses]
    assert again.reading.url == ""


def test_an_account_without_lookup_is_read_as_a_feed() -> None:
    """A server that wants a token for the API names a feed on the profile's page."""
    link = '<link rel="alternate" type="application/rss+xml" href="/@ada/feed.rss">'
    feed = (
        '<rss version="2.0"><channel><title>Ada</title><item><title>x</title>'
        "<guid>https://home.example/@ada/1</guid><description>Hello there</description>"
        "</item></channel></rss>"
    )
    held = hold(ADA, refused(401), answer(f"<html><head>{link}</head></html>"), answer(feed))
    assert held.urls[1:] == ["https://home.example/@ada", "https://home.example/@ada/feed.rss"]
    assert held.reading.url == "https://home.example/@ada/feed.rss"
    again = hold(ADA, answer(feed), state=Polling.new(ADA)._replace(url=held.reading.url))
    assert again.urls == [held.reading.url]
    (found,) = map(entry, held.entries)
    assert (found.handle, found.network, found.title) == (
        "@ada@home.example",
        "mastodon",
        "Hello there",
    )


def test_a_boost_is_what_its_author_wrote() -> None:
    """The boosted status counts, with its own author; the boost says when it surfaced."""
    boost = status(created_at="2026-11-22T06:20:00Z", content="", reblog=status(uri="https://o/1"))
    (raw,) = hold(TAGS, answer([boost])).entries
    assert (raw.id, raw.content) == ("https://o/1", "<p>Seat-free pricing</p>")
    assert raw.published is not None
    assert raw.updated is not None
    assert raw.updated > raw.published


def test_the_same_post_has_one_id_on_every_server() -> None:
    """``uri`` names a status, whichever server tells of it."""
    other = source("mastodon", "https://other.example", query="#crm")
    one = hold(TAGS, answer([status(url="https://server.example/@ada@home/5", id="5")])).entries[0]
    two = hold(other, answer([status(id="9")])).entries[0]
    assert one.id == two.id


def test_followers_only_stays_out() -> None:
    """What is not public never reaches the digest, even where the token could see it."""
    shown = [status(visibility=each) for each in ("public", "private", "direct", "unlisted")]
    assert len(hold(TAGS, answer(shown)).entries) == 2


def test_a_content_warning_stands_first() -> None:
    """It is text, not markup."""
    (raw,) = hold(TAGS, answer([status(spoiler_text="CRM <rant>")])).entries
    assert entry(raw).text == "CRM <rant>\nSeat-free pricing"


def test_pictures_of_a_server_are_no_words() -> None:
    """Their codes go from names and texts; other words between colons stay."""
    emojis = [{"shortcode": "verified"}, {"shortcode": "blob_cat"}]
    account = {"acct": "ada", "display_name": "Ada :verified:", "emojis": emojis}
    told = status(
        account=account, emojis=emojis, content="<p>At 10:30:15 :blob_cat: a ::test::</p>"
    )
    (raw,) = hold(TAGS, answer([told])).entries
    assert (raw.author, entry(raw).text) == ("Ada", "At 10:30:15 a ::test::")
    (nameless,) = hold(
        TAGS, answer([status(account={**account, "display_name": ":verified:"})])
    ).entries
    assert nameless.author == "ada"


def test_a_bot_says_so() -> None:
    """The account's own flag counts."""
    account = {"acct": "b@c.example", "bot": True}
    assert hold(TAGS, answer([status(account=account)])).entries[0].bot


def test_pages_are_followed_to_what_is_known() -> None:
    """Older pages are asked for as long as everything on a page is new, on the same server only."""
    older = "https://server.example/api/v1/timelines/tag/CRM?max_id=5"
    link = f'<{older}>; rel="next", <https://server.example/x?min_id=9>; rel="prev"'
    fresh = [answer([status(uri=f"https://home.example/{n}")], link=link) for n in range(5)]
    old = answer([status(created_at="2026-11-01T00:00:00Z")], link=link)
    assert hold(TAGS, fresh[0], old).urls[1:] == [older]
    assert len(hold(TAGS, *fresh).urls) == 5
    assert len(hold(TAGS, old).urls) == 1
    away = answer([status()], link='<https://evil.example/>; rel="next"')
    assert len(hold(TAGS, away).urls) == 1


def test_a_failing_older_page_loses_nothing() -> None:
    """What came before it is kept."""
    link = '<https://server.example/older>; rel="next"'
    assert len(hold(TAGS, answer([status()], link=link), refused(500)).entries) == 1


def test_an_unchanged_timeline_is_not_read_again() -> None:
    """The same bytes are nothing new."""
    body = answer([status()])
    known = Polling.new(TAGS)._replace(digest=polling.digest(body.body), succeeded=NOW)
    assert hold(TAGS, body, state=known).reading.feed is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refused(401, {"error": "The access token is invalid"}), "invalid; the server wants a tok"),
        (refused(422, {"error": "This method requires an authenticated user"}), "user; the server"),
        (refused(404, {"error": "Record not found"}), "not found; is the name right"),
        (refused(500, b"<html>"), "answered 500"),
    ],
    ids=["token", "closed", "unknown", "broken"],
)
def test_a_refusal_is_told_in_words(error: FetchError, words: str) -> None:
    """What the server says and what to do stand in one line."""
    with pytest.raises(FetchError, match=words) as caught:
        hold(TAGS, error)
    assert "\n" not in caught.value.reason


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<!doctype html><title>Hi</title>", "HTML page where an answer in JSON"),
        ({"error": "It is closed"}, "the answer is an error: It is closed"),
        ({"x": "no"}, "no statuses"),
        ("[{", "broken JSON"),
        ("", "empty"),
    ],
    ids=["page", "error", "shape", "broken", "empty"],
)
def test_another_answer_is_an_error(body: object, words: str) -> None:
    """A server that is no Mastodon server is told from one without news."""
    with pytest.raises(ParseError, match=words):
        hold(TAGS, answer(body))


@pytest.mark.parametrize("odd", [None, [], "x", 3, {"acct": 3}])
def test_odd_fields_break_nothing(odd: object) -> None:
    """A field of another type than promised is passed over, and the rest of the post kept."""
    names = ("account", "tags", "card", "created_at", "favourites_count")
    posts = [status(**{name: odd}) for name in names]
    if not isinstance(odd, dict):  # which would be a boosted post
        posts.append(status(reblog=odd))
    found = hold(TAGS, answer(posts)).entries
    assert [raw.url for raw in found] == [status()["url"]] * len(posts)
    assert [raw.content for raw in found] == [status()["content"]] * len(posts)


@pytest.mark.parametrize(
    ("handle", "where"),
    [
        ("@ada@home.example", ("https://home.example", "ada")),
        ("ada@home.example", ("https://home.example", "ada")),
        ("https://social.home.example/@ada", ("https://social.home.example", "ada")),
    ],
)
def test_where(handle: str, where: tuple[str, str]) -> None:
    """A handle names its server; a profile's address does where the two differ."""
    assert mastodon.where(handle) == where


def test_a_ring_of_pages_is_left_after_one_round() -> None:
    """A page that brings only what came before is the last that is asked for."""
    again = answer([status()], link='<https://server.example/older>; rel="next"')
    held = hold(TAGS, again, again)
    assert (len(held.urls), len(held.entries)) == (2, 1)


def test_an_older_page_that_is_none_loses_nothing() -> None:
    """A refusal may come as a page, with success."""
    first = answer([status()], link='<https://server.example/older>; rel="next"')
    assert len(hold(TAGS, first, answer("<html>")).entries) == 1


def test_what_is_passed_on_has_to_be_public_itself() -> None:
    """A token may see who writes to followers only."""
    boost = status(content="", reblog=status(uri="https://o/1", visibility="private"))
    assert hold(TAGS, answer([boost])).entries == ()


def test_an_answer_that_breaks_off_is_told_from_a_broken_one() -> None:
    """Half of it is no fault of what the server says."""
    with pytest.raises(ParseError, match="its answer broke off"):
        hold(TAGS, answer("[{")._replace(cut=True))
