"""Bytes of a document to text, by byte order mark, HTTP header and its own declaration.

Follows RFC 7303 §3.2 (mark over header over declaration), with one bow to practice: where header
and declaration disagree and one of them says UTF-8, bytes that are valid UTF-8 are UTF-8.
"""

from __future__ import annotations

import codecs
import contextlib
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_DECLARED = re.compile(rb"""^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)

# Python also calls things encodings that no document is written in (punycode, unicode_escape,
# UTF-7); some of them take quadratic time or hide markup, so only real character sets are heard.
_CHARSETS = re.compile(r"utf-(8|16|32)|ascii|iso8859|iso2022|cp\d|koi8|gb|big5|euc|shift_jis|mac-")
# What the web means by these names (WHATWG Encoding Standard): the superset that decodes more.
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}


def text(body: bytes, content_type: str = "") -> str:
    """Decode a document; a byte that fits no candidate becomes U+FFFD rather than an error."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    for start, name in _UNMARKED:
        if body.startswith(start):
            return body.decode(name, "replace")
    for name in _candidates(body, content_type):
        with contextlib.suppress(UnicodeDecodeError):
            return body.decode(name)
    return body.decode("utf-8", "replace")


def _candidates(body: bytes, content_type: str) -> list[str]:
    """Encodings to try, best first, ending with what undeclared documents are written in."""
    header = _CHARSET.search(content_type)
    declared = _DECLARED.match(body)
    names = [
        _codec(header[1] if header else ""),
        _codec(declared[1].decode("ascii") if declared else ""),
    ]
    if "utf-8" in names or not any(names):
        names.insert(0, "utf-8")
    return [name for name in dict.fromkeys([*names, "utf-8", "cp1252"]) if name]


def _codec(charset: str) -> str:
    """Python's name for a character set a byte-oriented document may be in, or ``""``."""
    try:
        name = codecs.lookup(charset).name if charset else ""
    except LookupError:
        return ""
    if not _CHARSETS.match(name) or name.startswith(("utf-16", "utf-32")):
        return ""  # a document in UTF-16 would have shown it in its first bytes
    return _SUPERSETS.get(name, name)
