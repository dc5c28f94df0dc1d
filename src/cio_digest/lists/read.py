"""The bytes of a list to the people or feeds that it names, whichever format it is in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.lists import outlines, table, urls
from cio_digest.lists.row import UnreadableError
from cio_digest.parse import encoding

if TYPE_CHECKING:
    from cio_digest.lists.row import ListRow, Subscription

LARGEST = 5_000_000  # bytes
# How archives and workbooks begin: zip and .xlsx, gzip, bzip2, xz, .xls
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\xd0\xcf\x11\xe0")
_CONTROLS = re.compile(r"[\0-\x08\x0e-\x1f]")
_TELLING = 20  # a text has fewer controls than one in so many characters


def people(data: bytes, file: str) -> list[ListRow]:
    """The people of a CSV or OPML list, line by line; ``file`` is what messages call it.

    Raises:
        UnreadableError: it is neither CSV nor OPML, or names nobody.
    """
    text = _text(data, file)
    of_format = outlines if text.lstrip()[:1] == "<" else table
    found = list(of_format.rows(text, file))
    if not found:
        raise UnreadableError(f"{file}: names nobody")
    return found


def subscriptions(data: bytes, file: str) -> list[Subscription]:
    """The feeds of an OPML list, of newsboat's urls or of a list of addresses, line by line.

    Raises:
        UnreadableError: it is none of these, or names no feed.
    """
    text = _text(data, file)
    of_format = outlines if text.lstrip()[:1] == "<" else urls
    found = list(of_format.subscriptions(text, file))
    if not found:
        raise UnreadableError(f"{file}: names no feed")
    return found


def _text(data: bytes, file: str) -> str:
    """The text by its mark or declaration, else in UTF-8 or what spreadsheets wrote before."""
    if len(data) > LARGEST:
        raise UnreadableError(f"{file}: is larger than {LARGEST / 1e6:g} MB; the right file?")
    if data.startswith(_PACKED):
        raise UnreadableError(f"{file}: is packed, or a workbook; unpack it, or save it as CSV")
    text = encoding.text(data)
    if not text.strip("\0 \t\r\n"):
        raise UnreadableError(f"{file}: is empty")
    if len(_CONTROLS.findall(text)) * _TELLING > len(text):
        raise UnreadableError(f"{file}: is no text; the right file?")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
