"""The queue of a team's workers, kept beside its store by procrastinate.

https://procrastinate.readthedocs.io
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from importlib import metadata
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.schema import SchemaManager
from psycopg_pool import AsyncConnectionPool

from cio_digest.errors import CioDigestError, LockedError, StoreError
from cio_digest.runs import faults
from cio_digest.store import transaction
from cio_digest.store.postgres import address
from cio_digest.store.postgres.faults import known

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence

    from cio_digest.runs.worker import Worker
    from cio_digest.store.postgres.connection import PostgreSQL

_LOG = logging.getLogger(__name__)
BEAT, DEAD = 5.0, 20.0  # seconds between a worker's signs of life; without one it is taken for dead
_AT_ONCE = {"fetch": 20, "stories": 1, "mail": 1}  # tasks of one worker
_SCHEMA = "_tasks"  # what the name of its schema adds to that of the store's
_OPEN = {Status.TODO.value, Status.DOING.value}
_IDLE = 1.0  # seconds until a queue is looked at again where nobody called
_PUT = 500  # tasks put down by one statement
_WAITING = """
    SELECT queueing_lock FROM procrastinate_jobs
    WHERE status = 'todo' AND queueing_lock = ANY (%(locks)s)
"""


class TaskQueue:
    """Tasks that are put down and done; at most one of each lock is done, and one more waits.

    What goes wrong in a task is told in one line and stops no other; a store that is lost ends the
    worker. ``done`` and ``failed`` count the tasks of this worker.
    """

    def __init__(self, app: App, place: str, tell: Callable[[str], None]) -> None:
        self.app = app
        self.place = place
        self.tell = tell
        self.done = 0
        self.failed = 0
        self._look: Callable[[], Awaitable[object]]
        self._lost: Exception | None = None
        self._end: Callable[[], object] = bool  # ends the worker

    def register(self, worker: Worker, *, once: bool) -> None:
        """Say what the tasks are, and unless ``once`` when some come round again."""
        app = self.app
        self._look = worker.look

        @app.task(name="fetch", queue="fetch")
        async def fetch(place: str, keys: Sequence[str] = (), mark: str = "") -> None:
            with self._noted(f"fetching {place}"):
                await worker.fetch(place, [*keys], mark)

        @app.task(name="stories", queue="stories")
        def stories() -> None:  # in a thread: signs of life go on meanwhile
            with self._noted("clustering"):
                worker.stories()

        @app.task(name="due", queue="fetch", lock="due", queueing_lock="due")
        async def due(timestamp: int) -> None:  # noqa: ARG001 - the queue gives it
            with self._noted("looking for what is due"):
                await self.take_up()
                await worker.put_due()

        @app.task(name="mail", queue="mail", lock="mail", queueing_lock="mail")
        def mail(timestamp: int = 0) -> None:  # noqa: ARG001
            with self._noted("mailing"):
                worker.mail()

        # The clock of a worker that is soon done would be stopped while it puts a task down, and
        # psycopg up to 3.3.0 may miss that, so that it never stops.
        if not once:
            app.periodic(cron="* * * * *")(due)
            app.periodic(cron="*/5 * * * *")(mail)

    @contextmanager
    def _noted(self, what: str) -> Iterator[None]:
        """Tell of what goes wrong in a task, and count it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - one task's fault stops no other
            told = _told(self.place, error)
            self.failed += 1
            if isinstance(told, StoreError) and not isinstance(told, LockedError):
                self._lose(told)
                return
            if isinstance(told, CioDigestError):
                self.tell(f"{what}: {told}")
                return
            _LOG.exception("%s", what)
            self.tell(f"{what}: internal fault at {faults.place(error)}; the log has the rest")
        else:
            self.done += 1

    def _lose(self, error: Exception) -> None:
        """End the worker, as its store cannot be used any more."""
        self._lost = self._lost or error
        self._end()

    async def _watch(self) -> None:
        """See to it that the store is there: without it procrastinate waits for tasks for ever."""
        while self._lost is None:
            await asyncio.sleep(BEAT)
            await self._check()

    async def _check(self) -> None:
        try:
            await self._look()
        except Exception as error:  # noqa: BLE001 - whatever it is, it cannot be asked
            self._lose(_told(self.place, error))

    async def put(self, task: str, lock: str, **values: Any) -> None:
        """Put a task down, unless one with that lock is waiting already."""
        with suppress(exceptions.AlreadyEnqueued):
            await self._deferrer(task, lock).defer_async(**values)

    async def put_all(self, task: str, values_by_lock: Mapping[str, Mapping[str, Any]]) -> None:
        """Put a task down for each lock, as ``put`` does, many by one statement."""
        locks = [*values_by_lock]
        for start in range(0, len(locks), _PUT):
            part = locks[start : start + _PUT]
            rows = await self.app.connector.execute_query_all_async(_WAITING, locks=part)
            waiting = {row["queueing_lock"] for row in rows}
            values = {lock: values_by_lock[lock] for lock in part if lock not in waiting}
            await self._put_part(task, values)

    async def _put_part(self, task: str, values_by_lock: Mapping[str, Mapping[str, Any]]) -> None:
        jobs = [
            self._deferrer(task, lock).make_new_job(**values)
            for lock, values in values_by_lock.items()
        ]
        try:
            if jobs:
                await self.app.job_manager.batch_defer_jobs_async(jobs)
        except exceptions.AlreadyEnqueued:  # another worker was the first with one of them
            for lock, values in values_by_lock.items():
                await self.put(task, lock, **values)

    def _deferrer(self, task: str, lock: str) -> JobDeferrer:
        return self.app.configure_task(
            task, queue=task, lock=lock, queueing_lock=lock, allow_unknown=True
        )

    async def count(self) -> None:
        """Let the server know how many tasks wait.

        It would plan for the few of before, and then look through all of them for each that it
        hands out: for .8 s where 10,000 wait.
        """
        await self.app.connector.execute_query_async("ANALYZE procrastinate_jobs")

    async def take_up(self) -> None:
        """Put down again what dead workers were doing; where another waits for that, end it."""
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD):
            try:
                await manager.retry_job(job)
            except exceptions.ConnectorException:  # one with its lock waits
                await manager.finish_job(job, Status.FAILED, delete_job=True)

    async def work(self, queues: Sequence[str], *, once: bool) -> None:
        """Do tasks until told to stop by a signal; ``once``: until none is left.

        Raises:
            StoreError: the store cannot be used any more.
        """
        while True:
            await self.take_up()
            await self._worked(queues, once=once)
            if not once or not await self._left(queues):
                return

    async def _worked(self, queues: Sequence[str], *, once: bool) -> None:
        loop = asyncio.get_running_loop()
        work = asyncio.ensure_future(
            self.app.run_worker_async(
                queues=[*queues],
                concurrency=sum(_AT_ONCE[name] for name in queues),
                wait=not once,
                delete_jobs="always",
                fetch_job_polling_interval=_IDLE,
                update_heartbeat_interval=BEAT,
                stalled_worker_timeout=DEAD,
            )
        )
        loop.set_exception_handler(_unheard)
        self._end = lambda: loop.call_soon_threadsafe(work.cancel)
        watch = asyncio.ensure_future(self._watch())
        try:
            await work
        except (asyncio.CancelledError, exceptions.ConnectorException):
            if self._lost is None:
                raise
        finally:
            watch.cancel()
        if self._lost is None:  # procrastinate ends without a word where it loses all at once
            await self._check()
        if self._lost:
            raise self._lost

    async def _left(self, queues: Sequence[str]) -> bool:
        """Whether a task waits in a queue, or somebody is at it."""
        for name in queues:
            jobs = await self.app.job_manager.list_jobs_async(queue=name)
            if any(job.status in _OPEN for job in jobs):
                return True
        return False


def _unheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for: a task whose end could not be written down in a lost store.

    asyncio would print it. The loss itself is told by who looks at the store.
    """
    if isinstance(error := context.get("exception"), exceptions.ConnectorException):
        _LOG.info("%s", context["message"], exc_info=error)
    else:
        loop.default_exception_handler(context)


def begin(db: PostgreSQL) -> None:
    """Make the queue in a schema beside the store's, anew for another version of procrastinate.

    Nothing is lost by that: what is due is put down again each minute.
    """
    (shared,) = db.execute("SELECT current_schema()").fetchone()
    place, version = f"{shared}{_SCHEMA}", metadata.version("procrastinate")
    made = db.execute(
        "SELECT obj_description(to_regnamespace(?), 'pg_namespace')", (place,)
    ).fetchone()
    if made[0] != version:
        with transaction(db):
            db.execute(f"DROP SCHEMA IF EXISTS {place} CASCADE")
            db.execute(f"CREATE SCHEMA {place}")
            db.execute(f"COMMENT ON SCHEMA {place} IS '{version}'")
            db.execute(f"SET LOCAL search_path = {place}")
            db.connection.execute(SchemaManager.get_schema().encode())
    # To hand out a task, procrastinate looks for others of its lock: among all that wait without.
    db.execute(f"CREATE INDEX IF NOT EXISTS tasks_by_lock ON {place}.procrastinate_jobs (lock)")


@asynccontextmanager
async def opened(place: str, schema: str, tell: Callable[[str], None]) -> AsyncIterator[TaskQueue]:
    """The queue beside the ``schema`` of a store; ``tell`` gets a line for what goes wrong.

    Raises:
        StoreError: the server cannot be spoken to any more.
    """
    where = address.within(place, f"{schema}{_SCHEMA}")
    app = App(
        connector=PsycopgConnector(
            pool_factory=_pool, conninfo=where, configure=_each_alone, min_size=1, max_size=4
        )
    )
    try:
        async with app.open_async():
            yield TaskQueue(app, place, tell)
    except exceptions.ConnectorException as error:
        raise _told(place, error) from None


def _pool(**options: Any) -> AsyncConnectionPool:
    """A pool that asks a connection whether it still is one only where it was idle meanwhile."""
    used: WeakKeyDictionary[object, float] = WeakKeyDictionary()

    async def check(connection: Any) -> None:
        before, used[connection] = used.get(connection, 0.0), time.monotonic()
        if used[connection] - before > BEAT:
            await AsyncConnectionPool.check_connection(connection)

    return AsyncConnectionPool(**{**options, "check": check})


async def _each_alone(connection: Any) -> None:
    """Let each statement be kept by itself: what the queue does is one statement each time."""
    await connection.set_autocommit(True)


def _told(place: str, error: Exception) -> Exception:
    """What a person can act on, where the store's server is to blame; else the error as it is."""
    if isinstance(error, exceptions.ConnectorException):
        cause = known(place, error.__cause__) if isinstance(error.__cause__, Exception) else None
        if isinstance(cause, StoreError):
            return cause
        what = "the queue was lost; is the server there? start the worker again when it is"
        return StoreError(place, what)
    return known(place, error)
