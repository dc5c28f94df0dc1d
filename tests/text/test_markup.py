"""Hostile markup to clean text."""

from __future__ import annotations

import re
import unicodedata

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.calls import counted

from cio_digest.text import characters, markup, normalize, tags

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("AT&T < IBM", "AT&T < IBM"),
        ("AT&amp;T &lt; IBM", "AT&T < IBM"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a  b\tc\u00a0d", "a b c d"),
        ("a\nb", "a b"),
        ("a\r\n\r\nb", "a\nb"),
        ("<p>a\nb</p>", "a b"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("S<b>hare</b>Point", "SharePoint"),
        ("<td>a</td><td>b</td>", "a\nb"),
        ("a<script>alert('<p>')</script>b<style>p{}</style>c", "abc"),
        ("a<!-- no -->b", "ab"),
        ("<img src=x onerror=alert(1) alt='no'>x", "x"),
        ("x<a href='unfinished", "x"),
        ("<![CDATA[One <b>two</b>]]>", "One two"),
        ("&lt;![CDATA[One]]&gt;", "One"),
        (
            "Ask Ann <ann@a.example> or <https://a.example/x>",
            "Ask Ann <ann@a.example> or <https://a.example/x>",
        ),
        ("A Map<String, u8> is a Set<T><br>two", "A Map<String, u8> is a Set<T>\ntwo"),
        ("One<Em>two</Em>", "Onetwo"),
        ("<p>One</p><button>Buy</button><select><option>1</option></select>", "One"),
        (
            "<details><summary>Notes</summary>One</details><center>Two</center>Three",
            "Notes\nOne\nTwo\nThree",
        ),
        (
            "<video controls><source src=a>No video here.</video>One<audio>None</audio> two",
            "One two",
        ),
        ("<canvas>Not drawn</canvas>One<video src=a>", "One"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_markup_becomes_text(value: str, expected: str) -> None:
    """Tags and scripts go, blocks become lines, entities are decoded once, blanks are folded."""
    assert normalize.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("AT&T < IBM", "AT&T < IBM"),
        ("AT&amp;T &lt; IBM", "AT&T < IBM"),
        ("<b>Share</b>Point <i>news</i>", "SharePoint news"),
        ("Vec<T> in Rust", "Vec<T> in Rust"),
        ("Use <canvas> now", "Use <canvas> now"),
        ("a\nb<br>c", "a b c"),
        ("I <3 feeds &amp; you", "I <3 feeds & you"),
        ("<p>One</p><p>Two</p>", "One Two"),
    ],
)
def test_a_title_is_one_line(value: str, expected: str) -> None:
    """Only real inline elements are markup in a title; other angle brackets are its words."""
    assert normalize.title(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x00\x07\x1bb\x7f", "ab"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\u200bb\ufeffc\xadd\u2060e", "abcde"),
        ("a\U000e0041b", "ab"),
        ("a\ud800b", "ab"),
        ("a\u200db", "ab"),
        (FAMILY, FAMILY),
        (PERSIAN, PERSIAN),
        ("e\u0301", "\u00e9"),
        ("it\x92s \x93so\x94", "it\u2019s \u201cso\u201d"),
        ("a\x81b", "ab"),
    ],
)
def test_what_cannot_be_seen_goes(value: str, expected: str) -> None:
    """Controls, direction marks, fillers, stray joiners; those that make a letter or emoji stay."""
    assert characters.line(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("caf\u00e9".encode().decode("latin-1"), "caf\u00e9"),
        ("it\u2019s \u2014 so".encode().decode("cp1252"), "it\u2019s \u2014 so"),
        ("\u4e2d".encode().decode("latin-1"), "\u4e2d"),
        ("caf\u00e9", "caf\u00e9"),
        ("CAF\u00c9\u2026", "CAF\u00c9\u2026"),
        ("S\u00c3O caf\u00e9", "S\u00c3O caf\u00e9"),
        ("sauv\u00c3\u00a9 \u2013 \u00e9t\u00e9", "sauv\u00e9 \u2013 \u00e9t\u00e9"),
        ("India\u00e2\u20ac\u2122s caf\u00e9", "India\u2019s caf\u00e9"),
    ],
)
def test_text_encoded_twice_is_mended(value: str, expected: str) -> None:
    """All of it or words of it; real accents are left alone."""
    assert characters.line(value) == expected


@given(st.text("äßéèñçøåпривет", min_size=6, max_size=60))
def test_what_is_encoded_twice_all_over_is_decoded_at_once(text: str) -> None:
    """Of many characters no chance makes UTF-8; ftfy looks at each of them, several times."""
    twice = text.encode().decode("cp1252")
    with counted(ftfy.fix_encoding) as calls:
        assert characters.mended(f"{twice} & so on") == f"{text} & so on"
    assert not calls


@pytest.mark.parametrize(
    "swallower",
    ['<iframe src="v" />', "<script async/>", "<style />", '<object data="v"><param name="a">',
     "<noscript>", "<template>", "<svg/>", "<textarea>", "<title>", "<plaintext>", "<select>"],
)  # fmt: skip
def test_what_follows_an_element_that_is_never_closed_is_read(swallower: str) -> None:
    """Publishers close elements as in XML, or not at all; a browser would read on to the end."""
    assert normalize.text(f"<p>Before.</p>{swallower}<p>Behind.</p>") == "Before.\nBehind."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;", "One & two\nThree"),
        ("&amp;lt;p&amp;gt;Deep&amp;lt;/p&amp;gt;", "&lt;p&gt;Deep&lt;/p&gt;"),
        ("one&lt;br /&gt;two", "one\ntwo"),
        (
            "<p>Read &lt;a href=&quot;https://a.example/&quot;&gt;all of it&lt;/a&gt; there.</p>",
            "Read all of it there.",
        ),
        (
            "<div>&lt;p&gt;A paragraph of some length.&lt;/p&gt;</div>",
            "A paragraph of some length.",
        ),
        ("<p>Put &lt;td&gt; inside of &lt;tr&gt;.</p>", "Put <td> inside of <tr>."),
        ("<p>A List&lt;String&gt; of them</p>", "A List<String> of them"),
        (
            "<p>So: <code>&lt;a href=&quot;x&quot;&gt;y&lt;/a&gt;</code></p>",
            'So: <a href="x">y</a>',
        ),
        ("&lt;pre&gt;&amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;&lt;/pre&gt;", "<b>x</b>"),
        ("smile &#55357;&#56898; &#xD83D; end", "smile \U0001f642 end"),
    ],
)
def test_what_is_escaped_twice_is_what_was_meant(value: str, expected: str) -> None:
    """Tags that do what tags do are tags; those that somebody writes about stay."""
    assert normalize.text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("It&amp;rsquo;s here &amp;#8212; now", "It’s here — now"),
        ("R&amp;amp;D", "R&D"),
        ("&amp;quot;So&amp;quot;", '"So"'),
        ("two&amp;nbsp;words", "two words"),
        ("What &amp;nbsp; is for", "What &nbsp; is for"),
        ("On &amp;lt; and &amp;gt;", "On &lt; and &gt;"),
        ("When to use <a> and <area>", "When to use <a> and <area>"),
        ("The <title> of a page, <b>bold</b>", "The <title> of a page, bold"),
        ('See <a href="x">this</a> <img src="y">', "See this"),
        ("<p>One", "One"),
        ("<![CDATA[One <b>two</b>]]>", "One two"),
        ("Load <img> late", "Load <img> late"),
    ],
)
def test_a_title_says_what_was_meant(value: str, expected: str) -> None:
    """Entities escaped twice are decoded, tags that are named stay, nothing vanishes."""
    assert normalize.title(value) == expected


def test_addresses_that_stand_in_a_text_are_links() -> None:
    """Whole ones, without what ends the sentence, and not again what an anchor shows."""
    text = "See https://a.example/1, (https://b.example/2) and https://c.example/cut…"
    assert markup.read(text).links == ("https://a.example/1", "https://b.example/2")
    anchored = '<a href="https://d.example/3?utm=1">https://d.example/3</a>'
    assert markup.read(anchored).links == ("https://d.example/3?utm=1",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://a.example/long/address Heron news of today.", "Heron news of today."),
        ("RE: https://a.example/1\nSo good, all of it.", "So good, all of it."),
        ("Re: the meeting of last week", "Re: the meeting of last week"),
        ("https://a.example/1", "https://a.example/1"),
    ],
)
def test_an_address_is_no_title(value: str, expected: str) -> None:
    """Where there are words behind it."""
    assert markup.first_sentence(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ＡＩ活用２０２６！", "AI活用2026！"),
        ("ｸﾗｳﾄﾞ", "クラウド"),
        ("Go" + "\u0301" * 50, "Go" + "\u0301" * 4),
    ],
)
def test_characters_are_as_wide_as_usual(value: str, expected: str) -> None:
    """Latin letters in Japanese, kana of old machines, piles of accents."""
    assert normalize.title(value) == unicodedata.normalize("NFC", expected)


def test_formatting_that_is_never_closed_costs_no_memory() -> None:
    """Each of its elements would be opened again in each paragraph."""
    hostile = "".join(f"<b id={n}>" for n in range(1000)) + "<p>x " * 4000
    tree = tags.readable(hostile)
    assert tree.count("<b") == 0
    assert normalize.text(hostile).startswith("x\nx")


def test_text_and_title_are_bounded() -> None:
    """A book in an entry costs as much as a chapter, and is cut between words."""
    assert len(normalize.text("word " * 100_000)) <= markup.TEXT_LIMIT
    assert normalize.text("<p>word " * 100_000).endswith("word…")
    assert len(normalize.title("word " * 1000)) <= markup.TITLE_LIMIT
    assert normalize.title("x" * 1000).endswith("x…")


def test_what_stands_far_down_is_not_looked_at() -> None:
    """Reading costs no more than the beginning does, however much markup says nothing."""
    end = '<a href="https://far.example/">end</a>'
    assert markup.read("<p></p>" * 100 + end) == markup.Content("end", ("https://far.example/",))
    assert markup.read("<p></p>" * 20_000 + end) == markup.Content("")
    assert markup.title("<b></b>" * 20_000 + "end") == ""


@pytest.mark.parametrize(
    "unseen",
    [
        "<style>" + "p { color: red } " * 3000 + "</style>",
        "<svg>" + "<path d='M0 0'/>" * 3000 + "</svg>",
        "<!--" + " saved " * 6000 + "-->",
        "<img src='data:image/png;base64," + "iVBORw0KGgo" * 6000 + "'>",
        "".join(f"<div class='{'wide ' * 90}{n}'>" for n in range(90)),
    ],
    ids=["style", "drawing", "comment", "picture", "classes"],
)
def test_what_nobody_reads_hides_no_text(unseen: str) -> None:
    """However long it is; links stay, too."""
    anchor = "<a href='https://far.example/'>Said at last.</a>"
    assert markup.read(unseen + anchor) == markup.Content(
        "Said at last.", ("https://far.example/",)
    )


@pytest.mark.parametrize("piece", ['<p a="', "<p a='", "<!--", " a=", "=data:", "<script>", "='"])
def test_what_is_long_is_made_short_in_linear_time(piece: str) -> None:
    """Four hundred thousand characters that begin something and never end it."""
    assert len(normalize.text(piece * (400_000 // len(piece)))) <= markup.TEXT_LIMIT


def test_tags_without_end_are_answered() -> None:
    """Ninety kilobytes of unfinished anchors."""
    assert normalize.text("before" + "<a " * 30_000) == "before"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("SharePoint gets agents. More inside.", "SharePoint gets agents."),
        ("No. This is the sentence that counts. Next.", "No. This is the sentence that counts."),
        ("A heading of some length\nThen the text.", "A heading of some length"),
        (
            "Short\nthen the text goes on without an end",
            "Short then the text goes on without an end",
        ),
        ("", ""),
    ],
)
def test_the_first_sentence_serves_as_a_title(value: str, expected: str) -> None:
    """One that is long enough to say something."""
    assert markup.first_sentence(value) == expected


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    """With an ellipsis, at about a line and a half."""
    found = markup.first_sentence("word " * 100)
    assert found.endswith("word…")
    assert len(found) <= 120


FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<b", ">", "<", "&", "&lt;", "&#8238;", "&#x200b;", "&#0;", "&#27;", "&amp;",
     "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "\u202e", "\u200d", "\x1b[31m",
     "\x85", "\u2028", "\r\n", "\t", "text", "é", "Ã©", "\ud83d", "<br>", "<svg>", "<textarea>",
     "<plaintext>", "<frameset>", "<title>"]
)  # fmt: skip
HOSTILE = st.lists(FRAGMENTS | st.characters(codec=None), max_size=40).map("".join)


@given(HOSTILE)
def test_no_forbidden_character_gets_through(value: str) -> None:
    """No control, surrogate, direction or zero-width character, whatever comes."""
    for found in (normalize.text(value).replace("\n", ""), normalize.title(value)):
        for letter in found:
            assert unicodedata.category(letter) not in {"Cc", "Cs", "Zl", "Zp"}
            assert (
                letter not in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\ufeff"
            )
        assert found == " ".join(found.split())
        found.encode("utf-8")


@given(HOSTILE)
def test_text_has_no_empty_line_and_keeps_its_bound(value: str) -> None:
    """Lines are folded, and there is none without a word."""
    found = normalize.text(value)
    assert all(line == line.strip() for line in found.split("\n"))
    assert found == "" or all(found.split("\n"))


@pytest.mark.parametrize(
    ("value", "own", "quoted"),
    [
        ("<blockquote>a</blockquote>b", "b", "a"),
        ("b<BLOCKQUOTE cite=x>a<blockquote>c</blockquote>d</blockquote>e", "b e", "a c d"),
        ("<aside class=quote>Bo:<blockquote>a</blockquote></aside>b", "b", "Bo: a"),
        ("b<blockquote>never closed", "b", "never closed"),
        ("</blockquote>b", "b", ""),
        ("b", "b", ""),
    ],
)
def test_quotations_are_told_from_the_words_around_them(value: str, own: str, quoted: str) -> None:
    """Also in one another, unclosed, and with what a forum writes above them."""
    found = markup.quoting(value)
    words = tuple(" ".join(re.sub("<[^>]*>", " ", each).split()) for each in found)
    assert tuple(each.replace(" ", "") for each in words) == (
        own.replace(" ", ""),
        quoted.replace(" ", ""),
    )
