"""The nightly fetch: reads the sources that are due, clusters, and keeps what rises."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import files
from cio_digest.fetch.client import Limits
from cio_digest.networks import health
from cio_digest.runs import Progress, hooks, learning, spending, unwatched, update, waiting
from cio_digest.runs.connection import connected
from cio_digest.store import Store, expiry, locked, opened, surplus, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cio_digest.models import Polling, Source
    from cio_digest.runs import Setup
    from cio_digest.runs.spending import Estimate, Payment
    from cio_digest.runs.update import Outcome

# Seconds that a run waits for one host in all; less where somebody waits for the digest.
LONG, SHORT = 300.0, 60.0


class Fetched(NamedTuple):
    """What a fetch did: an outcome for each of the ``sources`` that was due.

    ``offline`` means that it looks as if there were no network; nothing is held against a source
    then. ``hook_failures`` say what went wrong with programs under ``[hooks]``; ``forgotten`` how
    many entries were of a source that brings too many, by its key; ``expired`` how many were older
    than the reader keeps them.
    """

    outcomes: list[Outcome]
    sources: int
    offline: bool = False
    payments: list[Payment] = []  # noqa: RUF012 - never changed
    hook_failures: list[str] = []  # noqa: RUF012
    forgotten: dict[str, int] = {}  # noqa: RUF012
    expired: int = 0

    @property
    def failed(self) -> int:
        """How many sources were asked in vain."""
        return sum(outcome.failed for outcome in self.outcomes)


class Plan(NamedTuple):
    """The sources that are due, with their states, and what networks that bill may cost."""

    due: list[tuple[Source, Polling]]
    costs: list[Estimate]


def plan(setup: Setup, sources: Sequence[Source], *, insist: bool = False) -> Plan:
    """What a fetch of these sources would ask now; all of them with ``insist``.

    Raises:
        StoreError: the store cannot be used.
    """
    with opened(setup.store) as db:
        return _plan(db, setup, sources, insist=insist)


def fetch(
    setup: Setup,
    sources: Sequence[Source],
    *,
    insist: bool = False,
    patience: float = LONG,
    progress: Callable[[Progress], None] = unwatched,
) -> Fetched:
    """Read those of the sources that are due (all with ``insist``), and cluster what is new.

    ``patience`` is how many seconds one host is waited for in all.

    A reader of a team's store reads their private sources; the others are for workers.

    Raises:
        LockedError: another fetch is running.
        StoreError: the store cannot be used.
    """
    if files.on_server(setup.store):
        from cio_digest.runs import team

        if mine := team.mine(setup, sources):
            private, own = mine
            fetched = _fetch(private, own, insist=insist, patience=patience, progress=progress)
            team.join(setup)
            return fetched
    return _fetch(setup, sources, insist=insist, patience=patience, progress=progress)


def _fetch(
    setup: Setup,
    sources: Sequence[Source],
    *,
    insist: bool,
    patience: float,
    progress: Callable[[Progress], None],
) -> Fetched:
    with locked(setup.store, setup.now), opened(setup.store) as db:
        due, costs = _plan(db, setup, sources, insist=insist)
        progress(Progress(0, len(due), costs=tuple(costs)))
        outcomes, payments = waiting.run(_read(db, due, setup, patience, progress))
        offline = _offline(outcomes, len(sources))
        if offline:
            update.forget(db, outcomes)
        digestible(db, setup)
        unread = [] if offline or patience < LONG else _read_pages(db, setup)
        forgotten, expired = tidy(db, setup)
    if offline:
        reason = "none of the sources could be reached"
        failures = hooks.failed(setup, "fetch", reason)
    else:
        failures = hooks.broken(setup, outcomes)
    told = [*failures, *unread]
    return Fetched(outcomes, len(sources), offline, payments, told, forgotten, expired)


def tidy(db: Store, setup: Setup) -> tuple[dict[str, int], int]:
    """Delete what a source brings too much of, and what is older than the reader keeps it.

    Gives how many entries went by the source's key, and how many were too old.
    """
    with transaction(db):
        forgotten = surplus.sweep(db)
    keep = setup.config.keep
    expired = expiry.sweep(db, expiry.limit(db, keep, setup.now)) if keep else 0
    db.text.tidy(db)
    return forgotten, expired


def _read_pages(db: Store, setup: Setup) -> list[str]:
    """Read the pages that the next digest needs, if the reader wants that; gives why it cannot."""
    if not setup.config.settings.read_pages:
        return []
    from cio_digest.runs import pages

    if missing := pages.extra_missing():
        return [f"read_pages: {missing}"]
    waiting.run(pages.read(db, setup))
    return []


def digestible(db: Store, setup: Setup) -> None:
    """Cluster and index what no earlier run got to, learn from it and judge what rises."""
    update.digestible(db)
    learning.catch_up(db, setup)


def _plan(db: Store, setup: Setup, sources: Sequence[Source], *, insist: bool) -> Plan:
    due = update.due(db, sources, setup.now, insist=insist)
    return Plan(due, spending.estimates(spending.purses(db, setup), due))


def _offline(outcomes: Sequence[Outcome], sources: int) -> bool:
    """Whether it looks as if there were no network at all.

    A few hosts that are down may be all that was due: only if most sources were asked do they tell.
    """
    asked = [outcome for outcome in outcomes if outcome.unreachable or not outcome.left]
    return 2 * len(asked) > sources and all(outcome.unreachable for outcome in asked)


async def _read(
    db: Store,
    due: list[tuple[Source, Polling]],
    setup: Setup,
    patience: float,
    progress: Callable[[Progress], None],
) -> tuple[list[Outcome], list[Payment]]:
    kinds = {source.kind for source, _ in due}
    async with connected(setup, kinds, Limits(patience=patience), db) as connection:
        outcomes = await update.run(
            db,
            due,
            connection,
            setup.now,
            _counting(due, progress),
            partial(digestible, db, setup),
        )
        if connection.lead:
            from cio_digest.runs import shortlinks

            await shortlinks.resolve(db, connection.lead, setup.now)
        return outcomes, connection.payments()


def _counting(
    due: Sequence[tuple[Source, Polling]], progress: Callable[[Progress], None]
) -> Callable[[Outcome], None]:
    """A function that takes each outcome and reports progress."""
    waiting_for = Counter(health.place(*pair) for pair in due)
    so_far = Progress(0, len(due))

    def count(outcome: Outcome) -> None:
        nonlocal so_far
        waiting_for[health.place(outcome.source, outcome.before)] -= 1
        so_far = so_far._replace(
            done=so_far.done + 1,
            new=so_far.new + outcome.new,
            failed=so_far.failed + outcome.failed,
            waiting=tuple(+waiting_for),
        )
        progress(so_far)

    return count
