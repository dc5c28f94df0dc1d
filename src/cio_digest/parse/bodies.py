"""The texts of an entry to the fullest of them, and text in base64 to markup."""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r">[^<>]{80}")  # more in one piece than a link or a caption
_LOOKED_AT = 25_000
_LONGEST = 400_000  # characters of base64
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]{24,}={0,2}\s*")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f]")


def fullest(texts: Sequence[str]) -> str:
    """The text with most to read; a long player or picture is less than a short sentence."""
    texts = [text for text in texts if text]
    if len(texts) < 2:
        return texts[0] if texts else ""
    longest = max(texts, key=len)
    if _SENTENCE.search(f">{longest[:_LOOKED_AT]}"):
        return longest
    return max(texts, key=lambda text: (_readable(text[:_LOOKED_AT]), len(text)))


def _readable(markup: str) -> int:
    return len(_TAG.sub("", markup))


def in_base64(text: str) -> bool:
    """Whether a text may be base64: a word or a title is too short to tell, and no file."""
    return _BASE64.fullmatch(text, 0, _LONGEST) is not None


def decoded(text: str) -> str:
    """Text in base64 as the markup it holds; "" where it holds something else."""
    try:
        data = base64.b64decode("".join(text[:_LONGEST].split()), validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return "" if _NOT_TEXT.search(data) else data.strip()
