"""One run: sources → fetch → parse → normalize → store → cluster.

It wires the stages together and decides nothing: ``polling`` says what is due and what an answer
means, ``clustering`` finds what tells the same story.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from cio_digest.networks import health, polling
from cio_digest.runs import ask, garbage
from cio_digest.store import Store, listings, source_days, transaction
from cio_digest.store import entries as entry_table
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from cio_digest.models import Polling, RawFeed, Source
    from cio_digest.runs.connection import Connection
    from cio_digest.runs.intake import Intake

_LOG = logging.getLogger(__name__)
PAUSE = 3.0  # seconds without an answer: what is still waited for is slow


class Outcome(NamedTuple):
    """What one source brought: ``before`` and ``after`` are its states, ``new`` its new entries.

    ``left`` says why it was not asked, ``lasting`` that the next run will not ask it either.
    """

    source: Source
    before: Polling
    after: Polling
    new: int = 0
    unreachable: bool = False
    left: str = ""
    lasting: bool = False

    @property
    def failed(self) -> bool:
        """Whether it was asked in vain."""
        return self.after.failures > self.before.failures


def due(
    db: Store, sources: Sequence[Source], now: datetime, *, insist: bool = False
) -> list[tuple[Source, Polling]]:
    """The sources that may be asked now, all of them for who insists, with their states."""
    states = source_table.states(db, sources)
    pairs = [(source, polling.believed(states[source.key], now)) for source in sources]
    return [pair for pair in pairs if insist or polling.is_due(pair[1], now)]


async def run(
    db: Store,
    due_sources: list[tuple[Source, Polling]],
    connection: Connection,
    now: datetime,
    progress: Callable[[Outcome], None] = lambda _: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Outcome]:
    """Ask each source, keep what comes as it comes; one that fails never stops the others.

    What was kept is committed source by source, its validators with its entries, so that a run
    that is cut short loses nothing. ``meanwhile`` is done whenever nothing came for ``PAUSE``
    seconds: a host that hangs keeps nobody from reading what the others said.
    """
    tasks = [
        asyncio.create_task(_poll(db, source, state, connection, now))
        for source, state in in_order(due_sources)
    ]
    # Each tells once that it is done: to wait for the first of all again and again takes time that
    # grows with the square of their number.
    finished: asyncio.Queue[asyncio.Task[Outcome]] = asyncio.Queue()
    for each in tasks:
        each.add_done_callback(finished.put_nowait)
    outcomes: list[Outcome] = []
    pause = None
    try:
        while len(outcomes) < len(tasks):
            try:
                task = await asyncio.wait_for(finished.get(), pause)
            except asyncio.TimeoutError:
                pause = None
                await connection.aside(meanwhile)
                continue
            pause = PAUSE
            outcome = await task
            outcomes.append(outcome)
            _log(outcome)
            progress(outcome)
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return outcomes


def in_order(due_sources: Iterable[tuple[Source, Polling]]) -> list[tuple[Source, Polling]]:
    """Sources of the busiest hosts first, as these take longest; of each those read longest ago."""
    pairs = list(due_sources)
    crowds = Counter(urlsplit(state.url).netloc for _, state in pairs)

    def place(pair: tuple[Source, Polling]) -> tuple[int, float]:
        checked = pair[1].checked
        return -crowds[urlsplit(pair[1].url).netloc], checked.timestamp() if checked else 0.0

    return sorted(pairs, key=place)


async def _poll(
    db: Store, source: Source, state: Polling, connection: Connection, now: datetime
) -> Outcome:
    """Ask one source and keep what it says at once: no answer waits in memory for its turn."""
    async with connection.reading():
        answer = await ask.since(source, state, connection, now)
        kept: Outcome = await connection.aside(partial(_keep, db, answer, connection, now))
        return kept


def _log(outcome: Outcome) -> None:
    name = health.name(outcome.source, outcome.after)
    if outcome.failed or outcome.left:
        _LOG.info("%s: %s", name, health.address(outcome.left or outcome.after.error))
    else:
        _LOG.info("%s: %d new", name, outcome.new)


def _keep(db: Store, answer: ask.Answer, connection: Connection, now: datetime) -> Outcome:
    """Keep an answer, its entries and validators in one piece; what cannot be kept is its fault."""
    source, before, after = answer.source, answer.before, answer.after
    new = 0
    try:
        if answer.feed:
            with transaction(db):
                after, new = _keep_feed(db, answer, answer.feed, now)
        else:
            source_table.remember(db, after)
    except Exception as error:
        own = (db.DataError, db.IntegrityError, db.InterfaceError, db.ProgrammingError)
        if isinstance(error, db.Error) and not isinstance(error, own):
            raise  # the store is at fault, and would be for every source
        after, new = ask.faulty(answer, error, connection, now).after, 0
        source_table.remember(db, after)
    return Outcome(source, before, after, new, answer.unreachable, answer.left, answer.lasting)


def _keep_feed(db: Store, answer: ask.Answer, feed: RawFeed, now: datetime) -> tuple[Polling, int]:
    """Keep what a feed has; gives the state of its source and how many entries are new."""
    from cio_digest.runs import intake  # of most sources nothing is new

    key = source_table.save(db, answer.after)
    taken = intake.read(db, key, answer.source, answer.before, feed, now)
    after = _told(db, key, answer, taken)
    if after != answer.after:
        source_table.remember(db, after)
    return after, intake.keep(db, key, answer.source, taken, now)


def _told(db: Store, key: int, answer: ask.Answer, processed: Intake) -> Polling:
    """The state after an answer, with the remarks on its entries."""
    from cio_digest.runs import intake

    source, after = answer.source, answer.after
    if processed.held:
        after = polling.held_back(after, processed.held)
    if answer.feed and not answer.feed.entries and intake.is_document(source):
        return polling.emptied(after) if listings.is_kept(db, key) and not source.query else after
    return after


def forget(db: Store, outcomes: Iterable[Outcome]) -> None:
    """Put the sources back to where they were: a run without a network says nothing about them."""
    with transaction(db):
        for outcome in outcomes:
            source_table.remember(db, outcome.before)


@garbage.unsought()
def digestible(db: Store) -> int:
    """Cluster and index what no earlier run got to; gives how many entries that were."""
    count = 0
    if entry_table.unclustered(db, most=1):
        from cio_digest.runs import clustering

        count = clustering.run(db)
    with transaction(db):
        entry_table.index(db)
        source_days.count(db)
    return count
