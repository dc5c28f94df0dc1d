"""A reading list and stories to the list with these at its end: markdown, JSON or OPML by its name.

What stands in the list stays as it is; a story that it has is not added again.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cio_digest.models import Item

_SPECIAL = re.compile(r"[\\`*_\[\]<>]")
_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>Reading list</title></head>
  <body>
  </body>
</opml>
"""


def add(path: str, text: str, items: Sequence[Item], now: datetime) -> str:
    """The list with the stories that it did not have.

    Raises:
        ValueError: the file's name tells no kind of list, or its text is none.
    """
    kind = re.search(r"\.(md|json|opml)$", path.lower())
    if not kind:
        raise ValueError("name a list that ends in .md, .json or .opml")
    new = {item.url: item for item in items if not has(text, item)}
    return _KINDS[kind[1]](text, [*new.values()], now) if new else text


def has(text: str, item: Item) -> bool:
    """Whether a story stands on a list already, by its address; a discussion's is none."""
    quoted = json.dumps(item.url)
    forms = (f"<{item.url}>", f'"url": {quoted}', f'"url":{quoted}', f" url={quoteattr(item.url)}")
    return any(form in text for form in forms)


def _markdown(text: str, items: Sequence[Item], now: datetime) -> str:
    lines = [text.rstrip("\n")] if text.strip() else ["# Reading list", ""]
    for item in items:
        title = _SPECIAL.sub(r"\\\g<0>", item.title)
        talk = f", talk: {item.talks[0].url}" if item.talks else ""
        lines.append(f"- [ ] {title} ({item.publisher}, {now:%Y-%m-%d}) <{item.url}>{talk}")
    return "\n".join(lines) + "\n"


def _json(text: str, items: Sequence[Item], now: datetime) -> str:
    try:
        kept = json.loads(text or "[]")
    except ValueError as error:
        raise ValueError(f"this is no JSON: {error}") from None
    if not isinstance(kept, list):
        raise ValueError("this is no JSON list")  # noqa: TRY004 - the text is wrong, not a type
    kept += [
        {
            "title": item.title,
            "url": item.url,
            "publisher": item.publisher,
            "published": item.published.isoformat(),
            "saved": now.isoformat(),
            "talks": [talk.url for talk in item.talks],
        }
        for item in items
    ]
    return json.dumps(kept, ensure_ascii=False, indent=2) + "\n"


def _opml(text: str, items: Sequence[Item], now: datetime) -> str:
    text = text or _EMPTY
    try:
        body = ET.fromstring(text.encode()).find("body")  # noqa: S314 - the reader's own file
    except ET.ParseError as error:
        raise ValueError(f"this is no OPML: {error}") from None
    if body is None or "</body>" not in text:
        raise ValueError("this is no OPML: it has no body")
    lines = "".join(
        f'    <outline type="link" text={quoteattr(item.title)} url={quoteattr(item.url)}'
        f" created={quoteattr(now.isoformat())}{_comments(item)}/>\n"
        for item in items
    )
    head, _, tail = text.rpartition("</body>")
    return f"{head.rstrip(' ')}{lines}  </body>{tail}"


def _comments(item: Item) -> str:
    """The attribute that says where a story is discussed."""
    return f" comments={quoteattr(item.talks[0].url)}" if item.talks else ""


_KINDS: dict[str, Callable[[str, Sequence[Item], datetime], str]] = {
    "md": _markdown,
    "json": _json,
    "opml": _opml,
}
