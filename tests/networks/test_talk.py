"""Where the entries of each network are discussed, and which of their words are their author's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.networks.conversations import answer, entry, hold, recorded, source

from cio_digest.models import RawEntry, Talk
from cio_digest.networks import (
    bluesky,
    discourse,
    hackernews,
    lemmy,
    lobsters,
    mastodon,
    reddit,
    stackexchange,
    x,
)
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import Callable

HN = "https://news.ycombinator.com/item?id="
LINK = "https://ledger.example/1"


def talk(raw: RawEntry) -> Talk:
    """Where an entry is discussed; it is known."""
    found = normalize.talk(raw)
    assert found is not None
    return found


def test_a_story_on_hacker_news_has_its_thread() -> None:
    """With comments and points, though its address is the article's."""
    raw = hackernews.entry(
        {"objectID": "7", "title": "A", "url": LINK, "num_comments": 1240, "points": 870}
    )
    assert (raw.url, talk(raw)) == (LINK, Talk("Hacker News", f"{HN}7", 1240, 870))


def test_a_comment_on_hacker_news_is_part_of_the_thread() -> None:
    """Whose comments it does not count."""
    hit = {"objectID": "8", "story_id": 7, "story_url": LINK, "comment_text": "It had to come."}
    raw = hackernews.entry(hit)
    assert talk(raw) == Talk("Hacker News", f"{HN}7")
    assert raw.own == "It had to come."


@pytest.mark.parametrize(
    ("address", "place", "thread"),
    [
        ("/r/sysadmin/comments/1abc/a_title/", "r/sysadmin", "/r/sysadmin/comments/1abc/a_title/"),
        ("/r/crm/comments/1abc/a_title/k2x/", "r/crm", "/r/crm/comments/1abc/a_title/"),
        ("/user/ada/comments/1abc/t/", "user/ada", "/user/ada/comments/1abc/t/"),
    ],
)
def test_a_subreddit_is_called_as_its_readers_do(address: str, place: str, thread: str) -> None:
    """A comment in it leads to the whole thread; nothing says how many there are."""
    raw = reddit.entry(RawEntry(url=f"https://www.reddit.com{address}", author="/u/ada"))
    assert talk(raw) == Talk(place, f"https://www.reddit.com{thread}")


def test_other_pages_of_reddit_are_no_threads() -> None:
    """Such as a gallery."""
    assert normalize.talk(reddit.entry(RawEntry(url="https://www.reddit.com/gallery/1"))) is None


def test_recorded_threads_of_reddit() -> None:
    """Each entry of a feed of a subreddit."""
    body = recorded("recorded/reddit/extracted/reddit_test.0.xml")
    entries = hold(source("reddit", "https://www.reddit.com", query="r/x"), answer(body)).entries
    assert {talk(raw).place for raw in entries} == {"r/kubernetes"}


def test_recorded_posts_of_lemmy() -> None:
    """By the community, with the server that it is on; the post's own page counts."""
    body = recorded("recorded/lemmy/extracted/lemmy_test.0.xml")
    first = hold(source("lemmy", "https://lemmy.world", handle="@a"), answer(body)).entries[0]
    place = "c/communityspotlight@lemmy.world"
    assert talk(first) == Talk(place, "https://lemmy.world/post/9209829", 19, 180)


def test_a_found_post_of_lemmy() -> None:
    """The API names the community by its address."""
    view = {
        "post": {"ap_id": "https://home.example/post/1", "url": LINK, "name": "A"},
        "community": {"actor_id": "https://home.example/c/crm"},
        "counts": {"score": 5, "comments": 12},
    }
    (raw,) = lemmy.page(answer({"posts": [view]})).entries
    assert talk(raw) == Talk("c/crm@home.example", "https://home.example/post/1", 12, 5)


def test_lobsters_names_the_thread_alone() -> None:
    """Its feeds count nothing."""
    raw = lobsters.entry(RawEntry(url=LINK, comments="https://lobste.rs/s/1/a"))
    assert talk(raw) == Talk("Lobsters", "https://lobste.rs/s/1/a")


def test_a_topic_of_a_forum() -> None:
    """By the forum's host; the first post is no reply."""
    footer = "<p><small>9 posts - 4 participants</small></p><p><a href='x'>Read full topic</a></p>"
    raw = discourse.entry(RawEntry(url="https://talk.example/t/1", content=f"<p>Hm.</p>{footer}"))
    assert talk(raw) == Talk("talk.example", "https://talk.example/t/1", 8)


def test_a_question() -> None:
    """Its answers are what is said there."""
    raw = stackexchange.entry(
        {"link": "https://stackoverflow.com/questions/1/a", "answer_count": 4, "score": 9}
    )
    assert talk(raw) == Talk("stackoverflow.com", raw.url, 4, 9)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (f"{HN}7", "Hacker News"),
        ("https://lobste.rs/s/q1w2e3/a_ledger", "Lobsters"),
        ("https://old.reddit.com/r/crm/comments/1abc/a_title/", "r/crm"),
    ],
)
def test_any_feed_may_name_a_thread(address: str, place: str) -> None:
    """As the feeds of aggregators do, which count nothing."""
    told = f"<item><title>A</title><link>{LINK}</link><comments>{address}</comments></item>"
    body = f'<rss version="2.0"><channel><title>C</title>{told}</channel></rss>'
    (raw,) = hold(source("feed"), answer(body)).entries
    assert talk(raw) == Talk(place, address)


def test_comments_on_an_unknown_host_are_no_place() -> None:
    """Many feeds name the form of their host, or the page behind a redirect."""
    told = (
        f"<item><title>A</title><link>{LINK}</link><comments>https://b.example/1</comments></item>"
    )
    body = f'<rss version="2.0"><channel><title>C</title>{told}</channel></rss>'
    (raw,) = hold(source("feed"), answer(body)).entries
    assert normalize.talk(raw) is None


def toot(**parts: Any) -> RawEntry:
    """A post as a Mastodon server gives it."""
    account = {"acct": "ada", "display_name": "Ada"}
    url = "https://a.example/@ada/1"
    return mastodon.entry(
        {"uri": url, "url": url, "account": account, "content": "<p>Mine.</p>", **parts},
        "a.example",
    )


def skeet(**parts: Any) -> RawEntry:
    """A post as Bluesky gives it."""
    author = {"handle": "ada.example", "did": "did:plc:1"}
    record = {"text": "Mine."}
    uri = "at://did:plc:1/app.bsky.feed.post/3k"
    return bluesky.entry({"uri": uri, "author": author, "record": record, **parts})


def tweet(**parts: Any) -> RawEntry:
    """A post as X gives it."""
    return x.entry({"id": "1", "text": "Mine.", **parts}, {"username": "ada"})


POSTS = pytest.mark.parametrize(
    ("make", "counted", "place", "url"),
    [
        (toot, {"replies_count": 7}, "Mastodon", "https://a.example/@ada/1"),
        (skeet, {"replyCount": 7}, "Bluesky", "https://bsky.app/profile/ada.example/post/3k"),
        (tweet, {"public_metrics": {"reply_count": 7}}, "X", "https://x.com/ada/status/1"),
    ],
)


@POSTS
def test_a_post_is_discussed_where_it_stands(
    make: Callable[..., RawEntry], counted: dict[str, Any], place: str, url: str
) -> None:
    """By its replies."""
    assert talk(make(**counted)) == Talk(place, url, 7)


CARD = {"title": "Seats are over", "url": LINK}
EXTERNAL = {"external": {"uri": LINK, "title": "Seats are over"}}


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        (toot(card=CARD), "Mine."),
        (toot(card=CARD, content=""), ""),
        (toot(card=CARD, content="", spoiler_text="Prices"), "Prices"),
        (skeet(embed=EXTERNAL), "Mine."),
        (skeet(embed=EXTERNAL, record={"text": ""}), ""),
        (tweet(entities={"urls": [{"expanded_url": LINK, "title": "Seats are over"}]}), "Mine."),
    ],
)
def test_the_words_of_a_card_are_not_the_authors(raw: RawEntry, own: str) -> None:
    """Though the text of the entry holds them, for searching."""
    found = entry(raw)
    assert "Prices" in found.text or "Seats are over" in found.text
    assert found.text[: found.own] == own
