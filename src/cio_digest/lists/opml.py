"""Sources to an OPML 2.0 document (http://opml.org/spec2.opml), which any reader imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.lists import folders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cio_digest.models import Source


# What XML 1.0 cannot say, https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_feed(source: Source) -> bool:
    """Whether it is a feed at an address, which any reader could ask."""
    return not (source.handle or source.query or source.command or source.file)


class Folder(NamedTuple):
    """A folder of a list: the folders in it by their names, and its own sources."""

    folders: dict[str, Folder]
    sources: list[Source]


def document(sources: Sequence[Source], now: datetime) -> str:
    """Each tag a folder, and each source in all of its folders; those without stand below.

    A tag of folders in one another (``Tech > Cloud``) is them.
    """
    from email.utils import format_datetime

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        "    <title>cio-digest</title>",
        f"    <dateCreated>{format_datetime(now, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_inside(_tree(sources), "    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _tree(sources: Sequence[Source]) -> Folder:
    root = Folder({}, [])
    for source in sources:
        for tag in source.tags or ("",):
            place = root
            for name in folders.steps(tag):
                place = place.folders.setdefault(name, Folder({}, []))
            if source not in place.sources[-1:]:
                place.sources.append(source)
    return root


def _inside(folder: Folder, indent: str) -> Iterator[str]:
    """The lines of what a folder holds, the folders first."""
    for name, inner in folder.folders.items():
        yield f"{indent}<outline text={_quoted(name)}>"
        yield from _inside(inner, f"{indent}  ")
        yield f"{indent}</outline>"
    yield from (f"{indent}{_outline(source)}" for source in folder.sources)


def _outline(source: Source) -> str:
    name = _quoted(source.title or source.url)
    return f'<outline type="rss" text={name} title={name} xmlUrl={_quoted(source.url)}/>'


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_FORBIDDEN.sub("", text), {'"': "&quot;"})
