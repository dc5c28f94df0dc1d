"""X: recent posts that match a search, and the posts of an account.

API: https://docs.x.com/x-api/posts/search-recent-posts and …/x-api/posts/timelines/. X bills every
post and every author in an answer (https://docs.x.com/x-api/getting-started/pricing), the same one
once a day. So only what is newer than the newest post that was read is asked for, in one page of a
fixed size: older pages cost as much a post, and bring what a digest needs least.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from cio_digest.errors import FetchError
from cio_digest.models import Engagement, Polling, RawEntry, Source
from cio_digest.models.wire import Access, Bill, Price, Request, Response
from cio_digest.networks import answers, links, polling, posts
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

if TYPE_CHECKING:
    from collections.abc import Callable

POST, USER = 5, 10  # thousandths of a US dollar for each in an answer, as of August 2026
LIMIT = 25  # posts an answer, so that a read has a price that can be told before
# Of posts over 280 characters, ``text`` holds the beginning and ``note_tweet`` all.
_FIELDS = "author_id,created_at,entities,lang,note_tweet,public_metrics,referenced_tweets"
_OLDEST = timedelta(days=6, hours=23)  # a search reaches back seven days
# https://docs.x.com/fundamentals/x-ids
_EPOCH = datetime(2010, 11, 4, 1, 42, 54, 657_000, tzinfo=timezone.utc)
# What X calls the language of a post that is but a picture, a link or hashtags.
_NO_LANGUAGE = r"^(?:und|zxx|art|q[a-z]{2})$"
_MEDIA = r"^https://(?:twitter|x)\.com/\w{1,20}/status/\d{1,20}/(?:photo|video)/\d"
_FARTHEST = 10**13  # milliseconds, three hundred years


def price(source: Source, state: Polling) -> int:
    """What a read costs at most, in thousandths of a US dollar."""
    if not source.handle:
        return LIMIT * (POST + USER)
    return LIMIT * POST + (0 if _is_known(state) else USER)


def bill(response: Response) -> Bill:
    """What the posts and the users in an answer cost.

    Raises:
        ParseError: it is no answer of X.
    """
    document = answers.table(response)
    if not document:
        raise answers.odd(response, "posts")
    included, data = loose.table(document.get("includes")), document.get("data")
    count = len(loose.rows(data)) + len(loose.rows(included.get("tweets")))
    users = len(loose.rows(included.get("users"))) + isinstance(data, dict)
    return Bill(count, count * POST + users * USER)


def read(task: Task) -> Conversation:
    """The posts of an account where the source has a handle, else those that a search finds."""
    if not task.access.secret:
        raise FetchError(task.source.url, "not asked: X answers only with [accounts.x]")
    if task.source.handle:
        return (yield from _account(task))
    parameters = {"query": _query(task), "expansions": "author_id", "user.fields": "username,name"}
    address = _address(task, "/2/tweets/search/recent", parameters)
    return (yield from _posts(task, _request(task, address, LIMIT * (POST + USER)), page))


def _query(task: Task) -> str:
    """The query without reposts, in the language, as far as it does not say so itself."""
    query = task.source.query
    if " OR " in query and not query.startswith("("):
        query = f"({query})"
    if "is:retweet" not in query:
        query += " -is:retweet"
    language = task.source.language
    return f"{query} lang:{language}" if language and "lang:" not in query else query


def _account(task: Task) -> Conversation:
    """The posts of an account: its number is bought once, and remembered in the address."""
    name, remembered = task.source.handle.removeprefix("@"), ""
    address = task.state.url
    if not _is_known(task.state):
        server = task.source.url
        lookup = links.address(server, f"/2/users/by/username/{links.part(name)}")
        response = yield _request(task, lookup, USER)
        number = loose.text(loose.table(answers.table(response).get("data")).get("id"))
        if not number:
            raise answers.odd(response, "such account")
        address = remembered = links.address(server, f"/2/users/{links.part(number)}/tweets")

    def own(response: Response) -> Page:
        found = page(response)
        return Page(tuple(_by(name, raw) for raw in found.entries))

    server, path = address.partition("/2/")[0], "/2/" + address.partition("/2/")[2]
    address = _address(task, path, {"exclude": "replies,retweets"}, server)
    reading = yield from _posts(task, _request(task, address, LIMIT * POST), own)
    return reading._replace(url=remembered)


def _is_known(state: Polling) -> bool:
    return "/2/users/" in state.url


def _posts(task: Task, request: Request, read: Callable[[Response], Page]) -> Conversation:
    """One page of posts, the newest of which is remembered."""
    reading = yield from pages(task, request, read, most=1)
    meta = loose.table(answers.table(reading.response).get("meta"))
    newest = loose.text(meta.get("newest_id"))
    return reading._replace(newest=newest if newest.isdecimal() else "")


def _address(task: Task, path: str, parameters: dict[str, str], server: str = "") -> str:
    more = {**parameters, "max_results": str(LIMIT), "tweet.fields": _FIELDS, **_start(task)}
    return links.address(server or task.source.url, path, **more)


def _start(task: Task) -> dict[str, str]:
    """What is newer than what was read; by time where that is not known or too long ago for X."""
    oldest = task.now - _OLDEST
    if task.state.newest and _posted(task.state.newest) > oldest:
        return {"since_id": task.state.newest}
    since = max(task.state.succeeded or task.now - polling.FIRST_READ, oldest)
    return {"start_time": f"{since:%Y-%m-%dT%H:%M:%SZ}"}


def _posted(identity: str) -> datetime:
    """When a post was made: its number counts the milliseconds since November 2010 (Snowflake)."""
    return _EPOCH + timedelta(milliseconds=min(int(identity) >> 22, _FARTHEST))


def _request(task: Task, address: str, most: int) -> Request:
    private = bearer(task.access.secret)
    return Request(address, (), private, task.source.url, price=Price("x", most, bill))


def check(server: str, access: Access) -> Check:
    """Ask how much was used, the one question that is not billed."""
    address = links.address(server, "/2/usage/tweets")
    response = yield Request(address, (), bearer(access.secret), server)
    used = loose.table(answers.table(response).get("data")).get("project_usage")
    return f"the token is good; X counts {loose.count(used) or 0:,} posts read in its own month"


def page(response: Response) -> Page:
    """The posts in an answer; one without any has none, and says so in its ``meta``."""
    document = answers.table(response)
    if "data" not in document and "meta" not in document:
        raise answers.odd(response, "posts")
    users = {
        loose.text(user.get("id")): user
        for user in loose.tables(loose.table(document.get("includes")).get("users"))
    }
    data = loose.tables(document.get("data"))
    return Page(tuple(entry(post, users.get(_author(post), {})) for post in data))


def _author(post: dict[str, Any]) -> str:
    return loose.text(post.get("author_id"))


def entry(post: dict[str, Any], user: dict[str, Any]) -> RawEntry:
    """One post as an entry; its links as they are without X's shortener."""
    identity, name = loose.text(post.get("id")), loose.text(user.get("username"))
    counts, note = loose.table(post.get("public_metrics")), loose.table(post.get("note_tweet"))
    # The beginning has what stands there and cards, the whole has all links and hashtags.
    entities = [loose.table(each.get("entities")) for each in (note, post)]
    cards = [url for each in entities for url in loose.tables(each.get("urls"))]
    reposts, quotes = (loose.count(counts.get(f"{each}_count")) for each in ("retweet", "quote"))
    urls = (
        loose.text(url.get("unwound_url")) or loose.text(url.get("expanded_url")) for url in cards
    )
    text = _expanded(loose.text(note.get("text")) or loose.text(post.get("text")), cards)
    address, own = f"https://x.com/{name or 'i'}/status/{identity}", posts.plain(text)
    return RawEntry(
        id=f"https://x.com/i/status/{identity}",
        url=address,
        content=posts.content(
            own,
            dict.fromkeys(_unescaped(loose.text(url.get("title"))) for url in cards),
        ),
        published=answers.moment(post.get("created_at")),
        author=answers.literal(user.get("name")),
        tags=tuple(
            loose.text(tag.get("tag"))
            for each in entities
            for tag in loose.tables(each.get("hashtags"))
        ),
        language=re.sub(_NO_LANGUAGE, "", loose.text(post.get("lang"))),
        links=tuple(dict.fromkeys(filter(None, urls))),
        network="x",
        handle=f"@{name}" if name else "",
        engagement=Engagement(
            likes=loose.count(counts.get("like_count")),
            reposts=None if reposts is None else reposts + (quotes or 0),
            replies=loose.count(counts.get("reply_count")),
        ),
        comments=address,
        forum="X",
        own=own,
    )


def _expanded(text: str, cards: list[dict[str, Any]]) -> str:
    """A text with the addresses that X shortened.

    That of a picture or a video beside the post is but the post's own, and left out.
    """
    text = _unescaped(text)
    for card in cards:
        short, whole = (loose.text(card.get(name)) for name in ("url", "expanded_url"))
        if short and whole:
            text = text.replace(short, "" if re.search(_MEDIA, whole) else whole)
    return text.strip()


def _unescaped(text: str) -> str:
    """A text without the escapes that X puts into plain text, which are these three."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _by(name: str, raw: RawEntry) -> RawEntry:
    """The post of a known account, whose name is not bought with every answer."""
    address = raw.url.replace("/i/", f"/{name}/")
    return raw._replace(url=address, author=name, handle=f"@{name}", comments=address)


KIND = Kind(
    title="X",
    reads="search, accounts",
    read=read,
    needs=f"a bearer token, and money: up to ${LIMIT * (POST + USER) / 1000:.3f} a search and "
    f"${LIMIT * POST / 1000:.3f} an account at each read, within a cap a month",
    lacks=f"the {LIMIT} newest posts since the last read, of the last seven days",
    hints={
        401: "is the bearer token under [accounts.x] still good?",
        402: "the credits bought from X are used up",
        403: "the account at X may not ask this",
    },
    check=check,
    price=price,
    server="https://api.x.com",
    social=True,
    search=Search(style="or", tags="any"),
    people=People(
        "@name",
        sign="@",
        profiles=(
            r"(?:x|twitter)\.com/@?(?!(?:i|intent|search|share|home|hashtag)(?:/|$))(\w{1,15})(?:[/?].*)?",
        ),
        hosts=("x.com", "twitter.com"),
        headings="twitter xtwitter twitterx xformerlytwitter",
    ),
    account=("token",),
    closed="all",
    cap=5.0,
)
