"""The pages of stories that will be shown and are but a title, read at night for their summaries.

They are asked as feeds are: under the same guards against private addresses, one after the other on
a host, within bounds of time and size, and only where the site's robots.txt lets programs read.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from cio_digest.errors import FetchError, ParseError
from cio_digest.fetch import Limits, robots
from cio_digest.models.wire import Request
from cio_digest.runs.connection import connected
from cio_digest.store import pages as page_table

if TYPE_CHECKING:
    from cio_digest.models import Entry
    from cio_digest.runs import Setup
    from cio_digest.runs.connection import Connection
    from cio_digest.store import Store

_LOG = logging.getLogger(__name__)
_ACCEPT = (("Accept", "text/html, application/xhtml+xml;q=0.9"),)
_LIMITS = Limits(total=15.0, size=4_000_000, patience=60.0)
_SECONDS = 120.0  # for all pages together
_TEXT = 4_000  # characters that are kept of an article: a summary is made of its beginning


async def read(db: Store, setup: Setup) -> None:
    """Read the pages that the next digest needs, and keep what they say."""
    from cio_digest.digest import bare

    entries = bare.headlines(db, setup.config, setup.now)
    if not entries:
        return
    inside = {source.key for source in setup.config.sources if source.private}
    async with connected(setup, (), _LIMITS) as connection:
        tasks = {
            entry.id: asyncio.create_task(text(entry, connection, inside=entry.source in inside))
            for entry in entries
        }
        _, late = await asyncio.wait(tasks.values(), timeout=_SECONDS)
        for task in late:
            task.cancel()
    done = {key: task for key, task in tasks.items() if task.done() and not task.cancelled()}
    page_table.keep(db, {key: task.result() for key, task in done.items()}, setup.now)


async def text(entry: Entry, connection: Connection, *, inside: bool) -> str:
    """The article of an entry's page, "" where it may not be read or holds no article."""
    from cio_digest.parse import article

    request = Request(entry.url, _ACCEPT, origin=entry.source, inside=inside)
    try:
        if not await robots.allows(request, connection.get):
            return ""
        response = await connection.get(request)
        blocks = article.blocks(response.body, response.url)
    except (FetchError, ParseError) as error:
        _LOG.info("no text of %s: %s", entry.url.partition("?")[0], error.reason)
        return ""
    return "\n".join(block.text for block in blocks if block.kind == "text")[:_TEXT]


def extra_missing() -> str:
    """Why pages cannot be read, "" if they can."""
    from importlib.util import find_spec

    if find_spec("trafilatura"):
        return ""
    return 'reading pages needs an extra: pip install "cio-digest[read]"'
