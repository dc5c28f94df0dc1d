"""A source, asked once, to what it holds right now or what is wrong with it; nothing is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import parse
from cio_digest.errors import CioDigestError, PutOffError, place, without_keys
from cio_digest.fetch import local
from cio_digest.networks import registry
from cio_digest.runs import update
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from cio_digest.fetch.keyring import Keyring
    from cio_digest.models import Entry, RawFeed, Session, Source

_GONE = frozenset({404, 410})


class Trial(NamedTuple):
    """What a source answered: what it calls itself, its entries, newest first, or its ``fault``.

    ``moved`` is the address that it has moved to for good, or the feed that its page names;
    ``gone`` means that there is no feed at its address any more; ``left`` says why it was not
    asked;
    ``session`` is the one to go on with.
    """

    source: Source
    title: str = ""
    entries: tuple[Entry, ...] = ()
    moved: str = ""
    fault: str = ""
    gone: bool = False
    left: str = ""
    session: Session | None = None


async def one(source: Source, get: registry.Get, keys: Keyring, now: datetime) -> Trial:
    """Ask one source; whatever is wrong is told in words."""
    try:
        reading = await update.look(source, get, keys, now)
        if not reading.feed:
            return Trial(source, session=reading.session)
        found = of_feed(source, reading.feed, now)
        moved = "" if source.handle or source.query else reading.url or reading.response.moved
        return found._replace(moved=moved, session=reading.session)
    except PutOffError as error:
        return Trial(source, left=normalize.title(error.reason))
    except CioDigestError as error:
        fault = getattr(error, "reason", str(error))
        gone = getattr(error, "status", 0) in _GONE or fault.startswith(parse.PAGE)
    except Exception as error:  # noqa: BLE001 - one source's oddity must not silence the others
        fault, gone = f"internal fault while reading it, at {place(error)}", False
    return Trial(source, fault=normalize.title(without_keys(fault, source.url)), gone=gone)


async def each(
    asked: Iterable[Source], get: registry.Get, keys: Keyring, now: datetime
) -> AsyncIterator[Trial]:
    """Ask sources at once; each answer as it comes."""
    get = local.beside(get, keys.env)
    tasks = [asyncio.create_task(one(source, get, keys, now)) for source in asked]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for each_task in tasks:
            each_task.cancel()


def of_feed(source: Source, feed: RawFeed, now: datetime) -> Trial:
    """What a feed that was read already holds."""
    clean = (
        normalize.entry(
            raw,
            source=source.key,
            now=now,
            first_fetch=True,
            language=feed.language,
            network=source.network,
            home=feed.url,
        )
        for raw in feed.entries
    )
    wanted = {entry.guid: entry for entry in clean if registry.keeps(source, entry)}
    newest = sorted(wanted.values(), key=lambda entry: entry.surfaced, reverse=True)
    return Trial(source, normalize.feed(feed).title, tuple(newest))
