"""GitHub: releases of a repository, what a user does, new repositories that hold words.

Feeds: https://docs.github.com/en/rest/activity/feeds; search:
https://docs.github.com/en/rest/search/search#search-repositories (ten searches a minute without a
token).
"""

from __future__ import annotations

import re
from typing import Any

from cio_digest.models import Engagement, RawEntry, Source
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import answers, feed, links, posts
from cio_digest.networks.kind import (
    Check,
    Conversation,
    Kind,
    Page,
    People,
    Search,
    Task,
    bearer,
    pages,
)
from cio_digest.parse import loose
from cio_digest.parse.plain import as_markup

_API = "https://api.github.com"
_LIMIT = 30
_GAP = 6.0  # seconds
_REPOSITORY = r"[\w.-]+/[\w.-]+"
_REPOSITORY_PAGE = (
    r"https?://(?:www\.)?github\.com/"
    r"((?!(?:topics|orgs|features|collections|marketplace|sponsors|trending)/)"
    r"[\w-]+/[\w.-]+?)(?:/releases)?/?"
)
_EMPTY = "No content."
# "tag:github.com,2008:Repository/11167738/v3.9.0": a release without a text is only its tag.
_TAG = re.compile(r"tag:github\.com,2008:Repository/\d+/(.+)")


def read(task: Task) -> Conversation:
    """A feed for a repository or a user, a search otherwise."""
    source = task.source
    if found := address(source):
        return (yield from feed.at(task, found, entry))
    private = bearer(task.access.secret)
    return (yield from pages(task, Request(_search(source), (), private, _API, gap=_GAP), page))


def address(source: Source) -> str:
    """The releases of ``owner/name``, or what a user does in public."""
    if source.handle:
        return f"{source.url}/{links.part(source.handle.removeprefix('@'))}.atom"
    if re.fullmatch(_REPOSITORY, source.query):
        return f"{source.url}/{source.query}/releases.atom"
    return ""


def _search(source: Source) -> str:
    stars = f" stars:>={source.least}" if source.least else ""
    return links.address(
        _API,
        "/search/repositories",
        q=f"{source.query}{stars}",
        sort="updated",
        per_page=_LIMIT,
    )


def check(_: str, access: Access) -> Check:
    """Ask for the limits, which counts against none of them."""
    response = yield Request(f"{_API}/rate_limit", (), bearer(access.secret), _API)
    limits = loose.table(loose.table(answers.table(response).get("resources")).get("search"))
    return f"the token is good for {loose.count(limits.get('limit')) or 0} searches a minute"


def entry(raw: RawEntry) -> RawEntry:
    """A release by the name of what is released, without what stands where it says nothing."""
    if raw.content.strip() == _EMPTY:
        raw = raw._replace(content="")
    raw = raw._replace(title=posts.decoded(raw.title))
    tag = _TAG.fullmatch(raw.id)
    name = raw.url.partition("github.com/")[2].split("/")[1:2]
    if not tag or not name or name[0].lower() in raw.title.lower():
        return raw
    return raw._replace(title=f"{name[0]} {raw.title or tag[1]}")


def page(response: Response) -> Page:
    """The repositories that a search found."""
    document = answers.table(response)
    if "items" not in document:
        raise answers.odd(response, "repositories")
    return Page(tuple(map(_found, loose.tables(document["items"]))))


def _found(repository: dict[str, Any]) -> RawEntry:
    url, owner = loose.text(repository.get("html_url")), loose.table(repository.get("owner"))
    name = loose.text(repository.get("full_name"))
    description = as_markup(posts.decoded(loose.text(repository.get("description"))))
    return RawEntry(
        id=url,
        url=url,
        title=f"{name}: {description}" if description else name,
        content=description,
        published=answers.moment(repository.get("created_at")),
        author=loose.text(owner.get("login")),
        tags=loose.texts(repository.get("topics")),
        engagement=Engagement(likes=loose.count(repository.get("stargazers_count"))),
    )


KIND = Kind(
    title="GitHub",
    reads="releases (owner/name), search for repositories, users",
    read=read,
    needs="nothing; a token for more than ten searches a minute",
    hints={
        401: "is the token under [accounts.github] still good?",
        403: "its limit may be used up; a token under [accounts.github] raises it",
        404: "is there such a repository or user?",
        422: "GitHub cannot read the query",
    },
    check=check,
    server="https://github.com",
    search=Search(style="phrase", place=_REPOSITORY, partial=True),
    people=People("name", profiles=(r"github\.com/([\w-]+)/?",)),
    account=("token",),
    pages=((_REPOSITORY_PAGE, "https://github.com/{}/releases.atom"),),
)
