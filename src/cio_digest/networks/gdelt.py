"""GDELT: news in the world's languages that hold words, by its DOC API.

https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/; no more than one request in five seconds.
What is wrong with a query it says in plain text, with status 200.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.errors import ParseError
from cio_digest.models import RawEntry, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import answers, links
from cio_digest.networks.kind import AS_DOCUMENTED, Conversation, Kind, Page, Search, Task, pages
from cio_digest.parse import loose
from cio_digest.parse.plain import as_markup

if TYPE_CHECKING:
    from datetime import datetime

_GAP = 5.5  # seconds: repeated haste is punished
_LIMIT = 100
_ESCAPE = rb'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?'
# Words and signs stand apart in headlines: "Northwind ' s prices , again".
_APART = r"(?<=\w) (['\u2019]) (?=(?:s|t|d|m|re|ve|ll)\b)|\s{1,9}([,.])(?=\s|$)"
_SEEN = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)Z?")


def read(task: Task) -> Conversation:
    """The newest articles of the last day."""
    request = Request(address(task.source), origin=task.source.url, gap=_GAP)
    return (yield from pages(task, request, page))


def address(source: Source) -> str:
    """One search; alternatives have to stand in brackets."""
    query = source.query
    if " OR " in query and "(" not in query:
        query = f"({query})"
    return links.address(
        source.url,
        "/api/v2/doc/doc",
        query=query,
        mode="artlist",
        format="json",
        maxrecords=_LIMIT,
        sort="datedesc",
        timespan="1d",
    )


def page(response: Response) -> Page:
    """The articles of a search.

    Raises:
        ParseError: GDELT says what is wrong instead.
    """
    body = response.body.strip()
    if body[:1].isalpha():
        said = body[:200].decode("utf-8", "replace")
        raise ParseError(response.url, f"GDELT says: {said}")
    # Before what needs no escape in JSON (RFC 8259, section 7) stands one all the same.
    body = re.sub(_ESCAPE, lambda found: found[0] if found[1] else b"", body)
    document = answers.document(response._replace(body=body))
    if not isinstance(document, dict) or (document and "articles" not in document):
        raise answers.odd(response, "articles")
    return Page(tuple(map(entry, loose.tables(document.get("articles")))))


def entry(article: dict[str, Any]) -> RawEntry:
    """An article, known by its headline only."""
    url = loose.text(article.get("url"))
    title = re.sub(_APART, r"\1\2", loose.text(article.get("title")))
    return RawEntry(
        id=url,
        url=url,
        title=as_markup(title),
        published=_moment(loose.text(article.get("seendate"))),
        publisher=loose.text(article.get("domain")),
    )


def _moment(text: str) -> datetime | None:
    match = _SEEN.fullmatch(text)
    if not match:
        return None
    year, month, day, *clock = match.groups()
    return answers.moment(f"{year}-{month}-{day}T{':'.join(clock)}Z")


KIND = Kind(
    title="GDELT",
    reads="search",
    read=read,
    lacks="headlines without text; no quoted single words; one request in five seconds; "
    + AS_DOCUMENTED,
    server="https://api.gdeltproject.org",
    search=Search(style="or", partial=True),
)
