"""Reddit's recorded feeds to entries."""

from __future__ import annotations

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError
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
