"""Stack Exchange: new questions with tags or words, on any of its sites.

API: https://api.stackexchange.com/docs/search and …/docs/advanced-search. Without a key it gives
300 answers a day; ``backoff`` in an answer asks for so many seconds of rest, and a
``throttle_violation`` says when more may be asked (https://api.stackexchange.com/docs/throttle).
"""

from __future__ import annotations

import json
import re
from typing import Any

from cio_digest.models import Engagement, RawEntry, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import answers, links
from cio_digest.networks.kind import Conversation, Kind, Page, Search, Task, pages
from cio_digest.parse import loose

_API = "https://api.stackexchange.com"
_LIMIT = 50
_GAP = 1.0  # seconds
_THROTTLED = re.compile(r"available in (\d{1,6}) second")


def read(task: Task) -> Conversation:
    """The newest questions; the API is asked on behalf of a site, which the reader wrote."""
    request = Request(address(task.source), gap=_GAP, rest=rest)
    return (yield from pages(task, request, page))


def rest(body: bytes) -> float:
    """The seconds of rest that an answer asks for, or a refusal; all sites count as one."""
    try:
        said = loose.table(json.loads(body))
    except (ValueError, RecursionError):
        return 0.0
    wait = _THROTTLED.search(loose.text(said.get("error_message")))
    return float(loose.count(said.get("backoff")) or (wait and wait[1]) or 0)


def page(response: Response) -> Page:
    """The questions in an answer."""
    document = answers.table(response)
    if "items" not in document:
        raise answers.odd(response, "questions")
    return Page(tuple(map(entry, loose.tables(document["items"]))))


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
    from cio_digest.text.sites import host

    owner = loose.table(question.get("owner"))
    name = loose.text(owner.get("display_name"))
    url = loose.text(question.get("link"))
    return RawEntry(
        id=url,
        url=url,
        title=loose.text(question.get("title")),
        content=loose.text(question.get("body")),
        published=answers.moment(question.get("creation_date")),
        author=name,
        tags=loose.texts(question.get("tags")),
        comments=url,
        network="stackexchange",
        forum=host(url),
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
    server="https://stackoverflow.com",
    social=True,
    search=Search(style="tag", tags="any", partial=True),
)
