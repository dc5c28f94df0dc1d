"""The bytes of a list to its rows, whichever of the two formats it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.roster import outlines, table
from cio_digest.roster.row import UnreadableError

if TYPE_CHECKING:
    from cio_digest.roster.row import Row

LARGEST = 5_000_000  # bytes


def read(data: bytes, file: str) -> list[Row]:
    """The people that a list names, line by line; ``file`` is what messages call it.

    Raises:
        UnreadableError: it is neither CSV nor OPML, or names nobody.
    """
    if len(data) > LARGEST:
        raise UnreadableError(f"{file}: is larger than {LARGEST / 1e6:g} MB; the right file?")
    text = _text(data)
    if not text.strip():
        raise UnreadableError(f"{file}: is empty")
    of_format = outlines if text.lstrip()[:1] == "<" else table
    found = list(of_format.rows(text, file))
    if not found:
        raise UnreadableError(f"{file}: names nobody")
    return found


def _text(data: bytes) -> str:
    """The text in UTF-8 or, by its mark, UTF-16; else in what spreadsheets wrote before."""
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
