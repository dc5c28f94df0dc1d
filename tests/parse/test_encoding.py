"""Bytes in any encoding to text."""

from __future__ import annotations

import pytest
from tests.parse.documents import read

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
        ("", "cp1252", "text/xml; charset:windows-1252;"),
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


@pytest.mark.parametrize(
    ("label", "encoding", "word"),
    [
        ("cp-1250", "cp1250", "Žluťák"),
        ("WIN-1251", "cp1251", "Новости"),
        ("x-cp1251", "cp1251", "Новости"),
        ("koi8", "koi8-r", "Новости"),
        ("dos-866", "cp866", "Новости"),
        ("csISOLatin2", "iso-8859-2", "Žluť"),
        ("latin5", "cp1254", "Işık"),
        ("x-sjis", "cp932", "①新聞"),
        ("Shift_JIS", "cp932", "①新聞"),
        ("euc-jp", "euc_jis_2004", "①新聞"),
        ("windows-31j", "cp932", "①新聞"),
        ("windows-949", "cp949", "똠뉴스"),
        ("ks_c_5601-1987", "cp949", "똠뉴스"),
        ("x-gbk", "gb18030", "新闻"),
        ("big5-hkscs", "big5hkscs", "新聞"),
        ("utf8mb4", "utf-8", "新闻"),
    ],
)
def test_a_character_set_by_any_label_of_it(label: str, encoding: str, word: str) -> None:
    """Labels are heard as browsers hear them, and mean the supersets that are meant."""
    document = UMLAUT.format(f' encoding="{label}"').replace("Größe €", word)
    feed = read(document.encode(encoding))
    assert (feed.entries[0].title, feed.note) == (word, "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_characters_without_mark_and_declaration(encoding: str) -> None:
    """The first letters of a document show how wide they are."""
    document = UMLAUT.format("").partition("?>")[2]
    assert read(document.encode(encoding)).entries[0].title == "Größe €"
    assert read(f"\n{document}".encode(encoding)).entries[0].title == "Größe €"


def test_a_bad_byte_costs_itself() -> None:
    """The rest of its field and of the document stays as it was, and it is said."""
    document = UMLAUT.format(' encoding="utf-8"').replace("Größe", "Größe ? Maß")
    feed = read(document.encode().replace(b" ? ", b" \x96 "))
    assert "Größe" in feed.entries[0].title
    assert "Maß €" in feed.entries[0].title
    assert "a few characters may be wrong" in feed.note


def test_characters_as_pairs_of_surrogates_are_put_together() -> None:
    """CESU-8, as some databases write UTF-8."""
    pair = "\ud83d\ude00".encode("utf-8", "surrogatepass")
    document = UMLAUT.format("").encode().replace("€".encode(), pair)
    assert read(document).entries[0].title == "Größe \U0001f600"


def test_what_is_guessed_is_said() -> None:
    """A document that names no character set is read by what its language is written in."""
    document = (
        '<rss version="2.0"><channel><language>ru</language>'
        "<item><title>Новости дня</title></item></channel></rss>"
    )
    feed = read(document.encode("cp1251"))
    assert feed.entries[0].title == "Новости дня"
    assert feed.note == "it names no character set: read as windows-1251"
