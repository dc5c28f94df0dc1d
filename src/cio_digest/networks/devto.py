"""DEV (dev.to): articles by tag or author.

API: https://developers.forem.com/api/v1#tag/articles. A tag gives what was popular in the last
three days, since the newest of a tag are mostly noise.
"""

from __future__ import annotations

from typing import Any

from cio_digest.models import Engagement, RawEntry, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import answers, links
from cio_digest.networks.kind import (
    AS_DOCUMENTED,
    Conversation,
    Kind,
    Page,
    People,
    Search,
    Task,
    pages,
)
from cio_digest.parse import loose
from cio_digest.parse.plain import as_markup

_LIMIT = 30
_DAYS = 3


def read(task: Task) -> Conversation:
    """The articles of one question."""
    request = Request(address(task.source), origin=task.source.url)
    return (yield from pages(task, request, page))


def address(source: Source) -> str:
    """What an author wrote, or what is popular with a tag (which has letters and digits only)."""
    tag = "".join(filter(str.isalnum, "".join(links.tags(source.query)[:1]))).lower()
    return links.address(
        source.url,
        "/api/articles",
        username=source.handle.removeprefix("@"),
        tag="" if source.handle else tag,
        top="" if source.handle else _DAYS,
        per_page=_LIMIT,
    )


def page(response: Response) -> Page:
    """The articles in an answer."""
    document = answers.document(response)
    if not isinstance(document, list):
        raise answers.odd(response, "articles")
    return Page(tuple(map(entry, loose.tables(document))))


def entry(article: dict[str, Any]) -> RawEntry:
    """An article; ``canonical_url`` is where it first appeared."""
    user = loose.table(article.get("user"))
    url = loose.text(article.get("url"))
    return RawEntry(
        id=url,
        url=loose.text(article.get("canonical_url")) or url,
        title=as_markup(loose.text(article.get("title"))),
        content=as_markup(loose.text(article.get("description"))),
        published=answers.moment(article.get("published_timestamp")),
        author=loose.text(user.get("name")),
        tags=loose.texts(article.get("tag_list")),
        comments=url,
        network="devto",
        forum="DEV",
        handle=loose.text(user.get("username")),
        engagement=Engagement(
            likes=loose.count(article.get("positive_reactions_count")),
            replies=loose.count(article.get("comments_count")),
        ),
    )


KIND = Kind(
    title="DEV",
    reads="tags, authors",
    read=read,
    lacks="no search for words; one tag a search; of each article only its summary; "
    + AS_DOCUMENTED,
    hints={404: "is there such a tag or user?"},
    server="https://dev.to",
    social=True,
    search=Search(style="tag", words="", tags="any", partial=True),
    people=People("name", profiles=(r"dev\.to/(?:feed/)?(?!feed(?:/|$))(\w+)/?",), headings="dev"),
)
