"""The queue of a team's workers, kept in its store by procrastinate (https://procrastinate.readthedocs.io)."""

from __future__ import annotations

from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

from procrastinate import App, PsycopgConnector, exceptions
from procrastinate.jobs import Status

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from cio_digest.runs.worker import Worker

BEAT, DEAD = 5.0, 20.0  # seconds between a worker's signs of life; without one it is taken for dead
_AT_ONCE = {"fetch": 20, "stories": 1, "mail": 1}  # tasks of one worker
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
                queues=queues,
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


@asynccontextmanager
async def opened(place: str) -> AsyncIterator[TaskQueue]:
    """The queue in the store at an address, made when missing."""
    app = App(connector=PsycopgConnector(conninfo=place, min_size=1, max_size=4))
    async with app.open_async():
        found = await app.connector.execute_query_one_async(
            "SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS there"
        )
        if not found["there"]:
            await app.schema_manager.apply_schema_async()
        yield TaskQueue(app)
