"""Documents of every format and oddity to the raw entries they hold."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import parse
from cio_digest.errors import ParseError
from cio_digest.models import Enclosure, RawEntry, RawFeed

URL = "https://example.com/blog/feed.xml"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)
NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
)


def rss(items: str = "<item><title>One</title></item>", channel: str = "") -> str:
    return (
        f'<rss version="2.0" {NAMESPACES}><channel><title>News</title>{channel}{items}'
        "</channel></rss>"
    )


def atom(entries: str, attributes: str = "", feed: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
        f"{attributes}><title>News</title>{feed}{entries}</feed>"
    )


def read(document: str | bytes, url: str = URL, content_type: str = "") -> RawFeed:
    body = document.encode() if isinstance(document, str) else document
    return parse.feed(body, url=url, content_type=content_type)


def item(inside: str, channel: str = "") -> RawEntry:
    """The one entry of an RSS feed with ``inside`` in its item."""
    (found,) = read(rss(f"<item>{inside}</item>", channel)).entries
    return found


def entry(inside: str, attributes: str = "") -> RawEntry:
    """The one entry of an Atom feed with ``inside`` in its entry."""
    (found,) = read(atom(f"<entry>{inside}</entry>", attributes)).entries
    return found


FORMATS = {
    "RSS 0.91": '<rss version="0.91"><channel><title>News</title>'
    "<item><title>One</title><link>https://example.com/1</link></item></channel></rss>",
    "RSS 2.0": '<rss version="2.0"><channel><title>News</title>'
    "<item><title>One</title><link>https://example.com/1</link></item></channel></rss>",
    "RSS 0.90/RDF": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title></channel>'
    "<item><title>One</title><link>https://example.com/1</link></item></r:RDF>",
    "RSS 1.0/RDF": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns="http://purl.org/rss/1.0/"><channel><title>News</title></channel>'
    '<item rdf:about="https://example.com/1"><title>One</title>'
    "<link>https://example.com/1</link></item></rdf:RDF>",
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>News</title>'
    '<entry><title>One</title><link rel="alternate" href="https://example.com/1"/></entry></feed>',
    "Atom 1.0": '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
    '<entry><title>One</title><link href="https://example.com/1"/></entry></feed>',
    "JSON Feed 1.1": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", '
    '"items": [{"title": "One", "url": "https://example.com/1"}]}',
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read(name: str) -> None:
    """Each format says its name and gives the feed's title and the entry's title and link."""
    feed = read(FORMATS[name])
    assert (feed.format, feed.title) == (name, "News")
    assert [(e.title, e.url) for e in feed.entries] == [("One", "https://example.com/1")]


@pytest.mark.parametrize("name", [name for name in FORMATS if "JSON" not in name])
def test_a_broken_document_of_every_format_is_read(name: str) -> None:
    """What is not well-formed still gives its entries, by feedparser."""
    feed = read(FORMATS[name].replace("One", "One & two &nbsp;"))
    assert [(e.title.partition(" &")[0], e.url) for e in feed.entries] == [
        ("One", "https://example.com/1")
    ]


@pytest.mark.parametrize(
    ("inside", "field", "expected"),
    [
        ("<title>A &amp;lt; B &amp; C</title>", "title", "A &lt; B & C"),
        ("<title> folded\n</title>", "title", "folded"),
        ("<title><![CDATA[<b>x</b>]]></title>", "title", "<b>x</b>"),
        ("<dc:title>dc</dc:title>", "title", "dc"),
        ("<media:title>m</media:title>", "title", "m"),
        ("<link>https://a.example/1</link>", "url", "https://a.example/1"),
        ("<link> https://a.example/1\n</link>", "url", "https://a.example/1"),
        ("<link>/p/1</link>", "url", "https://example.com/p/1"),
        ("<guid>https://a.example/g</guid>", "url", "https://a.example/g"),
        ('<guid isPermaLink="false">https://a.example/g</guid>', "url", ""),
        ('<guid isPermalink="false">https://a.example/g</guid>', "url", ""),
        ('<atom:link href="https://a.example/2"/>', "url", "https://a.example/2"),
        ('<atom:link rel="self" href="https://a.example/2"/>', "url", ""),
        (
            (
                "<link>http://feedproxy.google.com/~r/x/1</link>"
                "<feedburner:origLink>https://a.example/o</feedburner:origLink>"
            ),
            "url",
            "https://a.example/o",
        ),
        ("<guid>tag:1</guid>", "id", "tag:1"),
        ("<pubDate>Sat, 21 Nov 2026 14:00:00 +0200</pubDate>", "published", NOON),
        ("<pubDate>no idea</pubDate>", "published", None),
        ("<dc:date>2026-11-21T12:00:00Z</dc:date>", "updated", NOON),
        ("<description>short</description>", "content", "short"),
        ("<content:encoded>long</content:encoded>", "content", "long"),
        ("<itunes:summary>spoken</itunes:summary>", "content", "spoken"),
        (
            "<media:group><media:description>seen</media:description></media:group>",
            "content",
            "seen",
        ),
        ("<description>a <b>bold</b> word</description>", "content", "a <b>bold</b> word"),
        ("<author>ann@example.com (Ann)</author>", "author", "ann@example.com (Ann)"),
        ("<dc:creator>Ann</dc:creator>", "author", "Ann"),
        ("<author>a@example.com</author><itunes:author>Ann</itunes:author>", "author", "Ann"),
        ("<category>A</category><category>B</category><category>A</category>", "tags", ("A", "B")),
        ("<dc:subject>A</dc:subject>", "tags", ("A",)),
        ("<itunes:keywords>a, b,,</itunes:keywords>", "tags", ("a", "b")),
        ("<comments>/p/1#talk</comments>", "comments", "https://example.com/p/1#talk"),
        ('<source url="https://paper.example">The Paper</source>', "publisher", "The Paper"),
        ("<dc:language>de</dc:language>", "language", "de"),
        (
            '<enclosure url="/a.mp3" type="audio/mpeg" length="42"/>',
            "enclosures",
            (Enclosure("https://example.com/a.mp3", "audio/mpeg", 42),),
        ),
        (
            (
                '<media:group><media:content url="https://a.example/v" medium="video"/>'
                '<media:content url="https://a.example/i" medium="image"/></media:group>'
            ),
            "enclosures",
            (Enclosure("https://a.example/v"),),
        ),
    ],
)
def test_rss_fields(inside: str, field: str, expected: object) -> None:
    """Elements of RSS and of its modules fill the field they mean."""
    assert getattr(item(inside), field) == expected


@pytest.mark.parametrize(
    ("inside", "field", "expected"),
    [
        ("<title>1 &lt; 2</title>", "title", "1 &lt; 2"),
        ('<title type="html">&lt;b&gt;x&lt;/b&gt;</title>', "title", "<b>x</b>"),
        (
            (
                '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <b>b</b></div>'
                "</title>"
            ),
            "title",
            "<div>a <b>b</b></div>",
        ),
        ('<content type="html">&lt;p&gt;x&lt;/p&gt;</content>', "content", "<p>x</p>"),
        ("<content>&lt;p&gt;x&lt;/p&gt;</content>", "content", "<p>x</p>"),
        ("<content>1 &lt; 2</content>", "content", "1 &lt; 2"),
        ("<summary>s</summary>", "content", "s"),
        ("<id>tag:1</id>", "id", "tag:1"),
        ("<id>https://a.example/1</id>", "url", "https://a.example/1"),
        (
            (
                '<link rel="enclosure" href="https://a.example/f"/>'
                '<link rel="alternate" type="application/json" href="https://a.example/j"/>'
                '<link href="https://a.example/h" type="text/html"/>'
            ),
            "url",
            "https://a.example/h",
        ),
        ('<link href="../p/1"/>', "url", "https://example.com/p/1"),
        ("<published>2026-11-21T13:00:00+01:00</published>", "published", NOON),
        ("<updated>2026-11-21T12:00:00.123Z</updated>", "updated", NOON),
        ("<author><name>Ann</name></author><author><name>Bo</name></author>", "author", "Ann, Bo"),
        ('<category term="a" label="A"/><category term="b"/>', "tags", ("A", "b")),
        ('<link rel="replies" href="/talk"/>', "comments", "https://example.com/talk"),
        ('<link rel="via" href="https://b.example/"/>', "links", ("https://b.example/",)),
        ("<source><title>Planet</title></source>", "publisher", "Planet"),
        (
            "<media:group><media:description>a film</media:description></media:group>",
            "content",
            "a film",
        ),
        (
            '<link rel="enclosure" href="/a.mp3" type="audio/mpeg" length="7"/>',
            "enclosures",
            (Enclosure("https://example.com/a.mp3", "audio/mpeg", 7),),
        ),
    ],
)
def test_atom_fields(inside: str, field: str, expected: object) -> None:
    """Elements of Atom fill the field they mean; text that is said to be plain stays plain."""
    assert getattr(entry(inside), field) == expected


RICH = """<title>A &amp;amp; B</title><link>/p/1</link><guid isPermaLink="false">g1</guid>
<pubDate>Sat, 21 Nov 2026 14:00:00 +0200</pubDate><description>brief</description>
<content:encoded>&lt;p&gt;in full&lt;/p&gt;</content:encoded><dc:creator>Ann</dc:creator>
<category>A</category><comments>/p/1#talk</comments><source url="https://p.example">P</source>
<enclosure url="/a.mp3" type="audio/mpeg" length="42"/>"""


def test_a_broken_feed_gives_the_same_entry() -> None:
    """One stray entity at the end of the document changes no field of the entry before it."""
    whole = rss(f"<item>{RICH}</item>")
    assert read(whole.replace("</channel>", "<x>&nbsp;</x></channel>")).entries == (item(RICH),)


def test_content_that_is_no_text_is_passed_over() -> None:
    """A picture in base64 is not what an entry says."""
    found = entry('<content type="image/png">aGVsbG8=</content><summary>s</summary>')
    assert found.content == "s"


def test_the_fullest_text_is_the_content_and_the_other_the_summary() -> None:
    """Where a feed gives both, both are kept."""
    found = item("<description>brief</description><content:encoded>in full</content:encoded>")
    assert (found.content, found.summary) == ("in full", "brief")


def test_xml_base_counts_at_every_level() -> None:
    """A base on the entry is itself relative to that of the feed."""
    found = entry('<link xml:base="c/" href="1"/>', 'xml:base="https://b.example/x/"')
    assert found.url == "https://b.example/x/c/1"


def test_relative_links_of_rss_start_from_the_site() -> None:
    """RSS has no base of its own: a feed behind a proxy means addresses of its channel's link."""
    found = item("<link>p/1</link>", "<link>https://site.example/news/</link>")
    assert found.url == "https://site.example/news/p/1"


@pytest.mark.parametrize(
    ("channel", "seconds"),
    [
        ("<ttl>60</ttl>", 3600),
        ("<ttl>often</ttl>", 0),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86400),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
            1800,
        ),
        ("<ttl>99999999999999999999</ttl>", 0),
        ("", 0),
    ],
)
def test_a_feed_says_how_often_it_changes(channel: str, seconds: int) -> None:
    """``ttl`` is in minutes, ``updatePeriod`` is divided by its frequency."""
    assert read(rss(channel=channel)).ttl == seconds
    assert read(rss(channel=channel + "<x>&nbsp;</x>")).ttl == seconds


UMLAUT = (
    '<?xml version="1.0"{}?><rss version="2.0"><channel><item><title>Größe €</title></item>'
    "</channel></rss>"
)


@pytest.mark.parametrize(
    ("declared", "encoding", "content_type"),
    [
        ("", "utf-8", ""),
        ("", "utf-8-sig", "text/xml; charset=iso-8859-1"),
        ("", "utf-16", ""),
        ("", "utf-16-le", ""),
        ("", "utf-32", ""),
        ("windows-1252", "cp1252", ""),
        ("iso-8859-1", "cp1252", ""),
        ("iso-8859-15", "iso-8859-15", "text/xml"),
        ("", "cp1252", "text/xml; charset=windows-1252"),
        ("", "cp1252", ""),
        ("utf-8", "utf-8", "text/xml; charset=iso-8859-1"),
        ("iso-8859-1", "utf-8", "text/xml; charset=utf-8"),
        ("utf-8", "cp1252", "text/xml; charset=iso-8859-1"),
        ("utf-16", "utf-8", ""),
        ("no-such-thing", "utf-8", ""),
        ("punycode", "utf-8", ""),
        ("utf-7", "utf-8", "text/xml; charset=idna"),
    ],
)
def test_encodings(declared: str, encoding: str, content_type: str) -> None:
    """Byte order mark, header and declaration are heard; what fits none is guessed, not lost."""
    document = UMLAUT.format(f' encoding="{declared}"' if declared else "")
    feed = read(document.encode(encoding), content_type=content_type)
    assert feed.entries[0].title == "Größe €"


def test_a_chinese_feed_is_read_in_its_declared_encoding() -> None:
    """gb2312 means its superset gb18030, as browsers read it."""
    document = UMLAUT.format(' encoding="gb2312"').replace("Größe", "新闻")
    assert read(document.encode("gb18030")).entries[0].title == "新闻 €"


JSON_ITEM = {
    "id": 7,
    "url": "/1",
    "external_url": "https://b.example/x",
    "title": "1 < 2",
    "content_text": "a\n<b",
    "summary": "s",
    "date_published": "2026-11-21T12:00:00Z",
    "authors": [{"name": "Ann"}, {"name": "Bo"}, "junk"],
    "tags": ["a", 3, None],
    "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}],
}


def test_json_feed_fields() -> None:
    """Each field of a JSON Feed item lands; a number for an id is taken, junk is passed over."""
    document = {"version": "https://jsonfeed.org/version/1.1", "items": [JSON_ITEM, "junk"]}
    (found,) = read(json.dumps(document)).entries
    assert found == RawEntry(
        id="7",
        url="https://example.com/1",
        title="1 &lt; 2",
        content="a<br>&lt;b",
        summary="s",
        published=NOON,
        author="Ann, Bo",
        tags=("a", "3"),
        links=("https://b.example/x",),
        enclosures=(Enclosure("https://example.com/a.mp3", "audio/mpeg", 9),),
    )


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
    assert len(read(rss("<item/>" * 6000)).entries) == 5000


def test_a_broken_feed_of_absurd_length_gives_its_first_entries() -> None:
    """What is too much for feedparser is cut after a whole entry, not in the midst of one."""
    items = "".join(f"<item><title>{n}</title></item>" for n in range(30_000))
    titles = [entry.title for entry in read(rss(f"<x>&nbsp;</x>{items}")).entries]
    assert titles == [str(n) for n in range(5000)]
    long = f"<item><title>{'word ' * 50_000}</title></item>"
    assert len(read(rss(f"<x>&nbsp;</x>{long * 20}")).entries) == 7


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
