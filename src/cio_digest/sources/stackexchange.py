"""Stack Exchange: new questions with tags or words, on any of its sites.

API: https://api.stackexchange.com/docs/search and …/docs/advanced-search. Without a key it gives
300 answers a day; ``backoff`` in an answer asks for so many seconds of rest.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from cio_digest.models import Engagement, RawEntry, RawFeed, Request, Response, Source
from cio_digest.parse import loose
from cio_digest.sources import answers, links
from cio_digest.sources.kind import Conversation, Kind, Page, Reading, Task, pages

_API = "https://api.stackexchange.com"
_LIMIT = 50
_GAP = 1.0  # seconds


def read(task: Task) -> Conversation:
    """The newest questions; a rest that the answer asks for is kept."""
    rest = 0

    def page(response: Response) -> Page:
        nonlocal rest
        document = answers.table(response)
        if "items" not in document:
            raise answers.odd(response, "questions")
        rest = loose.count(document.get("backoff")) or 0
        return Page(tuple(map(entry, loose.tables(document["items"]))))

    # The API is asked on behalf of a site, which is what the reader wrote.
    reading: Reading = yield from pages(task, Request(address(task.source), gap=_GAP), page)
    feed: RawFeed | None = reading.feed and reading.feed._replace(ttl=rest)
    return reading._replace(feed=feed)


def address(source: Source) -> str:
    """Questions with one of the tags, or with all the words."""
    tags = ";".join(links.tags(source.query)).lower()
    return links.address(
        _API,
        "/2.3/search" if tags else "/2.3/search/advanced",
        tagged=tags,
        q="" if tags else source.query,
        site=_site(source.url),
        order="desc",
        sort="creation",
        pagesize=_LIMIT,
        filter="withbody",
    )


def _site(server: str) -> str:
    """``stackoverflow`` of its address, ``sharepoint`` of sharepoint.stackexchange.com."""
    name = links.host(server).removeprefix("www.")
    return name.removesuffix(".com").removesuffix(".stackexchange")


def entry(question: dict[str, Any]) -> RawEntry:
    """A question as the word of who asks it."""
    owner = loose.table(question.get("owner"))
    name, asked = loose.text(owner.get("display_name")), loose.count(question.get("creation_date"))
    url = loose.text(question.get("link"))
    return RawEntry(
        id=url,
        url=url,
        title=loose.text(question.get("title")),
        content=loose.text(question.get("body")),
        published=datetime.fromtimestamp(asked, timezone.utc) if asked else None,
        author=name,
        tags=loose.texts(question.get("tags")),
        network="stackexchange",
        handle=name,
        engagement=Engagement(
            score=loose.count(question.get("score")),
            replies=loose.count(question.get("answer_count")),
        ),
    )


KIND = Kind(
    title="Stack Exchange",
    reads="tags and search of one site",
    read=read,
    lacks="300 requests a day from one address",
    hints={"throttle_violation": "its daily or momentary limit is used up"},
)
