"""A feed at a URL: RSS, Atom or JSON Feed, or a page that names its feed.

Pages name their feeds by ``<link rel="alternate">``, the convention that RSS Autodiscovery
(https://www.rssboard.org/rss-autodiscovery) describes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest import parse
from cio_digest.errors import FetchError, ParseError, PutOffError
from cio_digest.masking import masked
from cio_digest.networks import polling
from cio_digest.networks.kind import Conversation, Kind, Reading, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from cio_digest.models import RawEntry, RawFeed
    from cio_digest.models.wire import Request, Response

_PRECONDITION_FAILED = 412
_LOGIN = r"/(?:log|sign)[-_]?in/?(?:[?#]|$)"  # where a page leads whoever is not known to it


def at(
    task: Task,
    address: str = "",
    entry: Callable[[RawEntry], RawEntry] | None = None,
    *,
    gap: float = 0.0,
) -> Conversation:
    """Read the feed at ``address``, or where the source was found before, unless it is unchanged.

    ``entry`` mends what a network's feeds say in a way of their own; ``gap`` is the network's
    pause between two requests, in seconds.

    Raises:
        ParseError: there is neither a feed nor a page that names one, or the answer is an excuse
            dressed up as a feed.
    """
    moved = task.state.url != task.source.url
    known = task.state if moved or not address else task.state._replace(url=address)
    request = polling.request(known, task.source, task.access.headers, task.now)
    request = request._replace(gap=gap, proxy=task.access.proxy)
    response = yield from _answered(request)
    if polling.unchanged(task.state, response):
        return Reading(response)
    try:
        return Reading(response, _mended(parsed(response), entry))
    except ParseError:
        links = parse.feed_links(response.body, url=response.url)
        local = request.command or request.file  # what it prints leads to no request of its own
        if local or not links or links[0].url == response.url:
            raise
    try:
        response = yield request._replace(url=links[0].url, headers=())
        return Reading(response, _mended(parsed(response), entry), links[0].url)
    except (FetchError, ParseError) as error:
        if isinstance(error, PutOffError):
            raise
        raise _misnamed(task.source.url, links[0].url, error) from None


def _answered(request: Request) -> Generator[Request, Response, Response]:
    """The response to a conditional request; to an unconditional one where it is answered 412.

    RFC 9110, section 13.1.2, has a GET answered with 304; some servers don't know that.
    """
    try:
        return (yield request)
    except FetchError as error:
        if error.status != _PRECONDITION_FAILED or not request.headers:
            raise
    return (yield request._replace(headers=()))


def _misnamed(page: str, feed: str, error: FetchError | ParseError) -> FetchError | ParseError:
    """What is wrong with a page whose feed cannot be read, however alive the page itself is."""
    named = f"names {masked(feed)} as its feed, which"
    if isinstance(error, ParseError):
        return ParseError(page, f"{named} is none ({error.reason})")
    return FetchError(
        page,
        f"{named} failed ({error.reason})",
        retry_after=error.retry_after,
        unreachable=error.unreachable,
    )


def parsed(response: Response) -> RawFeed:
    """The feed that a response holds.

    Raises:
        ParseError: there is none, or it is an excuse dressed up as one.
    """
    content_type = response.headers.get("content-type", "")
    try:
        feed = parse.feed(response.body, url=response.url, content_type=content_type)
    except ParseError as error:
        if error.reason.startswith(parse.PAGE) and re.search(_LOGIN, response.url):
            raise ParseError(response.url, parse.LOGIN) from None
        if not response.cut:
            raise
        reason = f"its answer broke off, and what came of it is no feed ({error.reason})"
        raise ParseError(response.url, reason) from None
    if excuse := parse.refusal(feed):
        raise ParseError(response.url, excuse)
    return feed


def _mended(feed: RawFeed, entry: Callable[[RawEntry], RawEntry] | None) -> RawFeed:
    return feed._replace(entries=tuple(map(entry or _discussed, feed.entries)))


def _discussed(raw: RawEntry) -> RawEntry:
    """An entry with the name of the network that it says it is discussed on, if it is on one."""
    from cio_digest.text.sites import host

    if not raw.comments or host(raw.comments) == host(raw.url):
        return raw
    from cio_digest.networks import registry

    return raw._replace(forum=registry.forum(raw.comments))


KIND = Kind(
    title="Feed",
    reads="RSS, Atom or JSON Feed at an address, from a program or a file of yours, or a page that "
    "names its feed",
    read=at,
    hints={401: "it wants a login, by auth or headers", 407: "the proxy wants a login"},
)
