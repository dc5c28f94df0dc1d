"""Asks an address where it leads to: one HEAD, and nothing of the page behind it.

As guarded as what a stranger's link may be: public hosts only, nothing of the reader's own, a
deadline, and the turns of the host (RFC 9110, section 9.3.2, for HEAD; section 15.4 for redirects).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from cio_digest.errors import FetchError
from cio_digest.fetch import failures
from cio_digest.fetch.targets import redirected, target

if TYPE_CHECKING:
    from cio_digest.fetch.client import Client

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


async def lead(client: Client, url: str) -> str:
    """The address that ``url`` redirects to.

    Raises:
        FetchError: it redirects nowhere, or did not answer; then its host is asked nothing more
            in this run.
    """
    target(url)
    queue = client.queue(url)
    async with queue.turn(url), client.slots:
        try:
            return await asyncio.wait_for(_asked(client, url), client.limits.connect)
        except FetchError as error:
            if error.status in {429, 503}:
                queue.close(f"answered {error.status} a moment ago")
            raise
        except failures.FAULTS as error:
            told = failures.explain(url, error, client.limits.connect)
            if told.unreachable:
                queue.close("could not be reached a moment ago")
            raise told from None


async def _asked(client: Client, url: str) -> str:
    session, proxy = await client.way(url)
    async with session.head(target(url), allow_redirects=False, proxy=proxy) as answer:
        if answer.status not in _REDIRECTS or "Location" not in answer.headers:
            reason = f"answered {answer.status}, which leads nowhere"
            raise FetchError(url, reason, status=answer.status)
        return redirected(url, answer.headers["Location"])
