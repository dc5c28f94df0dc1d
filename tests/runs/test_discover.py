"""What somebody types to the account or feeds that it means; sites are real ones on loopback."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site
from tests.feeds import item, rss

from cio_digest.errors import CioDigestError, FetchError, ParseError
from cio_digest.fetch.client import Limits, client
from cio_digest.runs import discover

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.runs.discover import Offer

QUICK = Limits(connect=10, total=20, gap=0)
FEED = rss(item("One"), title="The <b>Ledger</b>")


def find(address: str) -> list[Offer]:
    async def run() -> list[Offer]:
        async with client(QUICK, private=lambda _: False) as opened:
            return await discover.feeds(address, opened.get)

    return asyncio.run(run())


def page(*hrefs: str) -> Page:
    kind = 'rel="alternate" type="application/rss+xml"'
    links = (f'<link {kind} href="{href}" title="To {href}">' for href in hrefs)
    return Page(f"<html><head>{''.join(links)}</head><body><p>Hello</p></body></html>".encode())


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("https://a.example/feed", "feeds", "https://a.example/feed"),
        ("a.example", "feeds", "https://a.example"),
        (" a.example/blog ", "feeds", "https://a.example/blog"),
        ("http://localhost:8000/x", "feeds", "http://localhost:8000/x"),
        ("http://10.0.0.7/feed", "feeds", "http://10.0.0.7/feed"),
        ("@ada@example.social", "mastodon", "@ada@example.social"),
        ("ada@example.social", "mastodon", "@ada@example.social"),
        ("https://example.social/@ada", "mastodon", "@ada@example.social"),
        ("ada.bsky.social", "bluesky", "ada.bsky.social"),
        ("@ada.example", "bluesky", "ada.example"),
        ("https://bsky.app/profile/ada.example", "bluesky", "ada.example"),
        ("https://github.com/ada", "github", "ada"),
        ("https://github.com/ada/tool", "feeds", "https://github.com/ada/tool/releases.atom"),
        ("github.com/ada/tool/releases", "feeds", "https://github.com/ada/tool/releases.atom"),
        ("https://github.com/topics/crm", "feeds", "https://github.com/topics/crm"),
        ("https://old.reddit.com/r/crm+erp/", "feeds", "https://www.reddit.com/r/crm+erp/.rss"),
        ("https://www.reddit.com/r/crm/.rss", "feeds", "https://www.reddit.com/r/crm/.rss"),
        ("https://ada.substack.com", "substack", "ada"),
        ("https://www.youtube.com/channel/UCabcdefghijklmn", "youtube", "UCabcdefghijklmn"),
        ("https://www.youtube.com/@ada", "feeds", "https://www.youtube.com/@ada"),
        (
            "https://m.youtube.com/playlist?app=m&list=PLabc-d_e&si=x",
            "feeds",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc-d_e",
        ),
        ("feed://a.example/x", "feeds", "http://a.example/x"),
        ("feed:https://a.example/x", "feeds", "https://a.example/x"),
        ("FEED:HTTPS://a.example/x", "feeds", "HTTPS://a.example/x"),
        ("<https://a.example/x>", "feeds", "https://a.example/x"),
        ("<feed:https://a.example/x>,", "feeds", "https://a.example/x"),
        ("\u200b“https://a.example/x”\xa0", "feeds", "https://a.example/x"),
        ("view-source:https://a.example/x", "feeds", "https://a.example/x"),
        ("https://a.example/?x=1&amp;y=2", "feeds", "https://a.example/?x=1&y=2"),
        ("pcast://a.example/x", "feeds", "http://a.example/x"),
        ("(@ada@example.social)", "mastodon", "@ada@example.social"),
    ],
)
def test_what_is_typed(text: str, key: str, value: str) -> None:
    """Addresses with or without a scheme, handles as each network writes them."""
    assert discover.typed(text) == (key, value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ada", '"ada" is neither an address nor an account with its server'),
        ("@ada", "is neither an address"),
        ("", "is neither an address"),
        ("https://www.linkedin.com/in/ada", "is on LinkedIn, which cannot be read"),
    ],
)
def test_what_cannot_be_meant(text: str, why: str) -> None:
    """One line that says how to write it."""
    with pytest.raises(CioDigestError, match=why):
        discover.typed(text)


def test_a_feed_is_its_own_offer(site: Site) -> None:
    """One request; its title is clean."""
    site.pages["/feed.xml"] = Page(FEED)
    (offer,) = find(site.url())
    assert (offer.url, offer.title) == (site.url(), "The Ledger")
    assert offer.feed is not None
    assert len(site.seen) == 1


def test_a_feed_that_moved_for_good_is_offered_there(site: Site) -> None:
    """A detour for now changes nothing."""
    site.pages["/old"] = Page(status=301, headers=(("Location", "/feed.xml"),))
    site.pages["/now"] = Page(status=302, headers=(("Location", "/feed.xml"),))
    site.pages["/feed.xml"] = Page(FEED)
    (moved,), (detour,) = find(site.url("/old")), find(site.url("/now"))
    assert (moved.url, detour.url) == (site.url(), site.url("/now"))
    assert {site.url("/old"), site.url()} <= set(moved.asked)
    assert site.url() in detour.asked


def test_a_page_names_its_feeds_in_one_request(site: Site) -> None:
    """All that are sure to be some, with what the page calls them; nothing else is tried."""
    named = page("/feed.xml", "/comments/feed").body
    assert isinstance(named, bytes)
    maybe = b'<link rel="alternate" type="application/json" href="/wp-json/1"></head>'
    site.pages["/"] = Page(named.replace(b"</head>", maybe))
    assert [(each.url, each.title) for each in find(site.url("/"))] == [
        (site.url("/feed.xml"), "To /feed.xml"),
        (site.url("/comments/feed"), "To /comments/feed"),
    ]
    assert [seen.path for seen in site.seen] == ["/"]


@pytest.mark.parametrize("path", ["/blog", "/blog?from=mail", "/blog/post", "/blog/index.html"])
def test_usual_places_of_a_section(site: Site, path: str) -> None:
    """Below a section or beside its pages, then at the top of the site, each asked once."""
    site.pages[path] = page()
    site.pages["/index.xml"] = Page(FEED)
    (offer,) = find(site.url(path))
    assert offer.url == site.url("/index.xml")
    asked = [seen.path for seen in site.seen]
    assert asked[:3] == [path, "/blog/feed", "/blog/feed.xml"]
    assert asked[7:9] == ["/feed", "/feed.xml"]
    assert len(set(asked)) == len(asked) == 12


def test_usual_places_come_last(site: Site) -> None:
    """Beside the page, one after the other, until there is one."""
    site.pages["/blog/"] = page()
    site.pages["/blog/feed"] = page()
    site.pages["/blog/rss.xml"] = Page(FEED)
    (offer,) = find(site.url("/blog/"))
    assert offer.url == site.url("/blog/rss.xml")
    assert [seen.path for seen in site.seen] == [
        "/blog/",
        "/blog/feed",
        "/blog/feed.xml",
        "/blog/rss.xml",
    ]


def test_nothing_anywhere(site: Site) -> None:
    """Said in one line; a page that keeps machines out is told as such, and left alone."""
    site.pages["/"] = page()
    with pytest.raises(ParseError, match="names no feed, and has none where"):
        find(site.url("/"))
    with pytest.raises(FetchError, match="answered 404"):
        find(site.url("/nope"))
    site.seen.clear()
    site.pages["/"] = Page(b"<html><head><title>Just a moment...</title></head></html>")
    with pytest.raises(ParseError):
        find(site.url("/"))


def test_a_page_that_names_a_feed_that_is_none(site: Site) -> None:
    """Both addresses are told, and what is wrong with the second."""
    site.pages["/"] = page("/gone.xml")

    async def run() -> Offer:
        async with client(QUICK, private=lambda _: False) as opened:
            (offer,) = await discover.feeds(site.url("/"), opened.get)
            return await discover.read(offer, opened.get)

    with pytest.raises(ParseError) as raised:
        asyncio.run(run())
    assert str(raised.value) == (
        f"{site.url('/')}: names {site.url('/gone.xml')} as its feed, which is none"
        " (answered 404 Not Found)"
    )


def test_a_page_leads_into_no_private_network(start_site: Callable[..., Site]) -> None:
    """The feed that a public page names is asked as what it is: a stranger's address."""
    public, private = start_site("127.0.0.2"), start_site("127.0.0.1")
    public.pages["/"] = page(private.url())
    private.pages["/feed.xml"] = Page(FEED)

    async def run() -> Offer:
        async with client(QUICK, private=lambda address: address == "127.0.0.1") as opened:
            (offer,) = await discover.feeds(public.url("/"), opened.get)
            return await discover.read(offer, opened.get)

    with pytest.raises(ParseError, match="private network"):
        asyncio.run(run())
    assert private.seen == []
