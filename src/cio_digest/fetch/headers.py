"""The headers of an answer to text by lower-case name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.masking import replaced

if TYPE_CHECKING:
    import aiohttp

# Lists that may be spread over several lines (RFC 9110, 5.3); of others the last line counts.
_LISTS = frozenset({"cache-control", "content-encoding", "vary"})
# Go back byte for byte, or not at all.
_VALIDATORS = frozenset({"etag", "last-modified"})


def of(answer: aiohttp.ClientResponse, secrets: tuple[str, ...] = ()) -> dict[str, str]:
    """The headers as text that a store can keep, without the secrets.

    Bytes that are no UTF-8 are read as Latin-1. A validator that holds such bytes or a secret is
    left out: it could not be sent back as it came.
    """
    headers: dict[str, str] = {}
    for name, value in answer.headers.items():
        key = name.lower()
        if not _is_text(value):
            if key in _VALIDATORS:
                headers.pop(key, None)
                continue
            value = value.encode("utf-8", "surrogateescape").decode("latin-1")  # noqa: PLW2901
        if (shown := replaced(value, secrets)) != value and key in _VALIDATORS:
            continue
        headers[key] = f"{headers[key]}, {shown}" if key in _LISTS and key in headers else shown
    return headers


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
