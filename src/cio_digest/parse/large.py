"""A large document to the same without what no entry needs, before it is unpacked to text.

Python keeps a text as wide as its widest character: one emoji makes four bytes of each letter.
"""

from __future__ import annotations

import codecs
import re

from cio_digest.parse import limits

_HEAD = 1_000  # bytes in which the first tag of a document begins
# Looked for from where a run begins: from each of its bytes, the time would grow with their square.
_RUN = re.compile(rb"(?<![^<>])[^<>]{%d,}" % limits.RUN)
_WIDE = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")


def reduced(body: bytes) -> bytes:
    """XML or HTML of more than ``limits.LARGE`` bytes, with no text of absurd length between tags.

    What is larger still by half loses the emoji and rare signs that UTF-8 writes in four bytes.
    """
    if len(body) <= limits.LARGE or not _is_in_tags(body[:_HEAD]):
        return body
    body = _RUN.sub(_ends, body)
    return _WIDE.sub(b"", body) if 2 * len(body) > 3 * limits.LARGE else body


def _is_in_tags(head: bytes) -> bool:
    """Whether a document begins with a tag, in a character set that has ASCII in it."""
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    return start.startswith(b"<") and b"\0" not in start


def _ends(match: re.Match[bytes]) -> bytes:
    """The beginning and the end of a run, which may close a section or a value."""
    run = match[0]
    ends = run[: limits.RUN // 2], run[-100:]
    return b" ".join(end.decode("utf-8", "ignore").encode() for end in ends)
