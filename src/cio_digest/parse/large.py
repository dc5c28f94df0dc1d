"""A large document to the same without what no entry needs, before it is unpacked to text.

Python keeps a text as wide as its widest character: one emoji makes four bytes of each letter.
"""

from __future__ import annotations

import re

from cio_digest.parse import limits

_IN_TAGS = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<[^\0]")
_RUN = re.compile(rb"[^<>]{%d,}" % limits.RUN)
_WIDE = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")


def reduced(body: bytes) -> bytes:
    """XML or HTML of more than ``limits.LARGE`` bytes, with no text of absurd length between tags.

    What is larger still by half loses the emoji and rare signs that UTF-8 writes in four bytes.
    """
    if len(body) <= limits.LARGE or not _IN_TAGS.match(body):
        return body
    body = _RUN.sub(_ends, body)
    return _WIDE.sub(b"", body) if 2 * len(body) > 3 * limits.LARGE else body


def _ends(match: re.Match[bytes]) -> bytes:
    """The beginning and the end of a run, which may close a section or a value."""
    run = match[0]
    ends = run[: limits.RUN // 2], run[-100:]
    return b" ".join(end.decode("utf-8", "ignore").encode() for end in ends)
