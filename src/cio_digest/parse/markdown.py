"""Markdown to the markup that every raw field holds, as far as its signs would stand in the way.

https://spec.commonmark.org/; Lemmy adds ``::: spoiler`` (https://join-lemmy.org/docs/users/02-media.html).
"""

from __future__ import annotations

import re

from cio_digest.parse import plain

_LINK = re.compile(
    r"(!?)\[([^\[\]]{0,300})\]\((https?://[^\s()<>\"]{1,2000})(?: \"[^\"]{0,200}\")?\)"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|__?|~~)(?=[^\s*_~])(.{1,300}?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`{1,3}([^`\n]{1,300})`{1,3}")
_QUOTE = re.compile(r"\s{0,3}>\s?")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
# Rules, fences of code and of spoilers: what stands on such a line is about the lines below.
_FENCE = re.compile(r"\s{0,3}(?:```.*|~~~.*|:::\s*(?:spoiler\b)?|([-*_])(?:\s*\1){2,})\s*")


def as_markup(text: str) -> str:
    """The markup of a text in Markdown; some write HTML, which stays."""
    lines = plain.as_markup(text).splitlines()
    return "".join(map(_line, lines))


def _line(line: str) -> str:
    if quoted := _QUOTE.match(line):
        return f"<blockquote>{_inline(line[quoted.end() :])}</blockquote>"
    fence = _FENCE.match(line)
    rest = line[fence.end() :] if fence else line
    return f"{_inline(_HEADING.sub('', rest, count=1))}<br>"


def _inline(words: str) -> str:
    words = _LINK.sub(lambda at: at[2] if at[1] else f'<a href="{at[3]}">{at[2]}</a>', words)
    return _EMPHASIS.sub(r"\2", _CODE.sub(r"\1", words))
