"""Text -> CommonMark that shows exactly that text, in as few signs as that takes.

https://spec.commonmark.org/0.31.2/
"""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from cio_digest.render.surface import carried

if TYPE_CHECKING:
    from cio_digest.render.surface import Surface

_WIDTH = 78  # RFC 5322: lines of a mail should have no more

# A handle such as @ada@example.social, which GitHub and others would take for a mail address.
_HANDLE = r"(?<![\w@.`])@[\w.-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"
# A word in brackets such as [Update], which is no link: it names no address, and no number of ours.
_LABEL = r"(?<![\]!\\])\[[^\W\d_](?:[^\W_]|[ ,.’'-]){1,40}\](?![(\[:])"
# What opens a span anywhere; an underscore does so only at the edge of a word, an asterisk and a
# backslash beside something, "<" before a name, and "&" where it would begin an entity.
_OPENER = (
    r"[`\[\]~]|\\(?=[!-/:-@\[-`{-~\s]|$)|(?<!\s)\*|\*(?!\s)"
    r"|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)"
)
_SPAN = re.compile(rf"({_HANDLE})|({_LABEL})|{_OPENER}")
# What opens a block at the start of a line: heading, quote, list, rule, setext underline, table.
_BLOCK = re.compile(r"[#>+\-=:*|]|(\d{1,9})[.)](?=\s|$)")


def prose(text: str, surface: Surface, indent: str = "", spare: int = 0) -> str:
    """One paragraph in lines of mail width, less what the caller still adds."""
    return filled(spans(text, surface), indent, spare)


def filled(marked: str, indent: str, spare: int = 0) -> str:
    """Text in which every span is meant, as a paragraph in lines of mail width."""
    lines = wrap(
        marked,
        _WIDTH - len(indent) - spare - 1,  # a backslash may still come
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(indent + _opened(line) for line in lines)


def line(text: str, surface: Surface) -> str:
    """One line that renders as exactly this text."""
    return _opened(spans(text, surface))


def spans(text: str, surface: Surface) -> str:
    """Text in which nothing opens a span, with as few backslashes as that takes."""
    return _SPAN.sub(_escaped, carried(text, surface))


def _escaped(match: re.Match[str]) -> str:
    handle, label = match.groups()
    if handle:
        return f"`{handle}`"
    return label or f"\\{match[0]}"


def _opened(line: str) -> str:
    """A line that opens no block."""
    match = _BLOCK.match(line)
    if not match:
        return line
    at = match.end(1) if match[1] else 0
    return f"{line[:at]}\\{line[at:]}"
