"""Sources to an OPML 2.0 document (http://opml.org/spec2.opml), which any reader imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cio_digest.models import Source


# What XML 1.0 cannot say, https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_feed(source: Source) -> bool:
    """Whether it is a feed at an address, which any reader could ask."""
    return not (source.handle or source.query or source.command or source.file)


def document(sources: Sequence[Source], now: datetime) -> str:
    """Each tag a folder, and each source in all of its folders; those without stand below."""
    from email.utils import format_datetime

    tags = dict.fromkeys(tag for source in sources for tag in source.tags)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        "    <title>cio-digest</title>",
        f"    <dateCreated>{format_datetime(now, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *(line for tag in tags for line in _folder(tag, sources)),
        *(f"    {_outline(source)}" for source in sources if not source.tags),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _folder(tag: str, sources: Sequence[Source]) -> Iterator[str]:
    yield f"    <outline text={_quoted(tag)}>"
    yield from (f"      {_outline(source)}" for source in sources if tag in source.tags)
    yield "    </outline>"


def _outline(source: Source) -> str:
    name = _quoted(source.title or source.url)
    return f'<outline type="rss" text={name} title={name} xmlUrl={_quoted(source.url)}/>'


def _quoted(text: str) -> str:
    from xml.sax.saxutils import quoteattr

    return quoteattr(_FORBIDDEN.sub("", text), {'"': "&quot;"})
