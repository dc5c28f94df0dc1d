"""Reddit's recorded feeds to entries."""

from __future__ import annotations

from typing import Any

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError
from cio_digest.models import RawEntry
from cio_digest.networks import reddit

SERVER = "https://www.reddit.com"


def test_a_recorded_subreddit() -> None:
    """Text without the footer, and the author's name."""
    held = hold(
        source("reddit", SERVER, query="r/kubernetes"),
        answer(recorded("recorded/reddit/extracted/reddit_test.0.xml")),
    )
    found = entry(held.entries[0])
    assert (found.handle, found.author, found.network) == ("u/gctaylor", "gctaylor", "reddit")
    assert found.tags == ("r/kubernetes",)
    assert found.text.startswith("This monthly post can be used")
    assert "submitted by" not in found.text
    assert found.links == ()


def test_a_recorded_search_points_outside() -> None:
    """The page that a post passes on is a link."""
    name = "recorded/reddit/feed-rs__feed-rs__fixture__rss2__rss_2.0_reddit.xml"
    (raw,) = hold(source("reddit", SERVER, query="x"), answer(recorded(name))).entries
    found = entry(raw)
    assert found.links == ("https://kevincox.ca/2021/11/01/announcing-feedmail",)
    assert found.url.startswith("https://www.reddit.com/r/kevincox/comments/")
    assert found.text == ""


@pytest.mark.parametrize(
    "name",
    [
        "feed-rs__feed-rs__fixture__atom__atom_example_reddit.xml",
        "feed-rs__feed-rs__fixture__atom__atom_mediarss_reddit_1.xml",
        "rss-parser__test__input__reddit-home.rss",
    ],
)
def test_every_recorded_feed(name: str) -> None:
    """Each entry has its author and no footer."""
    entries = hold(source("reddit", SERVER), answer(recorded(f"recorded/reddit/{name}"))).entries
    assert entries
    for found in map(entry, entries):
        assert found.handle.startswith("u/")
        assert "[comments]" not in found.text
        assert "/u/" not in found.author


def test_a_link_post_with_a_thumbnail() -> None:
    """The picture's table is no text; the address is unescaped."""
    content = (
        '<table> <tr><td> <a href="https://r/1"> <img src="t.jpg" /> </a> </td><td> &#32; '
        'submitted by &#32; <a href="https://www.reddit.com/user/a"> /u/a </a> <br/> <span>'
        '<a href="https://n.example/1?a=1&amp;b=2">[link]</a></span> &#32; <span>'
        '<a href="https://r/1">[comments]</a></span> </td></tr></table>'
    )
    from cio_digest.models import RawEntry

    found = reddit.entry(RawEntry(url="https://r/1", content=content, author="/u/a"))
    assert found.links == ("https://n.example/1?a=1&b=2",)
    assert entry(found).text == ""


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        ({"query": "r/crm+sharepoint"}, "/r/crm+sharepoint/new/.rss?limit=100"),
        ({"query": '"a b" OR c'}, "/search.rss?q=%22a+b%22+OR+c&sort=new&t=week&limit=100"),
        ({"handle": "u/ada"}, "/user/ada/.rss?limit=100"),
    ],
    ids=["subreddits", "search", "user"],
)  # fmt: skip
def test_what_is_asked_for(parts: dict[str, str], address: str) -> None:
    """Each in its own feed, one request a minute."""
    (asked,) = hold(source("reddit", SERVER, **parts), answer(EMPTY)).requests
    assert asked.url == SERVER + address
    assert asked.gap == 60


def test_a_feed_of_ones_own_is_read_where_it_is() -> None:
    """A private feed's address, secret and all, is asked as it was written."""
    url = "https://www.reddit.com/.rss?feed=abc&user=ada"
    assert hold(source("reddit", url), answer(EMPTY)).urls == [url]


def test_too_many_requests_are_explained() -> None:
    """The line says what Reddit allows."""
    with pytest.raises(FetchError, match="one request a minute"):
        hold(source("reddit", SERVER, query="x"), refused(429))


@pytest.mark.parametrize(
    ("title", "text", "kept"),
    [
        ("[deleted by user]", "", False),
        ("[removed by moderator]", "CRM", False),
        ("My CRM rant", "[removed]", False),
        ("My CRM rant", "[deleted]", False),
        ("What [removed] means", "When a moderator says [removed], ...", True),
        ("A link", "", True),
    ],
)
def test_what_was_taken_back_is_no_news(title: str, text: str, kept: bool) -> None:
    """Reddit leaves a sign in its place."""
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>r</title><entry><id>t3_1</id>'
        f'<author><name>/u/ada</name></author><title>{title}</title><content type="html">'
        f'&lt;!-- SC_OFF --&gt;&lt;div class="md"&gt;&lt;p&gt;{text}&lt;/p&gt;&lt;/div&gt;'
        '</content><link href="https://www.reddit.com/r/crm/comments/1/"/></entry></feed>'
    )
    crm = source("reddit", "https://www.reddit.com", query="r/crm")
    assert bool(hold(crm, answer(body)).entries) is kept


def told(**parts: Any) -> RawEntry:
    """An entry of a feed, as it is parsed."""
    return reddit.entry(RawEntry(**{"author": "/u/ada", "title": "T", **parts}))


def test_a_comment_goes_by_its_own_words() -> None:
    """Reddit calls it by the post that it is about; what it quotes comes after them."""
    content = "<blockquote><p>Seats are free</p></blockquote><p>Not mine, by my invoice.</p>"
    found = entry(told(id="t1_9", title="/u/ada on Seats", content=content))
    assert found.title == "Not mine, by my invoice."
    assert found.text == "Not mine, by my invoice.\nSeats are free"
    assert found.text[: found.own] == "Not mine, by my invoice."


def test_who_deleted_their_account_is_nobody() -> None:
    """Or all of them would be one."""
    raw = told(id="t3_9", author="/u/[deleted]")
    assert (raw.author, raw.handle) == ("", "")


def test_a_search_may_find_places_which_are_no_posts() -> None:
    """A subreddit or a user."""
    feed = "".join(
        f"<entry><id>{name}</id><title>CRM</title><link href='https://www.reddit.com/'/></entry>"
        for name in ("t5_1", "t2_1", "t3_1")
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{feed}</feed>'
    entries = hold(source("reddit", SERVER, query="crm"), answer(body)).entries
    assert [raw.id for raw in entries] == ["t3_1"]


def test_a_private_subreddit_is_told_from_a_refusal() -> None:
    """Reddit gives the reason beside the status."""
    said = {"reason": "private", "message": "Forbidden", "error": 403}
    with pytest.raises(FetchError, match="the subreddit is private"):
        hold(source("reddit", SERVER, query="r/x"), refused(403, said))
