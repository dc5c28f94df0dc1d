"""Bytes of a document to text, by byte order mark, HTTP header and its own declaration.

Follows RFC 7303 §3.2 (mark over header over declaration), with one bow to practice: where header
and declaration disagree and one of them says UTF-8, bytes that are valid UTF-8 are UTF-8.
"""

from __future__ import annotations

import codecs
import contextlib
import itertools
import re
from typing import NamedTuple, cast

from cio_digest.parse import charsets, limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where the empty bytes stand in the first eight of a document that begins in ASCII.
_UNMARKED = {
    (1, 3, 5, 7): "utf-16-le",
    (0, 2, 4, 6): "utf-16-be",
    (1, 2, 3, 5, 6, 7): "utf-32-le",
    (0, 1, 2, 4, 5, 6): "utf-32-be",
}
_DECLARED = re.compile(rb"""\s{0,999}<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.: -]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*[=:]\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(rb"""<(?:\w+:)?language>\s*([A-Za-z]{2})|\bxml:lang=["']([A-Za-z]{2})""")
_HEAD = 20_000  # bytes in which a feed says its language
_BEYOND_ASCII = re.compile("[^\0-\x7f\ufffd]")
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")  # CESU-8
_MENDING = "cio-digest-mending"


class DecodedText(NamedTuple):
    """A document's text, and one remark where some of it was guessed."""

    text: str
    note: str = ""


def text(body: bytes, content_type: str = "") -> str:
    """Decode a document; a byte that fits no candidate costs itself rather than the rest."""
    return decoded(body, content_type).text


def decoded(body: bytes, content_type: str = "") -> DecodedText:
    """Decode a document, and say what had to be guessed."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _mended(body[len(mark) :], name)
    if name := _UNMARKED.get(tuple(at for at, byte in enumerate(body[:8]) if not byte), ""):
        return _mended(body, name)
    labels = _labels(body, content_type)
    names = [name for label in labels if (name := charsets.decoder(label))]
    if "utf-8" in names or not names:
        names.insert(0, "utf-8")
    for name in dict.fromkeys([*names, "utf-8"]):
        with contextlib.suppress(UnicodeDecodeError):
            return DecodedText(body.decode(name))
        if name == "utf-8" and name in names and _is_mostly_utf8(body):
            return _mended(body, name)
    if set(names) != {"utf-8"}:
        return _mended(body, next(name for name in names if name != "utf-8"))
    return _guessed(body, labels)


def _labels(body: bytes, content_type: str) -> list[str]:
    """The character sets that the header and the document name, in this order."""
    header, declared = _CHARSET.search(content_type), _DECLARED.match(body)
    labels = [header[1] if header else "", declared[1].decode("latin-1") if declared else ""]
    return [label for label in labels if label]


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether more characters beyond ASCII are whole than broken."""
    text = _SURROGATES.sub(b"\xc2\xa0", body).decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return any(itertools.islice(_BEYOND_ASCII.finditer(text), broken, None))


def _mended(body: bytes, name: str) -> DecodedText:
    """Text in a known character set, each of its broken characters by itself."""
    with contextlib.suppress(UnicodeDecodeError):
        return DecodedText(body.decode(name))
    text = body.decode(name, "replace")
    if name == "utf-8" and text.count("\ufffd") <= limits.BROKEN:
        text = body.decode(name, _MENDING)
    return DecodedText(text, f"some bytes are no {name.upper()}: a few characters may be wrong")


def _guessed(body: bytes, labels: list[str]) -> DecodedText:
    """Text in the usual encoding of its language, where the declared one is wrong."""
    language = _LANGUAGE.search(body[:_HEAD])
    label = charsets.fallback((language[1] or language[2]).decode() if language else "")
    said = f"is not in {labels[-1]}, as it says" if labels else "names no character set"
    text = body.decode(charsets.decoder(label), "replace")
    return DecodedText(text, f"it {said}: read as {label}")


def _mend(error: UnicodeError) -> tuple[str, int]:
    """Decode one piece that is no UTF-8: a pair of surrogates, else a byte of Windows-1252."""
    broken = cast("UnicodeDecodeError", error)
    body, start, end = broken.object, broken.start, broken.end
    if pair := _SURROGATES.match(body, start):
        return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode(
            "utf-16"
        ), pair.end()
    following = body[end : end + 1]
    cut = 0xC2 <= body[start] <= 0xDF and not following.isalpha()  # as by bytes, not characters
    if end - start > 1 or cut:
        return "\ufffd", end
    return body[start:end].decode("cp1252", "replace"), end


codecs.register_error(_MENDING, _mend)
