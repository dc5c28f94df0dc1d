"""One worker of a team, beside any number of others: asks what is due, clusters it, and mails.

What is to be done is read from the store each time, and a lock there keeps two from doing it at
once. So nothing is handed out or taken up again: what a worker leaves undone, however it ends, is
there for the next one that looks.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError, LockedError, StoreError
from cio_digest.fetch import beside
from cio_digest.runs import faults, nightly, postbag, team, update, waiting
from cio_digest.runs.fetching import Fetching
from cio_digest.store import entries as entry_table
from cio_digest.store import locked, opened
from cio_digest.trends import daily

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from cio_digest.errors import MailError
    from cio_digest.runs import Setup
    from cio_digest.store.postgres.connection import PostgreSQL

_LOG = logging.getLogger(__name__)
QUEUES = ("fetch", "stories", "mail")
_EVERY = {"fetch": 60.0, "stories": 1.0, "mail": 300.0}  # seconds from one look to the next
# Looks of one worker at once: to ask a few places takes up to ``nightly.LONG``.
_AT_ONCE = {"fetch": 5, "stories": 1, "mail": 1}
_ROUNDS = 20  # of clustering, before trends and topics learn from what came in
_PAUSE = 60.0  # seconds until stories are tried again that another makes, or that failed
_TIDY = 3600.0  # seconds until old entries are looked for again, among all that stay for ever


class Worker:
    """The jobs of one worker; ``done`` and ``failed`` count what it did.

    What goes wrong is told in one line and stops nothing else; a lost store ends the worker.
    """

    def __init__(
        self,
        setup: Setup,
        db: PostgreSQL,
        clock: Callable[[], datetime],
        tell: Callable[[str], None],
        aside: beside.Aside,
    ) -> None:
        self.setup = setup
        self.db = db
        self.clock = clock
        self.tell = tell
        self.aside = aside
        self.done = 0
        self.failed = 0
        self.ending = False
        self._fetching = Fetching(setup, db, clock, aside, self.noted)
        self._resumes = 0.0
        self._tidies = 0.0
        self._unmailed: dict[str, str] = {}  # why not, by reader, which is told once

    async def look(self, queue: str) -> None:
        """Do what there is to do of one kind."""
        if queue == "fetch":
            await self._fetching.look()
        elif queue == "mail":
            await self.aside(self.known)
            await asyncio.to_thread(self.mail)
        elif (
            time.monotonic() >= self._resumes
            and await self.aside(self.news)
            and not await asyncio.to_thread(self.stories)
        ):
            self._resumes = time.monotonic() + _PAUSE

    def known(self) -> None:
        """Find out whether the server still knows of this worker: mail has connections of its own.

        Raises:
            psycopg.Error: the connection is lost.
        """
        self.db.execute("SELECT 1")

    def news(self) -> bool:
        """Whether there are entries that stories or trends do not have yet."""
        return bool(entry_table.unclustered(self.db, most=1)) or daily.behind(self.db)

    def stories(self) -> bool:
        """Cluster, index and count what is new, unless another run does; gives whether it did.

        It holds the lock of a whole run meanwhile.
        """
        setup = self.setup._replace(now=self.clock())
        with (
            self.noted("clustering"),
            suppress(LockedError),
            locked(setup.store, setup.now),
            opened(setup.store) as db,
        ):
            # To learn from all takes long: what came in while it clustered is clustered first.
            for _ in range(_ROUNDS):
                if not update.digestible(db):
                    break
            nightly.digestible(db, setup)
            if time.monotonic() >= self._tidies:
                nightly.tidy(db, setup)
                self._tidies = time.monotonic() + _TIDY
            return True
        return False

    def mail(self) -> None:
        """Mail each reader whose hour has come, unless another does."""
        if self.setup.config.mail is None:
            return
        setup = self.setup._replace(now=self.clock())
        with self.noted("mailing"), suppress(LockedError):
            for delivery in postbag.deliver(setup, _unwaited):
                if not delivery.failure:
                    self._unmailed.pop(delivery.reader, None)
                elif self._unmailed.get(delivery.reader) != delivery.failure:
                    self._unmailed[delivery.reader] = delivery.failure
                    self.failed += 1
                    self.tell(f"mail to {delivery.reader}: {delivery.failure}")
                if self.ending:
                    break

    @contextmanager
    def noted(self, what: str) -> Iterator[None]:
        """Tell of what goes wrong in the body, and count it.

        Raises:
            StoreError: the store cannot be used any more.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 - what goes wrong in one stops no other
            from cio_digest.store.postgres.faults import known

            cause = known(self.setup.store, error)
            self.failed += 1
            if isinstance(cause, StoreError) and not isinstance(cause, LockedError):
                raise cause from None
            if isinstance(cause, CioDigestError):
                self.tell(f"{what}: {cause}")
                return
            _LOG.exception("%s", what)
            self.tell(f"{what}: internal fault at {faults.place(error)}; the log has the rest")
        else:
            self.done += 1


def run(
    setup: Setup,
    queues: Sequence[str],
    clock: Callable[[], datetime],
    tell: Callable[[str], None],
    *,
    once: bool = False,
) -> tuple[int, int]:
    """Do what there is to do of these kinds until told to stop; ``once``: what there is now.

    Gives how many tasks were done and how many failed; ``tell`` gets a line for each that failed.

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
    from cio_digest.store.postgres import connect, lock

    with connect.opened(setup.store) as db, beside.thread() as aside:
        lock.appear(db, [team.WORKER.format(queue) for queue in queues])
        worker = Worker(setup, db, clock, tell, aside)
        chosen = [queue for queue in QUEUES if queue in queues]
        if once:
            for queue in chosen:
                await worker.look(queue)
        else:
            await _until_told(worker, chosen)
        return worker.done, worker.failed


async def _until_told(worker: Worker, queues: Sequence[str]) -> None:
    """Look for what there is to do again and again, until a signal says so or a look fails."""
    over = asyncio.get_running_loop().create_future()

    def end() -> None:
        worker.ending = True
        if not over.done():
            over.set_result(None)

    for number in (signal.SIGINT, signal.SIGTERM):
        waiting.heed(number, end)
    looking = [asyncio.create_task(_looking(worker, queue)) for queue in queues]
    try:
        await asyncio.wait([over, *looking], return_when=asyncio.FIRST_COMPLETED)
        for task in looking:
            if task.done():
                task.result()
    finally:
        await _cancelled(looking)


async def _looking(worker: Worker, queue: str) -> None:
    """Begin a look each time, beside those that take long; ends with the first that fails."""
    every = _EVERY[queue]
    looks: set[asyncio.Task[None]] = set()
    pause = asyncio.create_task(asyncio.sleep(0))
    try:
        while True:
            if len(looks) < _AT_ONCE[queue]:
                looks.add(asyncio.create_task(worker.look(queue)))
            pause = asyncio.create_task(asyncio.sleep(every - time.time() % every))
            while not pause.done():
                done, _ = await asyncio.wait({pause, *looks}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
                looks -= done
    finally:
        await _cancelled([pause, *looks])


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _unwaited(_: float, error: MailError) -> None:
    """Try again the next time: others wait for their mail."""
    raise error
