"""What is no feed, is broken, or means harm, to entries or one clear line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.parse.documents import URL, read, rss

from cio_digest.errors import ParseError


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b" \n\xef\xbb\xbf", "empty"),
        (b"<!DOCTYPE html><html><title>Hi</title></html>", "an HTML page"),
        (b"<html><body><item>x</item></body></html>", "an HTML page"),
        (b'{"items": []}', "not a JSON Feed"),
        (b"[1, 2]", "not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "broken JSON"),
        (b'{"a":' * 100_000, "broken JSON"),
        (b"<opml><body/></opml>", "neither RSS nor Atom"),
        (b"Not found", "it begins 'Not found'"),
        (b'<rss version="2.0"><channel><title>News</ti', "cut off"),
        (b"<html><title>Just a moment...</title></html>", "bot-check"),
    ],
)
def test_what_is_no_feed_is_one_clear_line(body: bytes, words: str) -> None:
    """The error names the address and says in one line what came instead."""
    with pytest.raises(ParseError) as caught:
        read(body)
    assert words in str(caught.value)
    assert str(caught.value).startswith(URL)
    assert "\n" not in str(caught.value)


def test_a_feed_without_entries_is_a_feed() -> None:
    """A search that found nothing, or a new blog."""
    assert read(rss(items="")).entries == ()


def test_entities_of_a_document_are_never_expanded() -> None:
    """Neither a billion laughs nor a file of this machine gets into an entry."""
    for entity in ('"ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;"', 'SYSTEM "file:///etc/passwd"'):
        document = f"<!DOCTYPE rss [<!ENTITY a {entity}>]>" + rss(
            "<item><title>&a;&c;</title></item>"
        )
        titles = "".join(e.title for e in read(document).entries)
        assert "haha" not in titles
        assert "root" not in titles


def test_a_truncated_feed_gives_the_entries_it_has() -> None:
    """A connection that broke costs the end of the document, not all of it."""
    whole = rss("<item><title>One</title></item><item><title>Two</title></item>")
    assert read(whole[: whole.index("</channel>")]).entries[0].title == "One"


def test_a_feed_of_absurd_length_ends() -> None:
    """Only the first 5,000 entries are read."""
    assert len(read(rss("<item><guid>1</guid></item>" * 6000)).entries) == 5000


def test_a_broken_feed_of_absurd_length_gives_its_first_entries() -> None:
    """What is too much for feedparser is cut after a whole entry, not in the midst of one."""
    items = "".join(f"<item><title>{n}</title></item>" for n in range(30_000))
    titles = [entry.title for entry in read(rss(f"<x></y>{items}")).entries]
    assert titles == [str(n) for n in range(5000)]
    long = f"<item><title>{'word ' * 38_000}</title></item>"
    feed = read(rss(f"<x></y>{long * 20}"))
    assert len(feed.entries) == 10
    assert feed.note == "10 of 20 items could not be read"


def complaint(body: bytes) -> str:
    """What is said against a document, ``""`` when it can be read."""
    try:
        read(body, content_type="text/xml")
    except ParseError as error:
        return str(error)
    return ""


@given(
    st.binary(max_size=300)
    | st.builds(
        lambda start, junk: start + junk,
        st.sampled_from(
            [rss().encode(), b"<rss><channel><item>", b"<feed><entry>", b"{", b"<html>"]
        ),
        st.binary(max_size=200),
    )
)
def test_no_bytes_raise_anything_but_a_parse_error(body: bytes) -> None:
    """Whatever comes, there is a feed or one clear line."""
    assert "\n" not in complaint(body)


@given(st.lists(st.sampled_from([*"<>/&;\"' =!-[]?", "rss", "channel", "item", "title", "feed",
                                 "entry", "link", "CDATA", "amp", "#x0", "xmlns", "html", "é"]),
                max_size=60))  # fmt: skip
def test_no_markup_raises_anything_but_a_parse_error(parts: list[str]) -> None:
    """Also where the junk is made of what feeds are made of."""
    assert "\n" not in complaint(b"<rss version='2.0'><channel><item>" + "".join(parts).encode())


@pytest.mark.parametrize("link", ["/story", "www.news.example/story", "http:/x.example/"])
@pytest.mark.parametrize("broken", ["", "<x></y>"], ids=["strict", "lenient"])
def test_a_page_at_half_an_address_costs_no_entry(link: str, broken: str) -> None:
    """Links that are relative to what is no address stay as they are."""
    item = f"<item><title>One</title><link>{link}</link></item>"
    (entry,) = read(rss(f"<link>http://[::1</link>{broken}{item}")).entries
    assert entry.title == "One"
