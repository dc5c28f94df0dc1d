"""Accounts that moved, were suspended or cannot be read, and people who came over a bridge."""

from __future__ import annotations

from typing import Any

import pytest
from tests.networks.conversations import answer, entry, hold, refused
from tests.networks.test_bluesky import ADA as ON_BLUESKY
from tests.networks.test_bluesky import post
from tests.networks.test_mastodon import ADA, TAGS, status

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Polling
from cio_digest.networks import polling

STATUSES = "https://home.example/api/v1/accounts/7/statuses?exclude_replies=true&limit=40"
KNOWN = Polling.new(ADA)._replace(url=STATUSES)
MOVED = {"id": "7", "acct": "ada", "moved": {"acct": "ada@new.example"}}


def note(*parts: Any, state: Polling = KNOWN) -> str:
    """The remark that a read comes to."""
    feed = hold(ADA, *parts, state=state).reading.feed
    assert feed is not None
    return feed.note


def test_an_account_that_moved_says_where() -> None:
    """Each of its statuses does; a server's own account is named without it."""
    told = note(answer([status(account=MOVED)]))
    assert told == "the account has moved to @ada@new.example: put that in its place in feeds.toml"
    near = {**MOVED, "moved": {"acct": "lovelace"}}
    assert "@lovelace@home.example" in note(answer([status(account=near)]))
    assert note(answer([status()])) == ""


def test_it_says_so_as_long_as_nothing_else_is_new() -> None:
    """Nobody writes there any more."""
    same = answer([status(account=MOVED)])
    state = KNOWN._replace(digest=polling.digest(same.body), error=note(same))
    assert note(same, state=state) == note(same)
    assert hold(ADA, same, state=state._replace(error="")).reading.feed is None


def test_a_suspended_account_is_an_error() -> None:
    """Its server answers as if it had never said anything."""
    gone = answer({"id": "7", "acct": "ada", "suspended": True})
    for state, answers in ((None, [gone]), (KNOWN, [answer([]), gone])):
        with pytest.raises(FetchError, match="suspended the account"):
            hold(ADA, *answers, state=state)


def test_an_account_that_has_another_number_is_looked_up_again() -> None:
    """Servers are set up anew; one that knows no such account says so."""
    held = hold(ADA, refused(404), answer({"id": "8"}), answer([status()]), state=KNOWN)
    assert held.reading.url == STATUSES.replace("/7/", "/8/")
    assert len(held.entries) == 1
    with pytest.raises(FetchError, match="is the name right"):
        hold(ADA, refused(404), refused(404), state=KNOWN)


def test_an_account_without_posts_is_fine() -> None:
    """It is asked about once, as nothing changes."""
    assert hold(ADA, answer([]), answer({"id": "7"}), state=KNOWN).entries == ()


def test_a_closed_server_without_feeds() -> None:
    """The line says what is wrong with the account, not what feeds look like."""
    with pytest.raises(ParseError, match="profile names no feed"):
        hold(ADA, refused(401), answer("<html><head></head><body>Ada</body></html>"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('@ada@home.example made a new post: "Seats cost more"', "Seats cost more"),
        ('@ada@home.example posted 1 attachment: "A chart of seats"', "A chart of seats"),
        ("@ada@home.example posted [3] attachments", ""),
        ("@ada@home.example is fine", "@ada@home.example is fine"),
    ],
)
def test_what_gotosocial_writes_before_a_post_is_not_said(said: str, words: str) -> None:
    """Its feeds announce each post, which a short one is no longer than."""
    feed = (
        '<rss version="2.0"><channel><title>Ada</title><item><title>x</title>'
        f"<guid>1</guid><description>{said}</description></item></channel></rss>"
    )
    state = Polling.new(ADA)._replace(url="https://home.example/@ada/feed.rss")
    (raw,) = hold(ADA, answer(feed), state=state).entries
    assert entry(raw).text == words


def test_who_comes_over_the_bridge_is_one_person() -> None:
    """By the account there, with all that was written there."""
    record = {
        "text": "Seats cost […]",
        "createdAt": "2026-11-22T06:00:00Z",
        "bridgyOriginalUrl": "https://home.example/@ada/1",
        "bridgyOriginalText": "<p>Seats cost <b>more</b></p>",
    }
    author = {"did": "did:plc:x", "handle": "ada.home.example.ap.brid.gy", "displayName": "Ada"}
    view = post(author=author, record=record)
    found = entry(hold(ON_BLUESKY, answer({"feed": [{"post": view}]})).entries[0])
    assert (found.handle, found.text) == ("@ada@home.example", "Seats cost more")
    assert found.links == ("https://home.example/@ada/1",)
    account = {"acct": "ada.example@bsky.brid.gy", "display_name": "Ada"}
    other = entry(hold(TAGS, answer([status(account=account)])).entries[0])
    assert other.handle == "@ada.example"


def test_a_bridged_site_keeps_its_name() -> None:
    """It has no account; its article is a link."""
    record = {"text": "News", "bridgyOriginalUrl": "https://ledger.example/1"}
    author = {"did": "did:plc:x", "handle": "ledger.example.web.brid.gy"}
    view = post(author=author, record=record)
    found = entry(hold(ON_BLUESKY, answer({"feed": [{"post": view}]})).entries[0])
    assert (found.handle, found.links) == (
        "@ledger.example.web.brid.gy",
        ("https://ledger.example/1",),
    )
