"""Networks that are feeds at a known address: what is asked for, and the recorded answers."""

from __future__ import annotations

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, refused, source

from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement, RawEntry
from cio_digest.networks import discourse, github, lobsters


@pytest.mark.parametrize(
    ("kind", "server", "parts", "address"),
    [
        ("youtube", "https://www.youtube.com", {"handle": "UC1"}, "https://www.youtube.com/feeds/videos.xml?channel_id=UC1"),
        ("youtube", "https://www.youtube.com", {"handle": "PL1"}, "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
        ("lobsters", "https://lobste.rs", {"query": "#a #b"}, "https://lobste.rs/t/a,b.rss"),
        ("lobsters", "https://lobste.rs", {"handle": "ada"}, "https://lobste.rs/~ada/stories.rss"),
        ("medium", "https://medium.com", {"query": "#Social-CRM"}, "https://medium.com/feed/tag/social-crm"),
        ("medium", "https://medium.com", {"handle": "@ada"}, "https://medium.com/feed/@ada"),
        ("substack", "https://substack.com", {"handle": "ada"}, "https://ada.substack.com/feed"),
        ("substack", "https://substack.com", {"handle": "www.ada.example"}, "https://www.ada.example/feed"),
        ("github", "https://github.com", {"query": "o/r"}, "https://github.com/o/r/releases.atom"),
        ("github", "https://github.com", {"handle": "ada"}, "https://github.com/ada.atom"),
        ("discourse", "https://f.example", {"query": "#crm"}, "https://f.example/tag/crm.rss"),
        ("discourse", "https://f.example", {"query": "c/sales/5"}, "https://f.example/c/sales/5.rss"),
        ("wordpress", "https://w.example/", {"query": "#crm #sales"}, "https://w.example/tag/crm,sales/feed/"),
        ("wordpress", "https://w.example", {"query": "social crm"}, "https://w.example/?s=social+crm&feed=rss2"),
    ],
)  # fmt: skip
def test_what_is_asked_for(kind: str, server: str, parts: dict[str, str], address: str) -> None:
    """Handle, tags and words lead to the network's own address."""
    assert hold(source(kind, server, **parts), answer(EMPTY)).urls == [address]


@pytest.mark.parametrize("kind", ["youtube", "lobsters", "bridge", "googlealerts", "medium"])
def test_a_feed_of_ones_own_is_read_where_it_is(kind: str) -> None:
    """An address that the reader wrote is asked as it is."""
    url = "https://home.example/feed?x=1"
    assert hold(source(kind, url), answer(EMPTY)).urls == [url]


def test_recorded_videos() -> None:
    """A channel speaks for itself; thumbs up count."""
    body = recorded("recorded/youtube/extracted/youtube_test.1.xml")
    found = entry(hold(source("youtube", handle="UC1"), answer(body)).entries[0])
    assert (found.network, found.handle) == ("youtube", "tagesschau")
    assert found.engagement == Engagement(likes=69)
    assert found.text.startswith("Bundeskanzler Olaf Scholz")


@pytest.mark.parametrize(
    "name",
    [
        "youtube/huginn__spec__data_fixtures__youtube.xml",
        "youtube/feedjira__spec__sample_feeds__youtube_atom.xml",
        "youtube/RSS-Parser__rssparser__src__commonTest__resources__atom-feed-youtube.xml",
    ],
)
def test_every_recorded_channel(name: str) -> None:
    """Each video has its page, its channel and its day."""
    entries = hold(source("youtube", handle="UC1"), answer(recorded(f"recorded/{name}"))).entries
    assert entries
    for found in map(entry, entries):
        assert found.canonical.startswith("https://youtube.com/watch?v=")
        assert found.handle
        assert found.published


def test_youtube_out_of_order_is_not_a_death() -> None:
    """A 404 says what else it may mean."""
    with pytest.raises(FetchError, match="out of order"):
        hold(source("youtube", handle="UC1"), refused(404))


def test_a_story_of_lobsters() -> None:
    """The article's address, the name out of the mail address, no text but the link's."""
    item = (
        '<rss version="2.0"><channel><item><title>A</title><link>https://n.example/1</link>'
        "<guid>https://lobste.rs/s/abc</guid><author>ada@users.lobste.rs (ada)</author>"
        "<comments>https://lobste.rs/s/abc/a</comments><description>&lt;p&gt;&lt;a href="
        '"https://lobste.rs/s/abc/a"&gt;Comments&lt;/a&gt;&lt;/p&gt;</description>'
        "<category>web</category></item></channel></rss>"
    )
    (raw,) = hold(source("lobsters", query="#web"), answer(item)).entries
    found = entry(raw)
    assert (found.url, found.guid) == ("https://n.example/1", "https://lobste.rs/s/abc")
    assert (found.handle, found.network, found.text) == ("ada", "lobsters", "")
    assert lobsters.entry(RawEntry(author="ada")).handle == "ada"


def test_recorded_releases() -> None:
    """A release that is only a number says of what."""
    name = "recorded/github/rss-parser__test__input__gulp-atom.atom"
    body = answer(recorded(name), url="https://github.com/gulpjs/gulp/releases.atom")
    found = entry(hold(source("github", query="gulpjs/gulp"), body).entries[0])
    assert (found.title, found.author, found.network) == ("gulp v3.9.0", "contra", "")


def test_a_release_that_says_of_what_stays_as_it_is() -> None:
    """The name is not said twice."""
    raw = RawEntry(
        id="tag:github.com,2008:Repository/1/v2",
        url="https://github.com/o/tool/releases/tag/v2",
        title="Tool 2",
    )
    assert github.entry(raw).title == "Tool 2"


def test_a_recorded_tag_of_medium() -> None:
    """Authors and tags arrive; an article is its site's."""
    body = recorded("recorded/medium/extracted/medium_test.0.xml")
    found = entry(hold(source("medium", query="#kubernetes"), answer(body)).entries[0])
    assert (found.author, found.outlet) == ("BlackCatDev", "blackcatdev.medium.com")
    assert "kubernetes" in found.tags


def test_a_recorded_newsletter() -> None:
    """A newsletter is its own outlet."""
    name = "recorded/substack/feed-rs__feed-rs__fixture__rss2__rss_2.0_heated.xml"
    found = entry(hold(source("substack", handle="heated"), answer(recorded(name))).entries[0])
    assert (found.author, found.outlet) == ("Emily Atkin", "heated.world")


def test_captured_wordpress() -> None:
    """A search's and a tag's feed; one without posts is no error."""
    site = source("wordpress", query="SharePoint")
    body = recorded("captured/wordpress/__s_SharePoint_feed_rss2.body")
    found = entry(hold(site, answer(body)).entries[0])
    assert found.title == "SharePoint roadmap: what “CIOs” need"
    assert found.tags == ("Uncategorized", "CRM", "SharePoint")
    tagged = answer(recorded("captured/wordpress/_tag_crm+sharepoint_feed_.body"))
    assert hold(source("wordpress", query="#crm"), tagged).entries
    unknown = answer(recorded("captured/wordpress/_tag_nosuch_feed_.body"))
    assert hold(source("wordpress", query="#nosuch"), unknown).entries == ()


def test_a_bridge_passes_on_people() -> None:
    """What an author says there is the word of a person on the bridge's network."""
    feed = "<rss><channel><item><title>A</title><author>Ada Byron</author></item></channel></rss>"
    (raw,) = hold(source("bridge", network="linkedin"), answer(feed)).entries
    found = entry(raw)
    assert (found.network, found.handle, found.outlet) == ("linkedin", "Ada Byron", "ada byron")


@pytest.mark.parametrize("name", ["err_Atom", "err_Mrss", "err_Json"])
def test_a_bridge_that_fails_is_an_error(name: str) -> None:
    """An entry that says so is no news."""
    body = recorded(f"captured/rssbridge/{name}.body")
    with pytest.raises(ParseError, match="the bridge reports an error"):
        hold(source("bridge", network="linkedin"), answer(body))


def test_thumbs_up_of_a_video() -> None:
    """The count of ratings is read out of the media elements; none is not nought."""
    video = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">'
        "<entry><id>1</id><title>A</title><author><name>Ada TV</name></author><media:group>"
        '<media:community><media:starRating count="{}"/></media:community></media:group>'
        "</entry></feed>"
    )
    (raw,) = hold(source("youtube", handle="UC1"), answer(video.format(5))).entries
    assert (raw.engagement, raw.handle) == (Engagement(likes=5), "Ada TV")
    (raw,) = hold(source("youtube", handle="UC1"), answer(video.format(0))).entries
    assert raw.engagement == Engagement()


def test_a_release_without_notes_says_nothing() -> None:
    """Its feed has words in their place."""
    raw = RawEntry(id="x", url="https://github.com/o/r/releases/tag/v2", content="No content.")
    assert github.entry(raw).content == ""


@pytest.mark.parametrize(
    ("title", "content", "shown"),
    [
        ("RT by @ada: Seats cost more", "<p>Seats cost more</p>", "Seats cost more"),
        ("R to @bo: Not ours", "<p>Not ours</p>", "Not ours"),
        (
            "🎬 This media is not supported in your browser",
            "<b>This media is not supported in your browser</b><br>VIEW IN TELEGRAM<p>Seats</p>",
            "Seats",
        ),
    ],
    ids=["passed on", "answer", "video"],
)
def test_what_a_bridge_writes_beside_a_post_is_not_said(
    title: str, content: str, shown: str
) -> None:
    """Whose words they are is told by their author."""
    body = (
        f"<rss version='2.0'><channel><title>x</title><item><title>{title}</title><link>https://b."
        f"example/1</link><description><![CDATA[{content}]]></description></item></channel></rss>"
    )
    bridge = source("bridge", "https://b.example/feed", network="x")
    (raw,) = hold(bridge, answer(body)).entries
    assert (entry(raw).title, entry(raw).text) == (shown, shown)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (":tada: Two :rocket:", "Two"),
        ("At 10:30:15 a::b:c: d", "At 10:30:15 a::b:c: d"),
        ("Time: now: or later", "Time: now: or later"),
    ],
)
def test_codes_of_emoji_are_no_words(title: str, shown: str) -> None:
    """In a release's title as in a forum's; what only looks like one stays."""
    address = "https://github.com/o/two/releases/tag/v2"
    assert github.entry(RawEntry(id="x", url=address, title=title)).title == shown
    assert discourse.entry(RawEntry(title=title)).title == shown
