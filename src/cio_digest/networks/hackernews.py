"""Hacker News: stories that match words, and the posts of an account.

API: https://hn.algolia.com/api. It gives no more than 1,000 hits a search and needs no key.
"""

from __future__ import annotations

import re
from typing import Any

from cio_digest.models import Engagement, RawEntry
from cio_digest.models.wire import Request, Response
from cio_digest.networks import answers, links
from cio_digest.networks.kind import Conversation, Kind, Page, People, Search, Task, pages
from cio_digest.parse import loose
from cio_digest.parse.plain import as_markup

FORUM = "Hacker News"
_LIMIT = 50  # hits a page
_QUOTED = r"(?s)(?:\A|<p>)\s{0,9}(?:<i>)?&gt;\s?(.*?)(?=<p>|\Z)"  # a paragraph that begins with ">"
_GONE = ("[deleted]", "[flagged]", "[dead]")
_ITEM = "https://news.ycombinator.com/item?id="


def read(task: Task) -> Conversation:
    """Stories and comments of a user where the source has a handle, else stories with the words."""
    return (yield from pages(task, Request(address(task), origin=task.source.url), page))


def address(task: Task) -> str:
    """The newest hits; the minimum of points is asked for, so that pages are not wasted."""
    source = task.source
    author = f"author_{source.handle}"
    return links.address(
        source.url,
        "/api/v1/search_by_date",
        query=source.query,
        tags=f"(story,comment),{author}" if source.handle else "story",
        numericFilters=f"points>={source.least}" if source.least else "",
        hitsPerPage=_LIMIT,
    )


def page(response: Response) -> Page:
    """The hits of a search."""
    document = answers.table(response)
    if "hits" not in document:
        raise answers.odd(response, "hits")
    hits = loose.tables(document["hits"])
    entries = tuple(entry(hit) for hit in hits if not _is_gone(hit))
    here, of = loose.count(document.get("page")) or 0, loose.count(document.get("nbPages")) or 0
    return Page(entries, _at(response.url, here + 1) if entries and here + 1 < of else "")


def _is_gone(hit: dict[str, Any]) -> bool:
    """Whether a story or a comment was deleted: nothing or a sign stands in its place."""
    texts = [loose.text(hit.get(name)) for name in ("title", "url", "story_text", "comment_text")]
    return {*texts} <= {"", *_GONE}


def _at(url: str, number: int) -> str:
    return f"{url.partition('&page=')[0]}&page={number}"


def entry(hit: dict[str, Any]) -> RawEntry:
    """A story by the address of what it points to; a comment, or a story of words, by its own."""
    item = _ITEM + loose.text(hit.get("objectID"))
    thread = loose.text(hit.get("story_id"))
    comment = re.sub(_QUOTED, r"<blockquote>\1</blockquote>", loose.text(hit.get("comment_text")))
    name = loose.text(hit.get("author"))
    return RawEntry(
        id=item,
        url=("" if comment else loose.text(hit.get("url"))) or item,
        title="" if comment else as_markup(loose.text(hit.get("title"))),
        content=comment or loose.text(hit.get("story_text")),
        published=answers.moment(hit.get("created_at") or hit.get("created_at_i")),
        author=name,
        links=tuple(filter(None, [loose.text(hit.get("story_url"))])),
        comments=_ITEM + thread if comment and thread else item,
        network="hackernews",
        handle=name,
        forum=FORUM,
        own=comment or loose.text(hit.get("story_text")),
        engagement=Engagement(
            score=loose.count(hit.get("points")), replies=loose.count(hit.get("num_comments"))
        ),
    )


KIND = Kind(
    title=FORUM,
    reads="search, users",
    read=read,
    lacks="searches read stories, not comments",
    server="https://hn.algolia.com",
    social=True,
    threads=((r"https?://news\.ycombinator\.com/item\?id=\d{1,20}", FORUM),),
    search=Search(style="phrase"),
    people=People(
        "name",
        profiles=(r"news\.ycombinator\.com/user\?id=([\w-]+)",),
        headings="hn ycombinator",
    ),
)
