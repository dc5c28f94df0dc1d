"""One address asked for with a client of its own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.conftest import Page

from cio_digest.fetch.client import Limits, client
from cio_digest.models.wire import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = Limits(connect=10, total=20, size=100_000, gap=0)


def get(
    request: Request | str,
    limits: Limits = QUICK,
    private: Callable[[str], bool] = lambda _: False,
) -> Response:
    """Fetch one address with a client of its own."""

    async def run() -> Response:
        async with client(limits, private=private) as opened:
            return await opened.get(Request(request) if isinstance(request, str) else request)

    return asyncio.run(run())


def redirect(to: str, status: int = 302) -> Page:
    return Page(status=status, headers=(("Location", to),))
