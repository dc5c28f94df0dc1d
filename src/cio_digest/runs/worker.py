"""One worker of a team: does what is put down in the queue, beside any number of others.

due, every minute ─► fetch(place) ─► stories, one at a time
                     mail, each reader at their hour

A task reads what is due when it starts, so that done twice it asks nobody twice. The queue's own
retries stay off: ``polling`` decides when a source is asked again. What only procrastinate knows is
in ``taskqueue``.
"""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from cio_digest.errors import LockedError
from cio_digest.fetch import beside
from cio_digest.fetch.client import Limits
from cio_digest.networks import health
from cio_digest.runs import nightly, postbag, team, update, waiting
from cio_digest.runs.connection import connected
from cio_digest.store import entries as entry_table
from cio_digest.store import locked, opened
from cio_digest.trends import daily

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cio_digest.errors import MailError
    from cio_digest.models import Polling, Source
    from cio_digest.runs import Setup
    from cio_digest.runs.taskqueue import TaskQueue
    from cio_digest.store import Store

_LOG = logging.getLogger(__name__)
QUEUES = ("fetch", "stories", "mail")
_PART = 50  # sources of one place that are read in one go: others may want their turn
_ROUNDS = 20  # of clustering, before trends and topics learn from what came in
_AWAY = 10  # places in a row that could not be reached, after which it is our own network


class Worker:
    """What a worker's tasks share: setup, clock, an open store, and what is fetched for all.

    As several fetch at once, all that uses the store is done ``aside``, in one thread: no two
    transactions are open on its connection.
    """

    def __init__(
        self,
        setup: Setup,
        db: Store,
        queue: TaskQueue,
        clock: Callable[[], datetime],
        aside: beside.Aside,
    ) -> None:
        self.setup = setup
        self.db = db
        self.queue = queue
        self.clock = clock
        self.aside = aside
        self._marked: tuple[str, dict[str, Source]] = ("", {})
        self._reached: deque[bool] = deque(maxlen=_AWAY)

    def sources(self, mark: str) -> dict[str, Source]:
        """What is fetched for all by its key, read again when a reader's feeds.toml has changed."""
        if mark != self._marked[0]:
            self._marked = (mark, {each.key: each for each in team.sources(self.setup)})
        return self._marked[1]

    async def look(self) -> None:
        """Ask the store for nothing, which fails where it is lost."""
        await self.aside(partial(self.db.execute, "SELECT 1"))

    def pending(self) -> tuple[str, dict[str, list[str]]]:
        """The mark of what is fetched for all, and what may be asked now: keys, by their place."""
        mark = team.mark(self.db)
        places: dict[str, list[str]] = defaultdict(list)
        due = update.due(self.db, [*self.sources(mark).values()], self.clock())
        for source, state in update.in_order(due):
            places[health.place(source, state)].append(source.key)
        return mark, places

    def due(self, place: str, keys: Sequence[str], mark: str) -> list[tuple[Source, Polling]]:
        """Those of the sources that may be asked now, and still are read at that place."""
        known = self.sources(mark)
        wanted = [known[key] for key in keys if key in known]
        pairs = update.due(self.db, wanted, self.clock())
        return [pair for pair in pairs if health.place(*pair) == place]

    async def put_due(self) -> None:
        """Put down a task for each place with sources that are due, and one for new entries."""
        mark, places = await self.aside(self.pending)
        tasks = {  # the busiest first: these take longest
            f"place {place}": {"place": place, "keys": keys, "mark": mark}
            for place, keys in places.items()
        }
        await self.queue.put_all("fetch", tasks)
        await self.queue.count()
        if await self.aside(self.news):
            await self.queue.put("stories", "stories")

    def news(self) -> bool:
        """Whether there are entries that stories or trends do not have yet."""
        return bool(entry_table.unclustered(self.db, most=1)) or daily.behind(self.db)

    async def fetch(self, place: str, keys: list[str], mark: str) -> None:
        """Read those sources of one place that are due, by their keys, and keep what they bring."""
        due = await self.aside(partial(self.due, place, keys[:_PART], mark))
        now = self.clock()
        setup = self.setup._replace(now=now)
        kinds = {source.kind for source, _ in due}
        limits = Limits(patience=nightly.LONG)
        async with connected(setup, kinds, limits, self.db, shared=self.aside) as connection:
            outcomes = await update.run(self.db, due, connection, now)
        self._reached.append(not outcomes or not all(each.unreachable for each in outcomes))
        if len(self._reached) == _AWAY and not any(self._reached):
            _LOG.warning("no network: %d places in a row could not be reached", _AWAY)
            await self.aside(partial(update.forget, self.db, outcomes))
        if any(outcome.new for outcome in outcomes):
            await self.queue.put("stories", "stories")
        if len(keys) > _PART:
            rest = {"place": place, "keys": keys[_PART:], "mark": mark}
            await self.queue.put("fetch", f"place {place}", **rest)

    def stories(self) -> None:
        """Cluster, index and count what is new; it holds the lock of a whole run meanwhile."""
        setup = self.setup._replace(now=self.clock())
        with suppress(LockedError), locked(setup.store, setup.now), opened(setup.store) as db:
            # To learn from all takes long: what came in while it clustered is clustered first.
            for _ in range(_ROUNDS):
                if not update.digestible(db):
                    break
            nightly.digestible(db, setup)
            nightly.tidy(db, setup)

    def mail(self) -> None:
        """Mail each reader whose hour has come."""
        if self.setup.config.mail is None:
            return
        for delivery in postbag.deliver(self.setup._replace(now=self.clock()), _unwaited):
            if delivery.failure:
                self.queue.tell(f"mail to {delivery.reader}: {delivery.failure}")


def run(
    setup: Setup,
    queues: Sequence[str],
    clock: Callable[[], datetime],
    tell: Callable[[str], None],
    *,
    once: bool = False,
) -> tuple[int, int]:
    """Do the tasks of these queues until told to stop; ``once``: until there are none.

    Gives how many tasks were done and how many failed; ``tell`` gets a line for each that did.

    Raises:
        ConfigError: the store is not a team's, or this is not who runs it.
        StoreError: it cannot be used.
    """
    team.check(setup)
    return waiting.run(_run(setup, queues, clock, tell, once=once))


async def _run(
    setup: Setup,
    queues: Sequence[str],
    clock: Callable[[], datetime],
    tell: Callable[[str], None],
    *,
    once: bool,
) -> tuple[int, int]:
    from cio_digest.runs import taskqueue

    with opened(setup.store) as db, beside.thread() as aside:
        async with taskqueue.opened(setup.store, team.schema(db), tell) as queue:
            worker = Worker(setup, db, queue, clock, aside)
            queue.register(worker, once=once)
            if "fetch" in queues:
                await worker.put_due()
            if "stories" in queues and worker.news():
                await queue.put("stories", "stories")
            if once and "mail" in queues:  # else it comes round
                await queue.put("mail", "mail")
            await queue.work(queues, once=once)
            return queue.done, queue.failed


def _unwaited(_: float, error: MailError) -> None:
    """Try again the next time: others wait for their mail."""
    raise error
