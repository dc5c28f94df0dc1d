"""Lemmy: communities and users by their feeds, searches by its API.

https://join-lemmy.org/docs/users/06-other-features.html#rss and
https://join-lemmy.org/docs/contributors/04-api.html (version 3).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest.models import Engagement, RawEntry, Source
from cio_digest.models.wire import Request, Response
from cio_digest.networks import answers, feed, links
from cio_digest.networks.kind import (
    ON_A_SERVER,
    Conversation,
    Kind,
    Page,
    People,
    Search,
    Task,
    pages,
)
from cio_digest.parse import loose, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

FORUM = "Lemmy"
_LIMIT = 50
# "submitted by … to …<br>180 points | <a href="…">19 comments</a><br>", then the text.
_HEADER = (
    r'(?s:submitted by .{0,300}?(?: to <a href="([^"<>]{1,300})">.{0,200}?)?<br>\s*'
    r"(-?\d{1,9}) points? \| <a [^>]*>(\d{1,9}) comments?</a>(?:<br>)?"
    r'(?:\s*<a href="[^"]*">https?://[^<]*</a>)?)'
)


def read(task: Task) -> Conversation:
    """A search where the query is of words, else the feed of a community or a user."""
    source = task.source
    found = address(source)
    if source.query and not found:
        return (yield from pages(task, _search(source), page))
    return (yield from feed.at(task, found, entry))


def address(source: Source) -> str:
    """The feed of a user (``@name@server``, ``u/name``) or of a community (``c/name``)."""
    kind, _, name = source.query.partition("/")
    if source.handle:
        user = links.part(source.handle.removeprefix("@").partition("@")[0])
        return links.address(source.url, f"/feeds/u/{user}.xml", sort="New", limit=_LIMIT)
    if kind in {"c", "u"} and name:
        place = f"{kind}/{links.part(name)}"
        return links.address(source.url, f"/feeds/{place}.xml", sort="New", limit=_LIMIT)
    return ""


def _search(source: Source) -> Request:
    target = links.address(
        source.url,
        "/api/v3/search",
        q=source.query,
        type_="Posts",
        sort="New",
        listing_type="All",
        limit=_LIMIT,
    )
    return Request(target, origin=source.url)


def entry(raw: RawEntry) -> RawEntry:
    """Score and comments out of the text, the author's handle out of their address."""
    header = re.match(_HEADER, raw.content)
    counts = Engagement(score=int(header[2]), replies=int(header[3])) if header else None
    handle = _handle(raw.author)
    content = raw.content[header.end() :] if header else raw.content
    return raw._replace(
        content=content,
        author=handle.strip("@").partition("@")[0],
        network="lemmy",
        handle=handle,
        engagement=counts,
        forum=_community((header[1] or "") if header else ""),
        own=content,
    )


def _handle(profile: str) -> str:
    """``https://server/u/name`` as ``@name@server``; of a guest, ``…/u/name@home``."""
    server, _, name = profile.rpartition("/u/")
    if not server:
        return profile
    return f"@{name}" if "@" in name else f"@{name}@{links.host(server)}"


def _community(address: str) -> str:
    """``https://server/c/name`` as ``c/name@server``, which names it on every server."""
    from cio_digest.text.sites import host

    server, _, name = address.rpartition("/c/")
    if not server:
        return FORUM
    return f"c/{name}" if "@" in name else f"c/{name}@{host(server)}"


def page(response: Response) -> Page:
    """The posts that a search found."""
    document = answers.table(response)
    if "posts" not in document:
        raise answers.odd(response, "posts")
    views = loose.tables(document["posts"])
    return Page(tuple(_found(view) for view in views if not _is_gone(view)))


def _is_gone(view: Mapping[str, Any]) -> bool:
    """Whether a moderator removed a post or its community, or its author deleted it."""
    holders = (loose.table(view.get(name)) for name in ("post", "community"))
    return any(each.get(word) is True for each in holders for word in ("removed", "deleted"))


def _found(view: Mapping[str, Any]) -> RawEntry:
    post, creator = loose.table(view.get("post")), loose.table(view.get("creator"))
    counts = loose.table(view.get("counts"))
    identity, handle = loose.text(post.get("ap_id")), _handle(loose.text(creator.get("actor_id")))
    name = loose.text(creator.get("display_name")) or loose.text(creator.get("name"))
    content = markdown.as_markup(loose.text(post.get("body")))
    return RawEntry(
        id=identity,
        url=loose.text(post.get("url")) or identity,
        title=plain.as_markup(loose.text(post.get("name"))),
        content=content,
        published=answers.moment(post.get("published")),
        author=answers.literal(name),
        comments=identity,
        network="lemmy",
        handle=handle,
        engagement=Engagement(
            score=loose.count(counts.get("score")), replies=loose.count(counts.get("comments"))
        ),
        bot=creator.get("bot_account") is True,
        forum=_community(loose.text(loose.table(view.get("community")).get("actor_id"))),
        own=content,
    )


KIND = Kind(
    title=FORUM,
    reads="search, communities (c/name), users (u/name)",
    read=read,
    lacks="a server knows the communities that somebody on it follows, not all there are",
    hints={404: "is the name right, and is this a Lemmy server?"},
    server="https://lemmy.world",
    many=True,
    social=True,
    search=Search(style="phrase", place=r"[cu]/\S+"),
    people=People(
        "@name@server",
        shape=ON_A_SERVER,
        sign="@",
        anywhere=r"/u/([\w.-]+)/?",
    ),
)
