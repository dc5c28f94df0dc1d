"""The days of an archive -> the page that lists them, as markdown or as HTML, the newest first."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from cio_digest.render import words
from cio_digest.render.document import document
from cio_digest.render.markup import Markup, element, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

# By this line a page is known as one that may be written anew.
MARK = "<!-- the days of a cio-digest archive -->"


def markdown(days: Mapping[date, str]) -> str:
    """A list of links, ``days`` being the path of each day's file from the page."""
    blocks = [MARK, "# cio-digest"]
    for month, paths in _months(days):
        named = "\n".join(f"- [{words.day(day)}](<{quote(path)}>)" for day, path in paths)
        blocks += [f"## {month}", named]
    return "\n\n".join(blocks) + "\n"


def html(days: Mapping[date, str]) -> str:
    """The same as a page in the look of the digest's."""
    sections = [
        element(
            "section",
            element("h2", month),
            element("ul", "\n", lines(*(_day(*each) for each in paths)), "\n", class_="told"),
        )
        for month, paths in _months(days)
    ]
    head = element("header", element("p", "cio-digest", class_="name"), element("h1", "Archive"))
    return document("cio-digest · archive", Markup(MARK), head, element("main", lines(*sections)))


def _day(day: date, path: str) -> Markup:
    # "./" keeps a name with a colon from being read as a scheme.
    return element("li", element("a", words.day(day), href=f"./{quote(path)}"))


def _months(days: Mapping[date, str]) -> Iterator[tuple[str, list[tuple[date, str]]]]:
    """``November 2026`` and its days, the newest first."""
    newest = sorted(days.items(), reverse=True)
    for month, paths in groupby(newest, key=lambda each: f"{each[0]:%B %Y}"):
        yield month, list(paths)
