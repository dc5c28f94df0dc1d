"""Hostile markup to clean text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import characters, markup, normalize

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
        ("\u00c3\u00a9 and \u00e9", "\u00c3\u00a9 and \u00e9"),
    ],
)
def test_text_encoded_twice_is_mended(value: str, expected: str) -> None:
    """Only where all of it agrees; real accents are left alone."""
    assert characters.line(value) == expected


def test_text_and_title_are_bounded() -> None:
    """A book in an entry costs as much as a chapter, and is cut between words."""
    assert len(normalize.text("word " * 100_000)) <= markup.TEXT_LIMIT
    assert normalize.text("<p>word " * 100_000).endswith("word…")
    assert len(normalize.title("word " * 1000)) <= markup.TITLE_LIMIT
    assert normalize.title("x" * 1000).endswith("x…")


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
