"""A conversation to what it comes to: each request sent, each answer or error handed back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator
from functools import partial
from typing import Any, TypeAlias, TypeVar, cast

from cio_digest.errors import FetchError
from cio_digest.models.wire import Request, Response

T = TypeVar("T")

Get: TypeAlias = Callable[[Request], Awaitable[Response]]
Aside: TypeAlias = Callable[[Callable[[], Any]], Awaitable[Any]]


async def converse(
    conversation: Generator[Request, Response, T],
    get: Get,
    *,
    inside: bool = False,
    aside: Aside | None = None,
) -> T:
    """Hold a conversation over ``get``, with what lies ``inside`` a private network if so.

    Answers are read ``aside`` where there is a way to, so that others may come in meanwhile.

    Raises:
        CioDigestError: what the conversation raises, or lets pass.
    """
    response: Response | None = None
    error: FetchError | None = None
    while True:
        step = partial(_step, conversation, response, error)
        request, result = await aside(step) if aside and response and response.body else step()
        if request is None:
            return cast("T", result)
        response = error = None
        try:
            response = await get(request._replace(inside=inside))
        except FetchError as refusal:
            error = refusal


def _step(
    conversation: Generator[Request, Response, T],
    response: Response | None,
    error: FetchError | None,
) -> tuple[Request | None, T | None]:
    """The next request after an answer or error, else what the conversation came to."""
    try:
        if error:
            return conversation.throw(error), None
        return conversation.send(response) if response else next(conversation), None
    except StopIteration as end:
        return None, end.value
