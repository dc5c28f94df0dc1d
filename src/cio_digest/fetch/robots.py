"""A site's robots.txt to whether a page may be read by a program that nobody watches (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from cio_digest.errors import FetchError
from cio_digest.models.wire import Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from cio_digest.models.wire import Response

_NAME = "cio-digest"
_LARGEST = 512_000  # bytes that are read of it: the RFC's least
_NONE = range(400, 500)  # statuses that mean there are no rules


async def allows(request: Request, get: Callable[[Request], Awaitable[Response]]) -> bool:
    """Whether the site lets a program read the page; if it cannot say, it does not."""
    parts = urlsplit(request.url)
    rules = RobotFileParser()
    place = f"{parts.scheme}://{parts.netloc}/robots.txt"
    try:
        answer = await get(Request(place, origin=request.origin, inside=request.inside))
    except FetchError as error:
        return error.status in _NONE
    rules.parse(answer.body[:_LARGEST].decode("utf-8", "replace").splitlines())
    return rules.can_fetch(_NAME, request.url)
