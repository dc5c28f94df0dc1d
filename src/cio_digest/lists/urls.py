"""A text with an address in each line to feeds: newsboat's urls file, or a plain list.

newsboat's format (https://newsboat.org/releases/2.36/docs/newsboat.html#_configuring_feeds): an
address, then tags, quoted where they hold blanks; one that begins with ~ is the feed's name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.lists.row import Subscription, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"?|([^\s"]+)')
_WEB = ("https://", "http://")
_ESCAPE = re.compile(r"\\(.)")
_HEADINGS = re.compile(r"[\w ]+(?:[,;|][\w ]+)+")  # of a table: "url;name"
_ADDRESS = re.compile(r"\w+:|[\w-]+(?:\.[\w-]+)+(?:[/:?]|$)")


def subscriptions(text: str, file: str) -> Iterator[Subscription]:
    """Each line that is neither empty nor a comment.

    Raises:
        UnreadableError: no line begins with an address, or it is a table of several columns.
    """
    lines = [(number, _words(line)) for number, line in enumerate(text.split("\n"), 1)]
    named = [(number, words) for number, words in lines if words]
    if not any(_ADDRESS.match(address) for _, (address, *_) in named):
        raise UnreadableError(f"{file}: is neither OPML nor a list with an address in each line")
    if _HEADINGS.fullmatch(" ".join(named[0][1])):
        raise UnreadableError(f"{file}: is a table; give its addresses alone, one in each line")
    return (
        _subscription(f"{file}:{number}", *words)
        for number, line in named
        for words in _parts(line)
    )


def _parts(words: list[str]) -> Iterator[list[str]]:
    """A line's words, parted before each further address, which some lists have in one line."""
    begin = 0
    for place, word in enumerate(words):
        if place and word.startswith(_WEB):
            yield words[begin:place]
            begin = place
    yield words[begin:]


def _subscription(where: str, address: str, *words: str) -> Subscription:
    title = next((word[1:] for word in words if word.startswith("~")), "")
    tags = tuple(word for word in words if not word.startswith(("~", "!")) and "://" not in word)
    return Subscription(where, address, title, tags)


def _words(line: str) -> list[str]:
    """The words of a line up to a comment, without quotes and escapes."""
    found = []
    for quoted, bare in _WORD.findall(line.strip()):
        if bare.startswith("#"):
            break
        found.append(bare or _ESCAPE.sub(r"\1", quoted))
    return found
