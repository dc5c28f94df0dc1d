"""What is due for all readers of a team, asked place by place: one worker asks a place at a time.

what is due ─► places ─lock─► what still is due ─► answers, each kept as it comes ─► locks let go

A place is a host or a network (``health.place``). Its lock is the worker's connection's, so that it
goes with a worker that was killed, and what was due there is due for the next one that looks.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from cio_digest.fetch.client import Limits
from cio_digest.networks import health, polling
from cio_digest.runs import nightly, team, update
from cio_digest.runs.connection import connected
from cio_digest.store import sources as source_table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from typing import TypeAlias

    from cio_digest.fetch.beside import Aside
    from cio_digest.models import Polling, Source
    from cio_digest.runs import Setup
    from cio_digest.runs.connection import Connection
    from cio_digest.runs.update import Outcome
    from cio_digest.store.postgres.connection import PostgreSQL

    Due: TypeAlias = list[tuple[Source, Polling]]

_LOG = logging.getLogger(__name__)
_TOGETHER = 25  # places whose locks and states are asked for by one statement
_AT_ONCE = 100  # places of one worker, some of which may not answer for half a minute
_PART = 50  # sources of one place that are read in one go, within one host's patience
# Places that could be reached before and now cannot, with none that can between: then it is our own
# network that is away.
_AWAY = 10


class Fetching:
    """The places that one worker asks.

    All that uses the store is done ``aside``, in one thread: no two transactions are open on its
    connection. ``noted`` tells of what goes wrong at a place, which stops no other.
    """

    def __init__(
        self,
        setup: Setup,
        db: PostgreSQL,
        clock: Callable[[], datetime],
        aside: Aside,
        noted: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        self.setup = setup
        self.db = db
        self.clock = clock
        self.aside = aside
        self.noted = noted
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._entering = asyncio.Lock()
        self._mine: set[str] = set()  # places, as this connection could take a lock twice
        self._marked: tuple[str, tuple[Source, ...]] = ("", ())
        self._reached = 0.0  # when a place was last
        self._lost = 0  # places since then

    async def look(self) -> None:
        """Ask all that is due, but what others are asking."""
        places = await self.aside(self._due)
        while places:
            places = await self._ask(places)

    def _due(self) -> dict[str, list[Source]]:
        """What may be asked now by its place, the busiest first, as these take longest."""
        places: dict[str, list[Source]] = defaultdict(list)
        now = self.clock()
        resting = source_table.resting(self.db, now, polling.LONGEST_RETRY)
        sources = [source for source in self._sources() if source.key not in resting]
        for source, state in update.in_order(update.due(self.db, sources, now)):
            places[health.place(source, state)].append(source)
        return places

    def _sources(self) -> tuple[Source, ...]:
        """What is fetched for all, read again when a reader's feeds.toml has changed."""
        mark = team.mark(self.db)
        if mark != self._marked[0]:
            common = team.sources(self.setup)
            self._marked = (mark, common.sources)
            for name, error in common.left_out.items():
                with self.noted(f"what {name} follows is left out"):
                    raise error
        return self._marked[1]

    async def _ask(self, places: Mapping[str, list[Source]]) -> dict[str, list[Source]]:
        """Ask the first sources of each place; gives the others, of places that have very many."""
        kinds = {source.kind for sources in places.values() for source in sources}
        limits, names = Limits(patience=nightly.LONG), list(places)
        setup = self.setup._replace(now=self.clock())
        tasks: list[asyncio.Task[list[Outcome]]] = []
        began = time.monotonic()
        async with connected(setup, kinds, limits, self.db, shared=self.aside) as connection:
            try:
                for start in range(0, len(names), _TOGETHER):
                    part = {name: places[name][:_PART] for name in names[start:][:_TOGETHER]}
                    for place, due in (await self._taken(part)).items():
                        read = self._read(place, due, connection)
                        tasks.append(asyncio.create_task(read))
                results = await asyncio.gather(*tasks)
                if self._is_away(results, began):
                    await self.aside(partial(update.forget, self.db, chain(*results)))
            finally:
                for task in tasks:
                    task.cancel()
                # What they let go of is let go while connection and thread are still there.
                await asyncio.gather(*tasks, return_exceptions=True)
        return {name: rest for name in names if (rest := places[name][_PART:])}

    async def _taken(self, places: Mapping[str, list[Source]]) -> dict[str, Due]:
        """Wait for room, and take those places that nobody asks and that have something due."""
        # Looks that all had a part of the room would wait for the rest for ever.
        async with self._entering:
            for _ in places:
                await self._room.acquire()
        free = [place for place in places if place not in self._mine]
        self._mine.update(free)
        taken: dict[str, Due] = await self.aside(partial(self._take, places, free))
        self._mine.difference_update(place for place in free if place not in taken)
        for _ in range(len(places) - len(taken)):
            self._room.release()
        return taken

    def _take(self, places: Mapping[str, list[Source]], free: Collection[str]) -> dict[str, Due]:
        """Take the locks of places; those where another has just asked all are let go again."""
        from cio_digest.store.postgres import lock

        locks = {_lock(place): place for place in free}
        taken: dict[str, Due] = {locks[name]: [] for name in lock.take(self.db, locks)}
        sources = [source for place in taken for source in places[place]]
        for source, state in update.due(self.db, sources, self.clock()):
            if (place := health.place(source, state)) in taken:
                taken[place].append((source, state))
        lock.free(self.db, [_lock(place) for place, due in taken.items() if not due])
        return {place: due for place, due in taken.items() if due}

    async def _read(self, place: str, due: Due, connection: Connection) -> list[Outcome]:
        """Read what is due at a place that is ours, keep what it brings, and let it go."""
        outcomes: list[Outcome] = []
        try:
            with self.noted(f"fetching {place}"):
                outcomes = await update.run(self.db, due, connection, self.clock())
                if not all(outcome.unreachable for outcome in outcomes):
                    self._reached = time.monotonic()
        finally:
            await self.aside(partial(self._let_go, place))
            self._mine.discard(place)
            self._room.release()
        return outcomes

    def _is_away(self, places: Sequence[Sequence[Outcome]], began: float) -> bool:
        """Whether these, asked since then, were not reached for want of a network.

        That says nothing about them. What was dead before says nothing about the network.
        """
        if self._reached >= began:
            self._lost = 0
            return False
        before = self._lost
        self._lost += sum(any(polling.is_fine(each.before) for each in part) for part in places)
        if before < _AWAY <= self._lost:
            _LOG.warning("no network: %d places in a row cannot be reached any more", self._lost)
        return self._lost >= _AWAY

    def _let_go(self, place: str) -> None:
        from cio_digest.store.postgres import lock

        lock.free(self.db, [_lock(place)])


def _lock(place: str) -> str:
    return f"place {place}"
