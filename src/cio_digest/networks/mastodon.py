"""Mastodon: hashtags, accounts and, with a token, full-text search.

API: https://docs.joinmastodon.org/methods/timelines/#tag, …/methods/accounts/#lookup,
…/methods/accounts/#statuses, …/methods/search/#v2 and …/entities/Status/. Servers that speak the
same API are read, too: snac answers to everything but the search; GoToSocial wants a token and
gives an account as a feed without one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from cio_digest import parse
from cio_digest.errors import FetchError, ParseError
from cio_digest.models import Engagement, RawEntry, RawFeed
from cio_digest.models.wire import Access, Request, Response
from cio_digest.networks import answers, feed, links, posts
from cio_digest.networks.kind import (
    ON_A_SERVER,
    Check,
    Conversation,
    Kind,
    Page,
    People,
    Reading,
    Search,
    Task,
    bearer,
    pages,
)
from cio_digest.parse import loose

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_LIMIT = 40  # statuses a page, the most that the API gives
_ACCOUNTS = "/api/v1/accounts/"
_PUBLIC = ("public", "unlisted", "")
_UNKNOWN = 404
_CLOSED = frozenset({401, 403})
# What stands before the text for servers that know no quotes: the address of the post quoted.
_QUOTED = (
    r"\s{0,99}<(p|span)\b[^<>]{0,500}>(?:<br ?/?>|\s){0,9}RE:\s{0,9}"
    r"<a\b[^<>]{0,500}\bhref=[\"']([^<>\"']{0,2000})[\"'][^<>]{0,500}>"
    r"[^<>]{0,2000}(?:<[^<>]{0,200}>[^<>]{0,2000}){0,9}</a>\s{0,9}</\1>"
)
# The same as other servers have it, behind the text (https://w3id.org/fep/e232).
_QUOTED_BELOW = (
    r"(?:<br ?/?>|\s){0,9}<span class=\"quote-inline\">(?:<br ?/?>|\s){0,9}RE:\s{0,9}"
    r"<a\b[^<>]{0,500}\bhref=[\"']([^<>\"']{0,2000})[\"'][^<>]{0,500}>[^<>]{0,2000}</a>\s{0,9}"
    r"</span>\s{0,9}(?=(?:</p>)?\s{0,9}\Z)"
)
# What GoToSocial's feeds say before a short text.
_ANNOUNCED = (
    r'@\S{1,300} (?:made a new post|posted (?:1 attachment|\[\d{1,3}\] attachments))(?:: "|\Z)'
)
_BRIDGED = "@bsky.brid.gy"
_NO_FEED = "its server shows accounts to its own users only, and the profile names no feed"
_MOVED = "the account has moved to "


_SHORTCODE = r":([\w+-]{1,60}):"


def read(task: Task) -> Conversation:
    """An account where the source has a handle, hashtags where the query is of them, else text."""
    if task.source.handle:
        return (yield from _account(task))
    return (yield from pages(task, _request(task, _search_address(task)), page))


def _search_address(task: Task) -> str:
    server, query = task.source.url, task.source.query
    if first_and_others := links.tags(query):
        first, *others = first_and_others
        address = links.address(server, f"/api/v1/timelines/tag/{links.part(first)}", limit=_LIMIT)
        return "".join([address, *(f"&any%5B%5D={links.part(tag)}" for tag in others)])
    return links.address(server, "/api/v2/search", type="statuses", q=query, limit=_LIMIT)


def _account(task: Task) -> Conversation:
    """The statuses of an account, else its feed; what was found is remembered in the address."""
    server, name = where(task.source.handle)
    known, looked_up = task.state.url, False
    if known == task.source.url or (_ACCOUNTS not in known and task.access.secret):
        try:
            known = yield from _looked_up(task, server, name)
            looked_up = True
        except FetchError as error:
            if error.status not in _CLOSED:
                raise
    if _ACCOUNTS not in known:
        # The page of the profile names the feed, wherever this server has it.
        try:
            return (yield from feed.at(task, f"{server}/@{links.part(name)}", _of_feed(task)))
        except ParseError as error:
            if not error.reason.startswith(parse.PAGE):
                raise
            raise ParseError(server, _NO_FEED) from None
    try:
        reading = yield from pages(task, _request(task, known), page)
    except FetchError as error:
        if error.status != _UNKNOWN or looked_up:
            raise
        known = yield from _looked_up(task, server, name)  # a server set up anew counts anew
        reading = yield from pages(task, _request(task, known), page)
    if reading.feed and not reading.feed.entries and not looked_up:
        yield from _looked_up(task, server, name)  # which says so where it was suspended
    return _noted(task, reading)._replace(url="" if known == task.state.url else known)


def _noted(task: Task, reading: Reading) -> Reading:
    """The reading with a remark where the account has moved, for as long as nothing else is said.

    Each of its statuses names where it is now (…/entities/Account/#moved).
    """
    if reading.feed is None:
        known = task.state.error if task.state.error.startswith(_MOVED) else ""
        return reading._replace(feed=RawFeed(note=known)) if known else reading
    for status in loose.tables(answers.document(reading.response)):
        moved = loose.table(loose.table(status.get("account")).get("moved"))
        if name := loose.text(moved.get("acct")):
            home = _handle(name, links.host(reading.response.url))
            note = f"{_MOVED}{home}: put that in its place in feeds.toml"
            return reading._replace(feed=reading.feed._replace(note=note))
    return reading


def _looked_up(task: Task, server: str, name: str) -> Generator[Request, Response, str]:
    """The address of an account's statuses, which has a number for a name."""
    lookup = links.address(server, f"{_ACCOUNTS}lookup", acct=name)
    response = yield _request(task, lookup)
    account = answers.table(response)
    if account.get("suspended") is True:
        raise FetchError(server, "its server has suspended the account")
    number = loose.text(account.get("id"))
    if not number:
        raise answers.odd(response, "account")
    path = f"{_ACCOUNTS}{links.part(number)}/statuses"
    return links.address(server, path, exclude_replies="true", limit=_LIMIT)


def where(handle: str) -> tuple[str, str]:
    """Server and name of ``@name@server`` or of a profile's address."""
    if handle.startswith(("http://", "https://")):
        server, _, name = handle.rpartition("/")
        return server, name.removeprefix("@")
    name, _, host = handle.removeprefix("@").partition("@")
    return f"https://{host}", name


def _request(task: Task, address: str) -> Request:
    private = (*task.access.headers, *bearer(task.access.secret))
    return Request(address, (("Accept", "application/json"),), private, origin=task.source.url)


def check(server: str, access: Access) -> Check:
    """Ask whose the token is, and whether it is good for a search."""
    private = bearer(access.secret)

    def asked(path: str) -> Request:
        address = f"{server.rstrip('/')}{path}"
        return Request(address, (("Accept", "application/json"),), private, origin=server)

    said = "the token is good"
    try:
        response = yield asked(f"{_ACCOUNTS}verify_credentials")
        said = f"signed in as @{loose.text(answers.table(response).get('username'))}"
    except FetchError as error:
        if error.status != 403:  # which is what a token gets that may not read the profile
            raise
    try:
        yield asked("/api/v2/search?type=statuses&q=cio&limit=1")
    except FetchError as error:
        if error.status == 403:
            reason = "may not search; make a token with the scopes read:search and read:statuses"
            raise FetchError(server, f"{said}, but {reason}") from None
        if error.status != 404:
            raise
        return f"{said}; the server has no full-text search"
    return said


def page(response: Response) -> Page:
    """The statuses of a timeline or of a search's result."""
    document = answers.document(response)
    statuses = document.get("statuses") if isinstance(document, dict) else document
    if not isinstance(statuses, list):
        raise answers.odd(response, "statuses")
    server = links.host(response.url)
    public = filter(_is_public, loose.tables(statuses))
    told = tuple(posts.Post(entry(each, server), *_thread(each)) for each in public)
    return Page(posts.threads(told), links.following(response), told)


def _is_public(status: dict[str, Any]) -> bool:
    """Whether a status is shown to everybody, and so is what it passes on."""
    holders = (status, loose.table(status.get("reblog")))
    return all(each.get("visibility", "") in _PUBLIC for each in holders)


def _thread(status: dict[str, Any]) -> tuple[str, str]:
    """The name of a status, and of the one that its author goes on from."""
    answered = loose.text(status.get("in_reply_to_account_id"))
    own = bool(answered) and answered == loose.text(loose.table(status.get("account")).get("id"))
    return loose.text(status.get("id")), loose.text(status.get("in_reply_to_id")) if own else ""


def entry(status: dict[str, Any], server: str) -> RawEntry:
    """One status as an entry, a boosted one as its author wrote it.

    ``uri`` names it alike on every server; ``server`` is the host of accounts that name none.
    """
    post = loose.table(status.get("reblog")) or status
    account = loose.table(post.get("account"))
    account_name = loose.text(account.get("acct"))
    warning = _without_emoji(answers.literal(post.get("spoiler_text")), post)
    changes = (post.get("edited_at"), status.get("created_at") if post is not status else "")
    quoted = _quoted(post)
    cards = [loose.text(loose.table(each.get("card")).get("url")) for each in (post, quoted)]
    cards.append(loose.text(quoted.get("url")) or _apart(post)[0])
    address = loose.text(post.get("url")) or loose.text(post.get("uri"))
    own = (f"<p>{warning}</p>" if warning else "") + _apart(post)[1]
    return RawEntry(
        id=loose.text(post.get("uri")),
        url=address,
        content=own + _beside(post) + _apart(quoted)[1] + _beside(quoted),
        published=answers.moment(post.get("created_at")),
        updated=max(filter(None, map(answers.moment, changes)), default=None),
        author=_without_emoji(answers.literal(account.get("display_name")), account).strip()
        or account_name,
        tags=tuple(loose.text(tag.get("name")) for tag in loose.tables(post.get("tags"))),
        language=loose.text(post.get("language")),
        links=tuple(filter(None, cards)),
        network="mastodon",
        handle=_handle(account_name, server),
        engagement=Engagement(
            likes=loose.count(post.get("favourites_count")),
            reposts=loose.count(post.get("reblogs_count")),
            replies=loose.count(post.get("replies_count")),
        ),
        bot=account.get("bot") is True,
        comments=address,
        forum="Mastodon",
        own=own,
    )


def _handle(account_name: str, server: str) -> str:
    """An account with its server, which it does not name on its own; "" where there is none.

    Whoever comes over the bridge from Bluesky (https://fed.brid.gy) is who they are there.
    """
    if account_name.endswith(_BRIDGED):
        return f"@{account_name.removesuffix(_BRIDGED)}"
    at = "" if "@" in account_name else f"@{server}"
    return f"@{account_name}{at}" if account_name else ""


def _quoted(post: dict[str, Any]) -> dict[str, Any]:
    """The post that one quotes (…/entities/Quote/), where its author lets it be shown.

    Servers that had quotes before Mastodon did give the post itself.
    """
    quote = loose.table(post.get("quote"))
    if "content" in quote and quote.get("visibility", "") in _PUBLIC:
        return quote
    return loose.table(quote.get("quoted_status")) if quote.get("state") == "accepted" else {}


def _beside(post: dict[str, Any]) -> str:
    """What a post shows below its text: its poll, what its pictures show, its card's title."""
    options = loose.tables(loose.table(post.get("poll")).get("options"))
    media = loose.tables(post.get("media_attachments"))
    shown = [each.get("title") for each in options] + [each.get("description") for each in media]
    return posts.content("", [*shown, loose.table(post.get("card")).get("title")])


def _apart(post: dict[str, Any]) -> tuple[str, str]:
    """The address of a quoted post that stands beside a text, and the text without it."""
    from html import unescape

    text = _without_emoji(loose.text(post.get("content")), post)
    if quoted := re.match(_QUOTED, text):
        return unescape(quoted[2]), text[quoted.end() :]
    below = re.search(_QUOTED_BELOW, text) if "quote-inline" in text else None
    if not below:
        return "", text
    return unescape(below[1]), text[: below.start()] + text[below.end() :]


def _without_emoji(text: str, owner: dict[str, Any]) -> str:
    """A text without its server's own pictures (…/entities/CustomEmoji/), which are but codes."""
    codes = {loose.text(each.get("shortcode")) for each in loose.tables(owner.get("emojis"))}
    if not codes or ":" not in text:
        return text
    return re.sub(_SHORTCODE, lambda code: "" if code[1] in codes else code[0], text)


def _of_feed(task: Task) -> Callable[[RawEntry], RawEntry]:
    """Entries of an account's feed, which does not say whose they are."""
    server, name = where(task.source.handle)
    handle = f"@{name}@{links.host(server)}"

    def entry(raw: RawEntry) -> RawEntry:
        announced = re.match(_ANNOUNCED, raw.content)
        content = raw.content[announced.end() :].removesuffix('"') if announced else raw.content
        return raw._replace(
            title="", content=content, author=name, network="mastodon", handle=handle
        )

    return entry


KIND = Kind(
    title="Mastodon",
    reads="hashtags, accounts, full text",
    read=read,
    needs="a token for full text, and where a server shows nothing to visitors",
    lacks="a server knows the posts that reached it, not all there are",
    hints={
        401: "the server wants a token: check or put one under [accounts.mastodon]",
        403: "the server wants a token: check or put one under [accounts.mastodon]",
        404: "is the name right, and is this a Mastodon server?",
        422: "the server shows this to its own users only: put a token under [accounts.mastodon]",
    },
    check=check,
    server="https://mastodon.social",
    many=True,
    social=True,
    search=Search(style="hashtags", words="members", tags="any"),
    people=People(
        "@name@server",
        shape=ON_A_SERVER,
        sign="@",
        anywhere=r"/@([\w.+-]+)/?",
        telling=r"@[^@]+@[^@]+",
        guessed=True,
        headings="fediverse activitypub accountaddress",  # the last: of its own export
    ),
    account=("token",),
)
