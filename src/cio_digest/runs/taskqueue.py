"""The queue of a team's workers, kept beside its store by procrastinate.

https://procrastinate.readthedocs.io
"""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from importlib import metadata
from typing import TYPE_CHECKING, Any

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import Status
from procrastinate.schema import SchemaManager

from cio_digest.errors import StoreError
from cio_digest.store import transaction
from cio_digest.store.postgres import address

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from cio_digest.runs.worker import Worker
    from cio_digest.store.postgres.connection import PostgreSQL

BEAT, DEAD = 5.0, 20.0  # seconds between a worker's signs of life; without one it is taken for dead
_AT_ONCE = {"fetch": 20, "stories": 1, "mail": 1}  # tasks of one worker
_SCHEMA = "_tasks"  # what the name of its schema adds to that of the store's
_IDLE = 1.0  # seconds until a queue is looked at again where nobody called


class TaskQueue:
    """Tasks that are put down and done; at most one of each lock is done, and one more waits."""

    def __init__(self, app: App) -> None:
        self.app = app

    def register(self, worker: Worker) -> None:
        """Say what the tasks are."""
        app = self.app
        app.task(name="fetch", queue="fetch")(worker.fetch)

        @app.task(name="stories", queue="stories")
        def stories() -> None:  # in a thread: signs of life go on meanwhile
            worker.stories()

        @app.periodic(cron="* * * * *")
        @app.task(name="due", queue="fetch", lock="due", queueing_lock="due")
        async def due(timestamp: int) -> None:  # noqa: ARG001 - the queue gives it
            await self.take_up()
            await worker.put_due()

        @app.periodic(cron="*/5 * * * *")
        @app.task(name="mail", queue="mail", lock="mail", queueing_lock="mail")
        def mail(timestamp: int) -> None:  # noqa: ARG001
            worker.mail()

    async def put(self, task: str, lock: str, **values: Any) -> None:
        """Put a task down, unless one with that lock is waiting already."""
        job = self.app.configure_task(
            task, queue=task, lock=lock, queueing_lock=lock, allow_unknown=True
        )
        with suppress(exceptions.AlreadyEnqueued):
            await job.defer_async(**values)

    async def take_up(self) -> None:
        """Put down again what dead workers were doing; where another waits for that, end it."""
        manager = self.app.job_manager
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD):
            try:
                await manager.retry_job(job)
            except exceptions.ConnectorException:  # one with its lock waits
                await manager.finish_job(job, Status.FAILED, delete_job=True)

    async def work(self, queues: Sequence[str], *, once: bool) -> None:
        """Do tasks until told to stop by a signal; ``once``: until none is left."""
        while True:
            await self.take_up()
            await self.app.run_worker_async(
                queues=[*queues],
                concurrency=sum(_AT_ONCE[name] for name in queues),
                wait=not once,
                delete_jobs="always",
                fetch_job_polling_interval=_IDLE,
                update_heartbeat_interval=BEAT,
                stalled_worker_timeout=DEAD,
            )
            if not once or not await self._left(queues):
                return

    async def _left(self, queues: Sequence[str]) -> bool:
        for name in queues:
            for state in (Status.TODO, Status.DOING):
                if [*await self.app.job_manager.list_jobs_async(queue=name, status=state.value)]:
                    return True
        return False


def begin(db: PostgreSQL) -> None:
    """Make the queue in a schema beside the store's, anew for another version of procrastinate.

    Nothing is lost by that: what is due is put down again each minute.
    """
    (shared,) = db.execute("SELECT current_schema()").fetchone()
    place, version = f"{shared}{_SCHEMA}", metadata.version("procrastinate")
    made = db.execute(
        "SELECT obj_description(to_regnamespace(?), 'pg_namespace')", (place,)
    ).fetchone()
    if made[0] == version:
        return
    with transaction(db):
        db.execute(f"DROP SCHEMA IF EXISTS {place} CASCADE")
        db.execute(f"CREATE SCHEMA {place}")
        db.execute(f"COMMENT ON SCHEMA {place} IS '{version}'")
        db.execute(f"SET LOCAL search_path = {place}")
        db.connection.execute(SchemaManager.get_schema().encode())


@asynccontextmanager
async def opened(place: str, schema: str) -> AsyncIterator[TaskQueue]:
    """The queue beside the ``schema`` of a store at an address.

    Raises:
        StoreError: the server cannot be spoken to any more.
    """
    where = address.within(place, f"{schema}{_SCHEMA}")
    app = App(connector=PsycopgConnector(conninfo=where, min_size=1, max_size=4))
    try:
        async with app.open_async():
            yield TaskQueue(app)
    except exceptions.ConnectorException:
        what = "the queue was lost; is the server there? start the worker again when it is"
        raise StoreError(place, what) from None
