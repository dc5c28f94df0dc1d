"""Bluesky: accounts, and search through the reader's own account.

API: https://docs.bsky.app/docs/api/app-bsky-feed-search-posts,
…/api/app-bsky-feed-get-author-feed and …/api/com-atproto-server-create-session. Accounts are read
anonymously from the public AppView. It refuses most anonymous searches, so these go through the
reader's server, with an app password, in a session that is renewed as long as that goes
(…/api/com-atproto-server-refresh-session): new ones are rationed, 300 a day.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from cio_digest.errors import FetchError
from cio_digest.models import Engagement, RawEntry, Session
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import answers, links, posts, tokens
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

_LIMIT = 100  # posts a page, the most that the API gives
_JSON = (("Accept", "application/json"),)
_MEMBERS_ONLY = "!no-unauthenticated"
_BRIDGED = ".ap.brid.gy"
_ORIGINAL = r"https?://([^/\s]{1,200})/(?:@|users/|u/)([\w.-]{1,100})/"
_PICTURES = ("https://media.tenor.com/", "https://static.klipy.com/", "https://t.gifs.bsky.app/")
# What moderators take out (https://docs.bsky.app/docs/advanced-guides/moderation).
_HIDDEN = frozenset({"!hide", "!takedown"})


def read(task: Task) -> Conversation:
    """The posts of an account where the source has a handle, else those that a search finds."""
    if task.source.handle:
        return (yield from pages(task, _author_feed(task), partial(page, member=False)))
    return (yield from _search(task))


def _author_feed(task: Task) -> Request:
    address = links.address(
        task.source.url,
        "/xrpc/app.bsky.feed.getAuthorFeed",
        actor=task.source.handle.removeprefix("@"),
        filter="posts_and_author_threads",
        limit=_LIMIT,
    )
    return Request(address, _JSON, origin=task.source.url)


def _search(task: Task) -> Conversation:
    server, access = task.source.url, task.access
    if not access.secret:
        raise FetchError(server, "not asked: a search needs [accounts.bluesky]")
    session = yield from tokens.session(server, access, task.now)
    try:
        reading = yield from _found(task, session)
    except FetchError as error:
        if session is not access.session or not tokens.is_stale(error):
            raise
        session = yield from tokens.renewed(server, access, task.now)
        reading = yield from _found(task, session)
    return reading._replace(session=session)


def _found(task: Task, session: Session) -> Conversation:
    server = task.source.url
    address = links.address(
        server,
        "/xrpc/app.bsky.feed.searchPosts",
        q=task.source.query,
        sort="latest",
        lang=task.source.language,
        limit=_LIMIT,
    )
    request = Request(address, _JSON, bearer(session.access), origin=server)
    return (yield from pages(task, request, page))


def check(server: str, access: Access) -> Check:
    """Open a session, which is what a wrong password fails at."""
    session = yield from tokens.opened(server, access)
    address = links.address(server, "/xrpc/com.atproto.server.getSession")
    response = yield Request(address, _JSON, bearer(session.access), origin=server)
    return f"signed in as @{loose.text(answers.table(response).get('handle')) or access.user}"


def page(response: Response, *, member: bool = True) -> Page:
    """The posts of a search's result or of an account's feed, reposts as their author wrote them.

    Without ``member`` those are left out whose author shows them to members only.
    """
    document = answers.table(response)
    if "feed" in document:
        items = loose.tables(document["feed"])
        found = [(loose.table(item.get("post")), _reposted(item)) for item in items]
    elif "posts" in document:
        found = [(post, "") for post in loose.tables(document["posts"])]
    else:
        raise answers.odd(response, "posts")
    cursor = loose.text(document.get("cursor"))
    unseen = _HIDDEN | {"spam" if member else _MEMBERS_ONLY}  # a search finds anybody
    shown = (pair for pair in found if _labels(pair[0]).isdisjoint(unseen))
    told = tuple(
        posts.Post(entry(post, reposted), loose.text(post.get("uri")), _before(post))
        for post, reposted in shown
    )
    older = _at(response.url, cursor) if cursor and found else ""
    return Page(posts.threads(told), older, told)


def _before(post: dict[str, Any]) -> str:
    """The post that its author goes on from, whose address begins with who wrote it."""
    reply = loose.table(loose.table(post.get("record")).get("reply"))
    parent = loose.text(loose.table(reply.get("parent")).get("uri"))
    author = loose.text(loose.table(post.get("author")).get("did"))
    return parent if author and parent.startswith(f"at://{author}/") else ""


def _at(address: str, cursor: str) -> str:
    """The same question from a cursor on."""
    return f"{address.partition('&cursor=')[0]}&cursor={links.part(cursor)}"


def _reposted(item: dict[str, Any]) -> str:
    return loose.text(loose.table(item.get("reason")).get("indexedAt"))


def entry(post: dict[str, Any], reposted: str = "") -> RawEntry:
    """One post as an entry; ``reposted`` is when somebody passed it on."""
    author, record = loose.table(post.get("author")), loose.table(post.get("record"))
    handle, identity = loose.text(author.get("handle")), loose.text(post.get("uri"))
    profile = handle if handle != "handle.invalid" else loose.text(author.get("did"))
    features = _features(record)
    langs = loose.texts(record.get("langs"))  # of several, those that its author speaks
    # A date that its author made up counts only as far as the network saw the post by then.
    moments = (record.get("createdAt"), post.get("indexedAt"))
    likes, quotes = loose.count(post.get("likeCount")), loose.count(post.get("quoteCount"))
    reposts = loose.count(post.get("repostCount"))
    address = f"https://bsky.app/profile/{profile}/post/{identity.rpartition('/')[2]}"
    original = loose.text(record.get("bridgyOriginalUrl"))
    own = (original and loose.text(record.get("bridgyOriginalText"))) or posts.plain(_text(record))
    return RawEntry(
        id=identity,
        url=address,
        content=posts.content(own, _shown(post)),
        published=min(filter(None, map(answers.moment, moments)), default=None),
        updated=answers.moment(reposted),
        author=answers.literal(author.get("displayName")) or profile,
        tags=(*_values(features, "tag"), *loose.texts(record.get("tags"))),
        language=langs[0] if len(langs) == 1 else "",
        links=(*filter(None, [original]), *_embedded(post), *_values(features, "uri")),
        network="bluesky",
        handle=_handle(profile, original),
        engagement=Engagement(
            likes=likes,
            reposts=None if reposts is None else reposts + (quotes or 0),
            replies=loose.count(post.get("replyCount")),
        ),
        bot="bot" in _labels(post),
        comments=address,
        forum="Bluesky",
        own=own,
    )


def _handle(profile: str, original: str) -> str:
    """The account; of who comes over the bridge from the fediverse, the one there.

    The bridge (https://fed.brid.gy) says where a post was written, and writes all of it beside.
    """
    there = re.match(_ORIGINAL, original) if profile.endswith(_BRIDGED) else None
    return f"@{there[2]}@{there[1]}" if there else f"@{profile}" if profile else ""


def _text(record: dict[str, Any]) -> str:
    """The text of a post with its addresses whole: apps write ``site.example/2026/11/a-lon...``.

    What is marked in it is counted in bytes (https://docs.bsky.app/docs/advanced-guides/post-richtext).
    """
    text = record.get("text")
    data = text.encode("utf-8", "replace") if isinstance(text, str) else b""
    for facet in sorted(loose.tables(record.get("facets")), key=_start, reverse=True):
        start, end = _start(facet), loose.count(loose.table(facet.get("index")).get("byteEnd"))
        for uri in _values(loose.tables(facet.get("features")), "uri"):
            shown = data[start:end].decode("utf-8", "replace").rstrip(".…")
            place = uri.partition("://")[2].removeprefix("www.")
            if end and shown and place.startswith(shown.removeprefix("www.")):
                data = data[:start] + uri.encode("utf-8", "replace") + data[end:]
    return loose.text(data.decode("utf-8", "replace"))


def _start(facet: dict[str, Any]) -> int:
    return loose.count(loose.table(facet.get("index")).get("byteStart")) or 0


def _features(record: dict[str, Any]) -> list[dict[str, Any]]:
    """What the marked parts of a text are: links, hashtags, mentions."""
    facets = loose.tables(record.get("facets"))
    return [feature for facet in facets for feature in loose.tables(facet.get("features"))]


def _values(features: list[dict[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(found for feature in features if (found := loose.text(feature.get(name))))


def _embeds(post: dict[str, Any]) -> list[dict[str, Any]]:
    """What a post shows beside its text, and what the post that it quotes shows."""
    embeds = [loose.table(post.get("embed"))]
    if quoted := _quoted(post):
        embeds += loose.tables(quoted.get("embeds"))
    return [part for each in embeds for part in (each, loose.table(each.get("media")))]


def _quoted(post: dict[str, Any]) -> dict[str, Any]:
    """The post that one quotes (app.bsky.embed.record#viewRecord), alone or beside pictures.

    What was taken down, blocked or detached has no text.
    """
    record = loose.table(loose.table(post.get("embed")).get("record"))
    record = loose.table(record.get("record")) or record
    return {} if _MEMBERS_ONLY in _labels(record) else record


def _shown(post: dict[str, Any]) -> list[Any]:
    """The texts of what stands beside a post's own: a card's title, pictures, the post quoted."""
    quoted = _text(loose.table(_quoted(post).get("value")))
    embeds = _embeds(post)
    titles = [_card(each).get("title") for each in embeds]
    pictures = [image.get("alt") for each in embeds for image in loose.tables(each.get("images"))]
    return [quoted, *titles, *pictures, *(each.get("alt") for each in embeds)]


def _embedded(post: dict[str, Any]) -> tuple[str, ...]:
    """The addresses of the pages that a post shows as cards."""
    cards = map(_card, _embeds(post))
    return tuple(found for card in cards if (found := loose.text(card.get("uri"))))


def _card(embed: dict[str, Any]) -> dict[str, Any]:
    """What a post shows of a page; a moving picture out of an app's collection is none."""
    card = loose.table(embed.get("external"))
    return {} if loose.text(card.get("uri")).startswith(_PICTURES) else card


def _labels(post: dict[str, Any]) -> set[str]:
    holders = (post, loose.table(post.get("author")))
    return {
        loose.text(label.get("val"))
        for holder in holders
        for label in loose.tables(holder.get("labels"))
        if label.get("neg") is not True
    }


KIND = Kind(
    title="Bluesky",
    reads="search, accounts",
    read=read,
    needs="an app password for search; nothing for accounts",
    lacks="people who ask to be shown to members only are left out of accounts",
    hints={
        "AuthMissing": "a search needs [accounts.bluesky]",
        "InvalidToken": "the session was not accepted; is yours the server in [accounts.bluesky]?",
        "AuthenticationRequired": "check user and password under [accounts.bluesky]",
        "AuthFactorTokenRequired": "use an app password under [accounts.bluesky], not your own",
        403: "the server turns readers away, as it does when it is busy",
    },
    check=check,
    server="https://bsky.social",
    social=True,
    search=Search(style="phrase", tags="any"),
    people=People(
        "name.bsky.social",
        shape=r"@?[\w-]+(?:\.[\w-]+)+|did:[\w:.-]+",
        server="https://public.api.bsky.app",
        profiles=(r"bsky\.app/profile/([\w.:-]+)(?:[/?].*)?",),
        hosts=("bsky.app",),
        telling=r"did:.+|.+\.bsky\.social",
        domains=True,  # https://atproto.com/specs/handle
        headings="bsky",
    ),
    account=("user", "password"),
    closed="search",
)
