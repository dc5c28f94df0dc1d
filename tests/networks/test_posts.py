"""What a post says beside its own words, and threads as one telling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.networks.conversations import answer, entry, hold, source
from tests.networks.test_bluesky import ADA as ON_BLUESKY
from tests.networks.test_bluesky import post
from tests.networks.test_mastodon import ADA as ON_MASTODON
from tests.networks.test_mastodon import status

from cio_digest.models import Entry, Polling, RawEntry
from cio_digest.networks import mastodon, posts

NEWS = "Northwind moves its CRM to outcome pricing"
QUOTE = {"state": "accepted", "quoted_status": status(content=f"<p>{NEWS}</p>", id="7")}


def toots(*statuses: dict[str, Any]) -> list[Entry]:
    """What becomes of the statuses of an account."""
    address = "https://home.example/api/v1/accounts/1/statuses"
    known = Polling.new(ON_MASTODON)._replace(url=address, succeeded=NOW)
    return [*map(entry, hold(ON_MASTODON, answer([*statuses]), state=known).entries)]


def skeets(*views: dict[str, Any]) -> list[Entry]:
    """What becomes of the posts of an account on Bluesky."""
    feed = answer({"feed": [{"post": view} for view in views]})
    return [*map(entry, hold(ON_BLUESKY, feed).entries)]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"quote": QUOTE}, NEWS),
        ({"card": {"url": "https://n.example/1", "title": NEWS}}, NEWS),
        ({"poll": {"options": [{"title": "Per seat"}, {"title": "Per outcome"}]}}, "Per outcome"),
        ({"media_attachments": [{"description": "A chart of seats"}]}, "A chart of seats"),
        ({"quote": {**QUOTE, "state": "revoked"}}, "This!"),
        ({"quote": {"state": "deleted", "quoted_status": None}}, "This!"),
    ],
    ids=["quote", "card", "poll", "picture", "revoked", "deleted"],
)
def test_all_that_a_status_shows_is_part_of_what_it_says(parts: dict[str, Any], words: str) -> None:
    """A quoted post, a card's title, a poll's options, a picture's description."""
    (found,) = toots(status(content="<p>This!</p>", **parts))
    assert found.text.startswith("This!")
    assert found.text.endswith(words)


def test_a_quoted_address_is_not_what_a_status_says() -> None:
    """It stands there for servers that know no quotes; the quoted post's own link counts."""
    for kind in ("", ' class="quote-inline"'):
        old = f'<p{kind}>RE: <a href="https://o.example/@bo/7"><span>o.example/@bo/7</span></a></p>'
        quoted = status(content=f"<p>{NEWS}</p>", card={"url": "https://n.example/1"})
        quoted["url"] = "https://o.example/@bo/7"
        (found,) = toots(status(content=old, quote={"state": "accepted", "quoted_status": quoted}))
        assert (found.title, found.text) == (NEWS, NEWS)
        assert found.links == ("https://n.example/1", "https://o.example/@bo/7")


def test_a_quoted_address_is_a_link_where_the_post_is_not_shown() -> None:
    """So that the two posts can meet."""
    text = '<p>RE: <a href="https://o.example/@bo/7?a=1&amp;b=2">o.example</a></p><p>Great</p>'
    (found,) = toots(status(content=text))
    assert (found.title, found.links) == ("Great", ("https://o.example/@bo/7?a=1&b=2",))


@pytest.mark.parametrize(
    "content",
    [
        '<p class="quote-inline">RE: <a href="https://o.example/7">o',
        "<p>RE: your last post</p>",
        '<p>Words</p><p>RE: <a href="https://o.example/7">o.example/7</a></p>',
    ],
)
def test_what_is_no_quoted_address_stays(content: str) -> None:
    """A tag that never ends, words, or an address at the end."""
    assert mastodon.entry(status(content=content), "home.example").content == content


RECORD = {"value": {"text": NEWS}, "embeds": [{"external": {"uri": "https://n.example/1"}}]}


@pytest.mark.parametrize(
    ("embed", "words"),
    [
        ({"record": RECORD}, NEWS),
        ({"record": {"record": RECORD}, "media": {"images": [{"alt": "A chart"}]}}, "A chart"),
        ({"external": {"uri": "https://n.example/1", "title": NEWS}}, NEWS),
        ({"images": [{"alt": "A chart"}, {"alt": ""}]}, "A chart"),
        ({"playlist": "https://v.example/1.m3u8", "alt": "A talk on seats"}, "A talk on seats"),
        ({"record": {"$type": "app.bsky.embed.record#viewNotFound", "notFound": True}}, "This!"),
        ({"record": {**RECORD, "labels": [{"val": "!no-unauthenticated"}]}}, "This!"),
    ],
    ids=["quote", "quote and picture", "card", "picture", "video", "gone", "members only"],
)
def test_all_that_a_post_shows_is_part_of_what_it_says(embed: dict[str, Any], words: str) -> None:
    """A quoted post, a card's title, descriptions of pictures and videos."""
    (found,) = skeets(post(record={"text": "This!"}, embed=embed))
    assert found.text.startswith("This!")
    assert found.text.endswith(words)


def test_a_quoted_posts_card_is_a_link() -> None:
    """A story is joined by what the quoted post points to."""
    (found,) = skeets(post(embed={"record": RECORD}))
    assert found.links == ("https://n.example/1",)


def part(number: int, **parts: Any) -> dict[str, Any]:
    """A status of a thread, which goes on from the one before."""
    before = {"in_reply_to_id": str(number - 1), "in_reply_to_account_id": "5"} if number else {}
    return status(
        id=str(number),
        uri=f"https://home.example/users/ada/statuses/{number}",
        created_at=f"2026-11-22T06:0{number}:00Z",
        account={"id": "5", "acct": "ada"},
        **{"content": f"<p>{'One Two Three'.split()[number]}</p>", **before, **parts},
    )


def test_a_thread_is_one_telling_in_its_order() -> None:
    """Named by its first post, as pages bring the last first; news when the last was written."""
    first, *others = toots(part(2), status(id="99", uri="other"), part(1), part(0))
    assert first.text == "One\nTwo\nThree"
    assert first.guid == "https://home.example/users/ada/statuses/0"
    assert first.published is not None
    assert first.published.minute == 0
    assert [other.guid for other in others] == ["other"]


def test_an_answer_to_somebody_else_is_no_thread() -> None:
    """Nor is one to a post that is not at hand."""
    answered = part(1, in_reply_to_account_id="6")
    assert len(toots(answered, part(0))) == 2
    assert len(toots(part(2), part(0))) == 2


def test_a_thread_on_bluesky_is_one_telling() -> None:
    """Known by who wrote what it answers, which begins the address."""
    names = [f"at://did:plc:x/app.bsky.feed.post/{n}" for n in range(3)]
    replies = [{}, *({"reply": {"parent": {"uri": name}}} for name in names)]
    records = [
        {"text": words, "createdAt": f"2026-11-22T06:0{n}:00Z", **replies[n]}
        for n, words in enumerate(("One", "Two", "Three"))
    ]
    views = [post(uri=name, record=record) for name, record in zip(names, records, strict=True)]
    (found,) = skeets(*reversed(views))
    assert (found.text, found.guid) == ("One\nTwo\nThree", names[0])
    other = {"text": "Hm", "reply": {"parent": {"uri": "at://did:plc:z/app.bsky.feed.post/0"}}}
    assert len(skeets(post(uri="x", record=other), views[0])) == 2


def test_a_search_is_judged_by_the_whole_thread() -> None:
    """Its first post need not have the word."""
    tags = source("mastodon", query="#CRM")
    (raw,) = hold(tags, answer([part(1, content="<p>#CRM</p>"), part(0)])).entries
    assert "#CRM" in entry(raw).text


def test_a_post_that_comes_twice_is_not_said_twice() -> None:
    """As when its author passes a part of the thread on."""
    (found,) = toots(part(1), part(1), part(0))
    assert found.text == "One\nTwo"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_whatever_answers_what(pairs: list[tuple[int, int]]) -> None:
    """Rings and copies come to an end, and every post that comes once is told once."""
    told = [
        posts.Post(RawEntry(id=f"{n}", content=f"<{n}>"), str(name), str(before))
        for n, (name, before) in enumerate(pairs)
    ]
    joined = posts.threads(told)
    text = "".join(raw.content for raw in joined)
    assert all(text.count(f"<{n}>") <= 1 for n in range(len(pairs)))
    names = [name for name, _ in pairs]
    assert all(text.count(f"<{names.index(name)}>") == 1 for name in names)


def test_posts_without_words_are_not_called_by_their_address() -> None:
    """Host and user name in a title are words that all posts of one person share."""
    for content in ("", '<p><a href="https://a.example/x">https://a.example/x</a></p>'):
        raw = mastodon.entry(status(content=content), "home.example")
        assert entry(raw).title == "A post"
    assert entry(mastodon.entry(status(content="<p>👇</p>"), "home.example")).title == "👇"
    late = entry(mastodon.entry(status(content="<p>https://a.example/x It works</p>"), "h.example"))
    assert late.title == "It works"
    assert timedelta(0) <= NOW - late.surfaced


BELOW = (
    '<p>This!<span class="quote-inline"><br/><br/>RE: '
    '<a href="https://o.example/@bo/7">https://o.example/@bo/7</a></span></p>'
)


def test_a_quoted_address_below_a_status() -> None:
    """As servers other than Mastodon have it; they give the quoted post as it is."""
    quoted = status(content=f"<p>{NEWS}</p>")
    quoted["url"] = "https://o.example/@bo/7"
    (found,) = toots(status(content=BELOW, quote=quoted))
    assert found.text == f"This!\n{NEWS}"
    assert found.links == ("https://o.example/@bo/7",)
    (alone,) = toots(status(content=BELOW))
    assert (alone.text, alone.links) == ("This!", ("https://o.example/@bo/7",))
    (shy,) = toots(status(content=BELOW, quote={**quoted, "visibility": "private"}))
    assert shy.text == "This!"


def test_a_thread_over_two_pages_is_one_telling() -> None:
    """Where a page ends says nothing of who goes on."""
    newer = answer([part(2)], link='<https://home.example/older>; rel="next"')
    (raw,) = hold(
        ON_MASTODON,
        answer({"id": "5"}),
        newer._replace(url="https://home.example/1"),
        answer([part(1), part(0)]),
    ).entries
    assert entry(raw).text == "One\nTwo\nThree"
