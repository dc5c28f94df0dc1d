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
