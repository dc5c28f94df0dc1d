"""A conversation to what it comes to: each request sent, each answer or error handed back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from typing import TypeAlias, TypeVar

from cio_digest.errors import FetchError
from cio_digest.models.wire import Request, Response

T = TypeVar("T")

Get: TypeAlias = Callable[[Request], Awaitable[Response]]


async def converse(
    conversation: Generator[Request, Response, T], get: Get, *, inside: bool = False
) -> T:
    """Hold a conversation over ``get``, with what lies ``inside`` a private network if so.

    Raises:
        CioDigestError: what the conversation raises, or lets pass.
    """
    try:
        request = next(conversation)
        while True:
            try:
                response = await get(request._replace(inside=inside))
            except FetchError as error:
                request = conversation.throw(error)
            else:
                request = conversation.send(response)
    except StopIteration as end:
        result: T = end.value
        return result
