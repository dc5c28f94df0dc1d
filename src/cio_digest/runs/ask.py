"""One source asked once: the only way that a run gets to what a source holds.

``since`` asks what is new since the source was read last, ``present`` what it holds now. What goes
wrong is in the answer, never raised: one source must not stop the others.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import masking, parse
from cio_digest.errors import CioDigestError, FetchError, PutOffError
from cio_digest.models import Polling
from cio_digest.networks import polling, registry
from cio_digest.networks.kind import PAGES
from cio_digest.runs import faults
from cio_digest.text import normalize

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable
    from datetime import datetime

    from cio_digest.models import Entry, RawFeed, Source
    from cio_digest.networks.kind import Reading
    from cio_digest.runs.connection import Connection

_GONE = frozenset({404, 410})


class Answer(NamedTuple):
    """What one source answered, read but not kept.

    ``before`` and ``after`` are its states. There is no ``feed`` where nothing had changed or
    something went wrong. ``fault`` says what is wrong in words, ``status`` is the HTTP status of a
    refusal, ``unreachable`` means that not even its host could be spoken to. ``left`` says why it
    was not asked, ``lasting`` that the next run will not ask it either. ``moved`` is the address
    that it has moved to for good, or the feed that its page names. ``entries`` are those of the
    feed, clean and newest first, where it was asked for what it holds now.
    """

    source: Source
    before: Polling
    after: Polling
    feed: RawFeed | None = None
    fault: str = ""
    status: int = 0
    unreachable: bool = False
    left: str = ""
    lasting: bool = False
    moved: str = ""
    entries: tuple[Entry, ...] = ()

    @property
    def gone(self) -> bool:
        """Whether there is no feed at its address any more."""
        return self.status in _GONE or self.fault.startswith(parse.PAGE)


async def since(
    source: Source, state: Polling, connection: Connection, now: datetime, pages: int = PAGES
) -> Answer:
    """Ask a source what is new since its ``state``, over so many pages of it at most.

    Where the source is a program or a file, ``connection.get`` has to know how to ask one.
    """
    try:
        return await _read(source, state, connection, now, pages)
    except PutOffError as error:
        left = normalize.title(error.reason)
        after = polling.put_off(state, error, now)
        answer = Answer(source, state, after, left=left, lasting=error.lasting)
        answer = answer._replace(unreachable=error.unreachable)
    except FetchError as error:
        after = polling.refused(state, source, error, now)
        answer = Answer(source, state, after, status=error.status, unreachable=error.unreachable)
    except CioDigestError as error:
        reason = getattr(error, "reason", str(error))
        answer = Answer(source, state, polling.failed(state, source, reason, now))
    except Exception as error:  # noqa: BLE001 - a fault met in one source must not stop the others
        return faulty(Answer(source, state, state), error, connection, now)
    # What a server says of an error is as hostile as the rest of it, and may repeat what it got.
    error_text = _clean(answer, answer.after.error)
    answer = answer._replace(after=answer.after._replace(error=error_text))
    return answer if answer.left else answer._replace(fault=error_text)


async def _read(
    source: Source, state: Polling, connection: Connection, now: datetime, pages: int
) -> Answer:
    """Hold the conversation of this kind of source, from its first request to what it read."""
    kind = registry.kind(source.kind)
    task = registry.Task(source, state, await connection.keys.access(source), now, pages)
    try:
        reading = await registry.converse(
            kind.read(task), connection.get, inside=source.private, aside=connection.aside
        )
    except FetchError as error:
        raise registry.explained(kind, error) from None
    if reading.session:
        connection.keep(source, reading.session)
    read = partial(_answer, source, state, reading, now)
    answer: Answer = await connection.aside(read) if reading.feed else read()
    return answer


def _answer(source: Source, state: Polling, reading: Reading, now: datetime) -> Answer:
    before = polling.discovered(state, reading.url) if reading.url else state
    before = before._replace(newest=reading.newest or state.newest)
    digest = polling.digest(reading.response.body)
    feed = normalize.feed(reading.feed) if reading.feed else None
    after = polling.succeeded(before, reading.response, feed, digest, now)
    moved = "" if source.handle or source.query else reading.url or reading.response.moved
    return Answer(source, state, after, feed, moved=moved)


def faulty(answer: Answer, error: Exception, connection: Connection, now: datetime) -> Answer:
    """The answer of a source in which a fault of our own was met; its traceback is logged."""
    fault = _clean(answer, faults.reason(answer.source, error, connection.keys))
    after = polling.failed(answer.before, answer.source, fault, now)
    return Answer(answer.source, answer.before, after, fault=fault)


def _clean(answer: Answer, reason: str) -> str:
    """What is wrong in one line, without markup and without the keys of the source's addresses."""
    keys = masking.keys(answer.source.url, answer.before.url)
    return normalize.title(masking.hidden(reason, keys))


async def present(source: Source, connection: Connection, now: datetime) -> Answer:
    """Ask a source what its first page holds, with its entries; nothing is remembered of it."""
    answer = await since(source, Polling.new(source), connection, now, pages=1)
    if answer.feed is None:
        return answer
    try:
        clean = partial(entries, source, answer.feed, now)
        return answer._replace(entries=await connection.aside(clean))
    except Exception as error:  # noqa: BLE001 - as above
        return faulty(answer, error, connection, now)


async def each(
    sources: Iterable[Source], connection: Connection, now: datetime
) -> AsyncIterator[Answer]:
    """Ask sources at once what they hold now; each answer as it comes."""
    tasks = [asyncio.create_task(present(source, connection, now)) for source in sources]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()


def entries(source: Source, feed: RawFeed, now: datetime) -> tuple[Entry, ...]:
    """The entries of a feed, clean and newest first, that the source's filters let through."""
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
    passing = {entry.hash: entry for entry in clean if registry.keeps(source, entry)}
    return tuple(sorted(passing.values(), key=lambda entry: entry.surfaced, reverse=True))
