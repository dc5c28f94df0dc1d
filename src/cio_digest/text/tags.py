"""Markup to markup that a parser of HTML reads in bounded memory, without what nobody reads.

Parsers do as browsers do: a ``<script/>`` goes on to the end of the document, and each paragraph
opens again every ``<b>`` that was never closed, so that 25 kB become millions of nodes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# With what stands in them. The text of a frame or a player is for browsers without such; that of
# an ``object`` stands in its place and is read.
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "svg", "math", "head",
    "noframes", "noembed", "button", "select", "datalist", "audio", "video", "canvas",
)  # fmt: skip
# Only their tags: what follows one of them would be taken for its text.
_SWALLOWING = ("object", "applet", "title", "textarea", "xmp", "plaintext", "frameset")


def names(*elements: str) -> str:
    """The pattern of these names in any case, told apart by their first letter: what is quick."""
    rests: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        rests[element[0]].append(element[1:])
    return "|".join(
        f"[{first}{first.upper()}](?i:{'|'.join(rest)})" for first, rest in rests.items()
    )


_SPECIAL = re.compile(rf"<(/?)({names(*_DROPPED, *_SWALLOWING)})\b[^<>]*>?")
_CODE = re.compile(rf"<({names('code', 'pre', 'kbd', 'samp', 'tt', 'textarea', 'xmp')})\b[^<>]*>")
# Opened again in each new block as long as they are open (HTML Standard §13.2.4.3).
_OPENED = (
    "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
)  # fmt: skip
_FORMATTING = re.compile(rf"</?(?:{names(*_OPENED)})(?=[\s/>])[^<>]*>")
_FEW = 400  # tags, of which no harm can come
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Pictures within the page, styles and the like; addresses of links are never so long. With "="
# first, which is looked for quickly.
_LONG_VALUE = re.compile(
    r"=(?:[\"']?data:[^\"'<>\s]+"
    r"|(?<=[\w:.-]=)(?<!\bhref=)\s?(?:\"[^\"<>]{100,}\"|'[^'<>]{100,}'))"
)


def lean(markup: str) -> str:
    """Markup without comments, what is dropped anyway, and long values that nobody reads."""
    return _LONG_VALUE.sub(" ", "".join(_kept(_COMMENT.sub("", markup))))


def readable(markup: str) -> str:
    """Markup without scripts, frames and the like, and with no more nodes than it has tags."""
    if _SPECIAL.search(markup):
        markup = "".join(_kept(markup))
    return _FORMATTING.sub("", markup) if markup.count("<") > _FEW else markup


def code(markup: str) -> Iterator[tuple[str, str]]:
    """What stands outside of code, each piece with the code behind it."""
    at = 0
    for start, end in _sections(_CODE, markup, 1):
        yield markup[at:start], markup[start:end]
        at = end
    yield markup[at:], ""


def _kept(markup: str) -> Iterator[str]:
    at = 0
    for start, end in _sections(_SPECIAL, markup, 2):
        yield markup[at:start]
        at = end
    yield markup[at:]


def _sections(pattern: re.Pattern[str], markup: str, name: int) -> Iterator[tuple[int, int]]:
    """Where elements begin and end; those that swallow or are never closed with their tag."""
    at = 0
    unclosed: set[str] = set()
    for tag in pattern.finditer(markup):
        if tag.start() < at:
            continue
        at, element = tag.end(), tag[name].lower()
        alone = name == 2 and (tag[1] or element in _SWALLOWING)
        if not (alone or tag[0].endswith("/>") or element in unclosed):
            closing = re.compile(rf"</{element}\b[^<>]*>?", re.IGNORECASE).search(markup, at)
            if closing:
                at = closing.end()
            else:
                unclosed.add(element)
        yield tag.start(), at
