"""Documents of every format and oddity to the raw entries they hold."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from tests.parse.documents import atom, read, rss

from cio_digest.models import Enclosure, RawEntry

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone.utc)

# What an item without a page of its own opens.
COMMENTS = "https://a.example/comments"


def item(inside: str, channel: str = "") -> RawEntry:
    """The one entry of an RSS feed with ``inside`` in its item, which has comments as well."""
    comments = f"<comments>{COMMENTS}</comments>"
    (found,) = read(rss(f"<item>{inside}{comments}</item>", channel)).entries
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
        ('<guid isPermaLink="false">https://a.example/g</guid>', "url", COMMENTS),
        ('<guid isPermalink="false">https://a.example/g</guid>', "url", COMMENTS),
        ('<atom:link href="https://a.example/2"/>', "url", "https://a.example/2"),
        ('<atom:link rel="self" href="https://a.example/2"/>', "url", COMMENTS),
        (
            "<link>&lt;a href='/p/1' hreflang='en'>One&lt;/a></link>",
            "url",
            "https://example.com/p/1",
        ),
        ("<link>http://https://a.example/1</link>", "url", "https://a.example/1"),
        ("<link>https//a.example/1</link>", "url", "https://a.example/1"),
        (r"<link>https:\\a.example\1?q=\2</link>", "url", r"https://a.example/1?q=\2"),
        (
            "<link>mailto:ann@a.example</link><guid>https://a.example/g</guid>",
            "url",
            "https://a.example/g",
        ),
        ("<link>mailto:ann@a.example</link>", "url", "mailto:ann@a.example"),
        ("<comments>/p/1#talk</comments>", "url", "https://example.com/p/1#talk"),
        ("<itunes:title>part 4</itunes:title>", "title", "part 4"),
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
        ("<author><name>Ann</name><email>a@b.example</email></author>", "author", "Ann"),
        ("<dc:creator>Ann</dc:creator><dc:creator>Bo</dc:creator>", "author", "Ann, Bo"),
        ("<body>long</body>", "content", "long"),
        ("<content>long</content>", "content", "long"),
        ("<encoded>long</encoded>", "content", "long"),
        ("<summary>short</summary>", "content", "short"),
        ('<atom:content type="html">&lt;b&gt;x&lt;/b&gt;</atom:content>', "content", "<b>x</b>"),
        (
            (
                "<description>A sentence to read.</description>"
                '<content:encoded>&lt;iframe src="https://player.example/very/long?address=1"&gt;'
                "&lt;/iframe&gt;</content:encoded>"
            ),
            "content",
            "A sentence to read.",
        ),
        ('<itunes:category text="Tech"/>', "tags", ("Tech",)),
        ("<media:category>Tech</media:category>", "tags", ("Tech",)),
        ("<date>Sat, 21 Nov 2026 12:00:00 GMT</date>", "updated", NOON),
        ("<published>2026-11-21T12:00:00Z</published>", "published", NOON),
        ("<link>www.b.example/1</link>", "url", "https://www.b.example/1"),
        ("<link>example.com/1</link>", "url", "https://example.com/1"),
        ("<link>https:/a.example/1</link>", "url", "https://a.example/1"),
        ("<link>https://a.example/1?a=1&amp;amp;b=2</link>", "url", "https://a.example/1?a=1&b=2"),
        ("<link>https://a.example/\n  1</link>", "url", "https://a.example/1"),
        ('<link href="https://a.example/1"/>', "url", "https://a.example/1"),
        ('<guid ISPERMALINK="false">https://a.example/g</guid>', "url", COMMENTS),
        ("<guid>42</guid>", "url", COMMENTS),
        ("<category>A</category><category>B</category><category>A</category>", "tags", ("A", "B")),
        ("<dc:subject>A</dc:subject>", "tags", ("A",)),
        ("<itunes:keywords>a, b,,</itunes:keywords>", "tags", ("a", "b")),
        ("<comments>/p/1#talk</comments>", "comments", "https://example.com/p/1#talk"),
        (
            '<s:comments xmlns:s="http://purl.org/rss/1.0/modules/slash/">12</s:comments>',
            "commented",
            12,
        ),
        (
            '<s:comments xmlns:s="http://purl.org/rss/1.0/modules/slash/">many</s:comments>',
            "commented",
            None,
        ),
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
        (
            '<link rel="http://www.iana.org/assignments/relation/alternate" href="/p/1"/>',
            "url",
            "https://example.com/p/1",
        ),
        ('<link rel="ALTERNATE" href="/p/1"/>', "url", "https://example.com/p/1"),
        ('<content type="application/octet-stream">PGI+eDwvYj4=</content>', "content", "<b>x</b>"),
        ('<content mode="base64" type="text/html">PGI+eDwvYj4=</content>', "content", "<b>x</b>"),
        ('<link href="../p/1"/>', "url", "https://example.com/p/1"),
        ("<published>2026-11-21T13:00:00+01:00</published>", "published", NOON),
        ("<updated>2026-11-21T12:00:00.123Z</updated>", "updated", NOON),
        ("<author><name>Ann</name></author><author><name>Bo</name></author>", "author", "Ann, Bo"),
        ('<category term="a" label="A"/><category term="b"/>', "tags", ("A", "b")),
        ('<link rel="replies" href="/talk"/>', "comments", "https://example.com/talk"),
        (
            (
                '<link rel="replies" type="application/atom+xml" href="/talk.atom"/>'
                '<link rel="replies" type="text/html" href="/talk"/>'
            ),
            "comments",
            "https://example.com/talk",
        ),
        (
            (
                '<link rel="replies" href="/talk" '
                'xmlns:t="http://purl.org/syndication/thread/1.0" t:count="7"/>'
            ),
            "commented",
            7,
        ),
        (
            '<t:total xmlns:t="http://purl.org/syndication/thread/1.0">8</t:total>',
            "commented",
            8,
        ),
        ('<link rel="via" href="https://b.example/"/>', "links", ("https://b.example/",)),
        ("<link>https://b.example/1</link>", "url", "https://b.example/1"),
        ('<content src="/text.html" type="text/html"/>', "url", "https://example.com/text.html"),
        ('<link rel="self" href="/1.atom"/>', "url", "https://example.com/1.atom"),
        ('<title type="text/x-note">note</title>', "title", "note"),
        (
            (
                '<title>t</title><content type="application/x-sum">'
                "bm90IHRleHQgYnV0IHNvbWUgYnl0ZXMh/w==</content>"
            ),
            "content",
            "",
        ),
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


def test_of_translations_the_one_in_the_entrys_language_is_linked() -> None:
    """Where the pages of an entry say theirs; the first page elsewhere."""
    pages = '<link hreflang="de" href="/de"/><link hreflang="en-GB" href="/en"/>'
    assert entry(pages, 'xml:lang="en"').url == "https://example.com/en"
    assert entry(pages).url == "https://example.com/de"
    assert entry(f'{pages}<link hreflang="x-default" href="/"/>', 'xml:lang="fr"').url == (
        "https://example.com/"
    )


def test_content_that_is_no_text_is_passed_over() -> None:
    """A picture in base64 is not what an entry says."""
    found = entry('<content type="image/png">aGVsbG8=</content><summary>s</summary>')
    assert found.content == "s"


def test_the_fullest_text_is_the_content_and_the_other_the_summary() -> None:
    """Where a feed gives both, both are kept."""
    found = item("<description>brief</description><content:encoded>in full</content:encoded>")
    assert (found.content, found.summary) == ("in full", "brief")


@pytest.mark.parametrize(
    "namespace",
    ["https://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.1",
     "http://purl.org/dc/elements/1.0/", "HTTP://PURL.ORG/DC/ELEMENTS/1.1/"],
)  # fmt: skip
def test_a_namespace_in_any_spelling(namespace: str) -> None:
    """With https, in other case, with and without its last slash."""
    assert item(f'<x:creator xmlns:x="{namespace}">Ann</x:creator>').author == "Ann"


def test_of_too_many_entries_the_newest_are_read() -> None:
    """Also where a log begins with its oldest; how many there are is said."""
    old, new = "Mon, 05 Jan 2026 05:00:00 GMT", "Sat, 21 Nov 2026 12:00:00 GMT"
    items = f"<item><title>Old</title><pubDate>{old}</pubDate></item>" * 5001
    feed = read(rss(f"{items}<item><title>New</title><pubDate>{new}</pubDate></item>"))
    assert len(feed.entries) == 5000
    assert feed.entries[-1].title == "New"
    assert feed.note == "only the newest 5,000 of 5,002 items are read"


def test_xml_base_counts_at_every_level() -> None:
    """A base on the entry is itself relative to that of the feed."""
    found = entry('<link xml:base="c/" href="1"/>', 'xml:base="https://b.example/x/"')
    assert found.url == "https://b.example/x/c/1"


def test_a_permanent_id_is_linked_where_every_item_links_to_the_site() -> None:
    """But for an episode, whose id is its file."""
    guid = "<link>https://a.example</link><guid>https://a.example/p/{}</guid>"
    file = "<enclosure url='https://a.example/p/2' type='audio/mpeg'/>"
    items = f"<item>{guid.format(1)}</item><item>{guid.format(2)}{file}</item>"
    own = items.replace("<guid>", "<guid isPermaLink='false'>")
    for text, urls in (
        (items, ["https://a.example/p/1", "https://a.example"]),
        (own, ["https://a.example", "https://a.example"]),
    ):
        feed = read(rss(text, channel="<link>https://a.example/</link>"))
        assert [entry.url for entry in feed.entries] == urls


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
