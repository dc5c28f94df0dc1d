"""Values from outside -> the same values, unable to harm any output they are written to.

Entries are cleaned before they are stored; this is the last door, and it trusts nobody: a terminal
obeys control characters, C1 (U+009B opens an escape sequence like ESC [ does) and bidi overrides.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

_Value = TypeVar("_Value")

# C0, DEL and C1; line and paragraph separators; soft hyphen, zero-width and bidi formatting, except
# the joiners U+200C/D, which Persian and emoji are written with; byte order mark; tag characters;
# what is no character at all, which XML cannot hold or renderers mark text with.
_BLANK = "[\x00-\x20\x7f-\x9f\u2028\u2029]+"
_HIDDEN = (
    "[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e0fff]"
)
_SURROGATE = "[\ud800-\udfff]"
_TAGS = "\U000e0000"  # where they begin; some that select a variant count as printable

# Everything that RFC 3986 allows in an address but ";", which separates the fields of OSC 8 and
# ends an entity in markdown.
_URL_SAFE = "%/:?#[]@!$&'()*+,=~-._"
_SAFE = re.compile(rf"[A-Za-z0-9{re.escape(_URL_SAFE)}]*")


def text(value: str) -> str:
    """One line of visible text: no control, no override, nothing that UTF-8 cannot write."""
    if value.isprintable() and "  " not in value and max(value, default="") < _TAGS:
        return value.strip()  # as nearly all are, and the patterns take 1 ms to compile
    visible = re.sub(_HIDDEN, "", re.sub(_SURROGATE, "\ufffd", value))
    return re.sub(_BLANK, " ", visible).strip()


def link(url: str) -> str:
    """The address in printable ASCII without separators, or "" when it is not http(s)."""
    if not url.lower().startswith(("https://", "http://")):
        return ""
    if _SAFE.fullmatch(url):  # as nearly all are, and what quotes takes 5 ms to import
        return url
    from urllib.parse import quote

    return quote(url, safe=_URL_SAFE, errors="replace")


def value(nested: _Value) -> _Value:
    """The same nested tuples with every string made harmless."""
    return _walk(nested)  # type: ignore[no-any-return]


def _walk(nested: Any) -> Any:
    if isinstance(nested, str):
        return text(nested)
    if isinstance(nested, tuple):
        parts = map(_walk, nested)
        return type(nested)(*parts) if hasattr(nested, "_fields") else tuple(parts)
    return nested
