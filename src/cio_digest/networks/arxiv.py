"""arXiv: papers that hold words, by its Atom API.

https://info.arxiv.org/help/api/user-manual.html; no more than one request in three seconds. An
error comes as an entry titled "Error".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.errors import ParseError
from cio_digest.networks import feed, links
from cio_digest.networks.kind import Conversation, Kind, Reading, Search, Task

if TYPE_CHECKING:
    from cio_digest.models import RawEntry, Source

_GAP = 3.0  # seconds
_LIMIT = 50
_ERRORS = "https://arxiv.org/api/errors"
_OPERATORS = frozenset({"AND", "OR", "ANDNOT"})
_VERSION = re.compile(r"v\d+$")


def read(task: Task) -> Conversation:
    """Read the answer to one query.

    Raises:
        ParseError: arXiv understands the query otherwise.
    """
    reading: Reading = yield from feed.at(task, address(task.source), entry, gap=_GAP)
    for raw in reading.feed.entries if reading.feed else ():
        if raw.id.startswith(_ERRORS):
            raise ParseError(task.source.url, f"arXiv says: {raw.content}")
    return reading


def address(source: Source) -> str:
    """The newest papers; each word or phrase is looked for in all fields."""
    return links.address(
        source.url,
        "/api/query",
        search_query=_expression(source.query),
        sortBy="submittedDate",
        sortOrder="descending",
        max_results=_LIMIT,
    )


def _expression(query: str) -> str:
    """``crm "data quality"`` as ``all:crm AND all:"data quality"``; OR stays what it is."""
    parts: list[str] = []
    for term in re.findall(r'"[^"]*"|\S+', query):
        if term in _OPERATORS:
            parts.append(term)
        else:
            joined = ["AND"] if parts and parts[-1] not in _OPERATORS else []
            parts += [*joined, f"all:{term}"]
    return " ".join(parts)


def entry(raw: RawEntry) -> RawEntry:
    """One paper in all its versions."""
    return raw._replace(id=_VERSION.sub("", raw.id))


KIND = Kind(
    title="arXiv",
    reads="search",
    read=read,
    lacks="one request in three seconds; new papers appear once a day",
    server="https://export.arxiv.org",
    search=Search(style="or", partial=True),
)
