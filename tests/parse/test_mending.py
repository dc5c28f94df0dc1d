"""Documents that are nearly well-formed to the text their publishers meant."""

from __future__ import annotations

import pytest
from tests.parse.documents import read, rss

from cio_digest.errors import ParseError
from cio_digest.parse import lenient, mending
from cio_digest.text import normalize


def titles(document: str) -> list[str]:
    return [normalize.title(entry.title) for entry in read(document).entries]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("B&B owners", "B&B owners"),
        ("H&M and A&E; sales", "H&M and A&E; sales"),
        ("this & that", "this & that"),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("na&iuml;ve&nbsp;&ndash; caf&eacute;", "naïve – café"),
        ("&lt;T&gt; &amp;amp; &#38;amp; co", "<T> & & co"),
        ("tab\x0bbed \x1b[1m", "tabbed [1m"),
        ("zero &#0; and &#x1B; and &#xFFFFFFF;", "zero and and"),
        ("smile &#xD83D;&#xDE42; and &#55357;&#56898;", "smile \U0001f642 and \U0001f642"),
        ("half &#xD83D; of it", "half of it"),
        ("<![CDATA[Q&A < 5 &#55357;&#56898;]]> & more", "Q&A < 5 \U0001f642 & more"),
    ],
)
def test_a_sign_too_many_costs_nothing(written: str, meant: str) -> None:
    """Neither the title it stands in nor the entry behind it."""
    items = f"<item><title>{written}</title></item><item><title>Two &</title></item>"
    assert titles(rss(items)) == [meant, "Two &"]


@pytest.mark.parametrize(
    "junk",
    ["\n \n", "<br />\n<b>Notice</b>: undefined index in <b>/srv/a.php</b><br />\n", "<p>5 ms</p>",
     "<script>track()</script>", "<!-- cached -->", "<!DOCTYPE html>", "<style>p {}</style>\n"],
)  # fmt: skip
def test_what_a_server_adds_is_passed_over(junk: str) -> None:
    """Before the feed as behind it."""
    document = f'<?xml version="1.0"?>\n{rss()}'
    assert titles(junk + document) == ["One"]
    assert titles(document + junk) == ["One"]


def test_a_prefix_without_a_namespace_means_what_it_usually_means() -> None:
    """Dublin Core's creator is the author; what nobody knows does no harm."""
    document = (
        '<rss version="2.0"><channel><item><title>One</title><dc:creator>Ann</dc:creator>'
        "<slash:comments>4</slash:comments></item></channel></rss>"
    )
    assert [(e.title, e.author) for e in read(document).entries] == [("One", "Ann")]


def test_the_names_of_a_feed_in_a_namespace_of_its_own() -> None:
    """RSS in any namespace is RSS, RDF or not, and Atom without its own is Atom."""
    item = "<item><title>One</title><link>https://a.example/1</link></item>"
    space = 'xmlns="https://vendor.example/ours"'
    rdf = f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" {space}>{item}</r:RDF>'
    atom = "<entry><title>One</title><link href='https://a.example/1'/></entry>"
    for document in (
        f"<rss {space}><channel>{item}</channel></rss>",
        rdf,
        f"<feed>{atom}</feed>",
        f"<feed {space}>{atom}</feed>",
    ):
        assert [(e.title, e.url) for e in read(document).entries] == [
            ("One", "https://a.example/1")
        ], document


def test_the_healthy_rest_is_kept_and_the_loss_is_said() -> None:
    """An item that nothing can be made of costs itself."""
    good = "<item><title>{}</title></item>"
    document = rss("<x></y>" + good.format("One") + good.format("Two"))
    assert titles(document) == ["One", "Two"]
    assert read(document).note == ""
    cut = document[: document.index("Two")]
    assert titles(cut) == ["One"]
    assert read(cut).note == "1 of 2 items could not be read"
    assert read(document[: document.index("</channel>")]).note == "the document is cut off"


@pytest.mark.parametrize("at", ["<link>https://a.example/2", "<description>", "</item></channel>"])
def test_an_item_in_whose_midst_a_document_ends_is_none(at: str) -> None:
    """Half of it has no address and no id, and would be taken for another entry."""
    good = (
        "<item><title>{0}</title><link>https://a.example/{0}</link>"
        "<description>Text</description><guid>{0}</guid></item>"
    )
    document = f"<rss><channel>{good.format('1')}{good.format('2')}</channel></rss>"
    assert titles(document) == ["1", "2"]
    cut = document[: document.rindex(at)]
    assert titles(cut) == ["1"]
    assert read(cut).note == "1 of 2 items could not be read"


@pytest.mark.parametrize("end", ["</i", "</item"])
def test_an_item_that_breaks_off_in_its_end_tag_is_whole(end: str) -> None:
    """It lacks nothing, also where it is the only one."""
    item = "<item><title>1</title><link>https://a.example/1</link><guid>1</guid>"
    assert titles(f"<rss><channel>{item}{end}") == ["1"]
    assert titles(f"<rss><channel>{item}</item>{item.replace('1', '2')}{end}") == ["1", "2"]
    assert titles(f"<rss><channel>{item}</item><item><title>2</title><id>2</i") == ["1"]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<![CDATA[", ""),
        ("<![CDATA[", "]] >"),
        ("<![CDATA[", "]]&gt;"),
        ("<![CDATA[<![CDATA[", "]]>]]>"),
        ("<! [CDATA[", "]]>"),
        ("<![cdata[", "]]>"),
        ("", "]]>"),
    ],
    ids=["no end", "end apart", "end escaped", "twice", "start apart", "start small", "no start"],
)
@pytest.mark.parametrize("title", ["<![CDATA[{}]]>", "{}"])
def test_a_section_ends_with_its_element(title: str, start: str, end: str) -> None:
    """What follows is no text of it: neither the rest of its item nor the next item."""
    item = "<item><title>{}</title><description>{}</description><guid>{}</guid></item>"
    sound = item.format(title.format("Two"), "<![CDATA[<b>Second</b> text]]>", 2)
    for name, broken in (
        ("text", item.format(title.format("One"), f"{start}<b>First</b> text{end}", 1)),
        ("title", item.format(f"{start}One{end}", "<![CDATA[First text]]>", 1)),
    ):
        for items in (broken + sound, sound + broken, sound + broken + sound.replace("2", "3")):
            feed = read(rss(items))
            told = {each.id: normalize.title(each.title) for each in feed.entries}
            assert told == {"1": "One", "2": "Two", **({"3": "Two"} if "3" in told else {})}, name
            assert len(told) == items.count("</item>"), name
            texts = {each.id: normalize.text(each.content) for each in feed.entries}
            assert (texts["1"], texts["2"]) == ("First text", "Second text"), name
            assert feed.note == "", name


def test_a_section_about_feeds_is_text() -> None:
    """It has an end, and stays whole in a well-formed document."""
    text = "<pre><item><title>x</title></item></pre> so"
    items = f"<item><title>One</title><description><![CDATA[{text}]]></description></item>"
    assert [entry.content for entry in read(rss(items)).entries] == [text]


def test_items_of_which_none_is_read_are_no_empty_feed() -> None:
    """They are told apart from a search that found nothing."""
    with pytest.raises(ParseError, match="none of its 1 items could be read"):
        read("<rss version='2.0'><channel><title>News</title><x:item a=''/></channel></rss>")


def test_items_with_nothing_in_them_are_no_entries() -> None:
    """Some programs fill an empty feed with one."""
    document = rss(
        "<item/><item xml:lang='en'> </item><item><link>https://one.example/1</link></item>"
    )
    assert [entry.url for entry in read(document).entries] == ["https://one.example/1"]
    assert read(rss("<item/>")).entries == ()
    assert read(rss("<item/>")).note == ""
    with pytest.raises(ParseError, match="none of its 2 items could be read"):
        read(rss("<x></y><item/><item></item>"))


@pytest.mark.parametrize("name", ["links", "tags", "enclosures", "content", "title_detail"])
def test_an_element_called_as_a_list_is_none(name: str) -> None:
    """Feedparser keeps the text of any element under its name, where a list would stand else."""
    document = rss(f"<x></y><item><title>One</title><{name}>x</{name}></item>")
    assert lenient.feed(document, url="https://one.example/").entries[0].title == "One"


def test_items_are_counted_where_they_are_items() -> None:
    """Not in comments, and not in the text of others."""
    document = rss("<item/><!-- <item/> --><item><title><![CDATA[<item>]]></title></item>")
    assert mending.items(document) == 2


@pytest.mark.parametrize(
    ("start", "item", "end"),
    [
        ("<rss version='2.0'>\n <channel><title>T</title>", "<item>{}</item>", "</channel></rss>"),
        ("<rss:rss><rss:channel>", "<rss:item>{}</rss:item>", "</rss:channel></rss:rss>"),
        ("<feed>", "<entry>{}</entry>", "</feed>"),
        ("<rdf:RDF><channel><title>T</title></channel>", "<item>{}</item>", "</rdf:RDF>"),
    ],
)
def test_a_beginning_is_closed_as_the_whole_is(start: str, item: str, end: str) -> None:
    """So that it is as well-formed as the whole."""
    items = [item.format(n) for n in range(5)]
    whole = start + "".join(items) + end
    assert mending.beginning(whole, 3) == start + "".join(items[:3]) + end
    assert mending.beginning(whole, 9) == whole


def test_of_very_many_items_the_first_are_read_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document with more tags than are read is cut behind its first items; feedparser is slow."""
    monkeypatch.delattr(lenient, "feed")
    rows = "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in range(80_000))
    found = read(f"<rss><channel>{rows}</channel></rss>")
    assert [each.title for each in found.entries] == [str(n) for n in range(5_000)]
    assert found.note == "75,000 of 80,000 items could not be read"
