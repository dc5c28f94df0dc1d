"""Pages to the feeds they announce."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import parse

URL = "https://example.com/news/"
RSS = "application/rss+xml"
_FORMER_TYPES = (
    "text/rss+xml", "application/x-rss+xml", "application/x.atom+xml", "application/rss",
    "application/rdf+xml",
)  # fmt: skip


def page(*links: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}{''.join(links)}</head></html>".encode()


def link(href: str, kind: str = RSS, rel: str = "alternate", title: str = "") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}" title="{title}">'


def links(body: bytes) -> tuple[str, ...]:
    """The addresses that a page announces."""
    return tuple(each.url for each in parse.feed_links(body, url=URL))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (page(link("https://a.example/f")), ("https://a.example/f",)),
        (page(link("/f?a=1&amp;b=2")), ("https://example.com/f?a=1&b=2",)),
        (page(link("f"), head='<base href="/x/">'), ("https://example.com/x/f",)),
        (page(link("/f", kind="APPLICATION/RSS+XML; charset=utf-8")), ("https://example.com/f",)),
        *((page(link("/f", kind=kind)), ("https://example.com/f",)) for kind in _FORMER_TYPES),
        (page(link("/f", rel="ALTERNATE home")), ("https://example.com/f",)),
        (page(link("/f", kind="", rel="feed")), ("https://example.com/f",)),
        (page("<link rel=alternate type=application/atom+xml href=/f>"), ("https://example.com/f",)),
        (page(link("/f"), link("/f")), ("https://example.com/f",)),
        (page(link("feed://a.example/f")), ("https://a.example/f",)),
        (page(link("feed:https://a.example/f")), ("https://a.example/f",)),
        (page(f'<a type="{RSS}" href="/a">RSS</a>', link("/f")), ("https://example.com/f", "https://example.com/a")),
        (page("<!-- " + link("/old") + " -->", link("/f")), ("https://example.com/f",)),
        (page("".join(f"<b id={n}>" for n in range(2000)) + "<p>" * 9000 + link("/f")), ("https://example.com/f",)),
        (page(link("/f", rel="stylesheet")), ()),
        (page(link("/f", kind="text/html")), ()),
        (page(link("/f", kind="application/rsd+xml")), ()),
        (page(link("/f", kind="application/json+oembed")), ()),
        (page('<link rel="alternate" href="/blog/feed/">', '<link rel="alternate" href="/de/">'), ("https://example.com/blog/feed/",)),
        (page('<link rel="alternate" href="/news.xml?lang=en">'), ("https://example.com/news.xml?lang=en",)),
        (page('<link rel="canonical" href="/feed">', '<a href="/rss.xml">RSS</a>'), ()),
        (page(link("javascript:alert(1)"), link("file:///etc/passwd")), ()),
        (page(), ()),
        (b"", ()),
        (b"\x00\xff<link", ()),
    ],
)  # fmt: skip
def test_a_page_names_its_feeds(body: bytes, expected: tuple[str, ...]) -> None:
    """Absolute http(s) addresses, each once; links of other kinds are none."""
    assert links(body) == expected


def test_the_articles_feed_comes_before_that_of_the_comments() -> None:
    """And a sure feed before what may be any XML or JSON."""
    body = page(
        link("/comments/feed", title="Comments"),
        link("/wp-json/x", kind="application/json"),
        link("/maybe", kind="text/xml"),
        link("/feed"),
    )
    paths = [address.removeprefix("https://example.com") for address in links(body)]
    assert paths == ["/feed", "/maybe", "/comments/feed", "/wp-json/x"]


def test_a_page_of_endless_tags_is_answered() -> None:
    """Ninety kilobytes of unfinished anchors, which some parsers never get through."""
    body = page(link("/f")) + b"<a " * 30_000
    assert links(body) == ("https://example.com/f",)


@given(st.text(max_size=200), st.text(alphabet="htps:/[]@.%a1 ", max_size=40))
def test_any_page_gives_only_http_addresses(junk: str, href: str) -> None:
    """Nothing raises, and nothing but http(s) comes out."""
    body = page(link(href.replace('"', ""))) + junk.encode("utf-8", "replace")
    assert all(found.startswith(("http://", "https://")) for found in links(body))
