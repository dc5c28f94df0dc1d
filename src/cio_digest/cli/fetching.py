"""One fetch as the person sees it: progress while it runs, a report of what needs them after."""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from cio_digest.cli import bills, events, report, waiting
from cio_digest.cli.failures import say
from cio_digest.cli.kept import Sessions
from cio_digest.cli.setup import Setup, attended
from cio_digest.networks import health
from cio_digest.runs import shortlinks, spending, update
from cio_digest.search import topical
from cio_digest.store import Store, locked, opened, surplus, transaction
from cio_digest.trends import daily

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Polling, Source

# Seconds that a run waits for one host in all; less where somebody waits for the digest.
LONG, SHORT = 300.0, 60.0
_FEW = 2  # places that are named when only they are waited for


def fetch(
    started: Setup, wanted: Sequence[Source], *, insist: bool = False, brief: bool = False
) -> list[update.Outcome]:
    """Read the sources that are due (all of them with ``insist``), cluster, and report.

    The report is full for somebody who watches; ``brief`` leaves it at what needs a person.

    Raises:
        LockedError: another fetch is running.
        StoreError: the store cannot be used.
    """
    watched = attended()
    with locked(started.store, started.now), opened(started.store) as db:
        due = update.due(db, wanted, started.now, insist=insist)
        before = bills.purses(db, started)
        if watched:
            say(*(cost.line for cost in bills.estimates(before, due)))
        patience = SHORT if watched and brief else LONG
        outcomes = waiting.run(_run(db, due, started, patience=patience))
        after = bills.purses(db, started)
        if offline(outcomes, wanted):
            update.forget(db, outcomes)
        update.digestible(db)
        if daily.behind(db):
            topical.learn(db, started.config.topics, started.now)
            daily.keep(db, started.config, started.now)
        with transaction(db):
            forgotten = surplus.sweep(db)
    if offline(outcomes, wanted):
        say("no network: none of the sources could be reached")
        events.failed(started, "fetch", "none of the sources could be reached")
        return outcomes
    events.broken(started, outcomes)
    say(*report.forgotten(forgotten, wanted))
    say(*report.lines(outcomes, full=watched and not brief))
    if watched:
        say(*([] if brief else [report.summary(outcomes, wanted)]), *bills.paid(before, after))
    return outcomes


def verdict(outcomes: Sequence[update.Outcome], wanted: Sequence[Source]) -> int:
    """The exit code: 0 all well, 3 some failed, 1 nothing worked."""
    failed = sum(outcome.failed for outcome in outcomes)
    if not failed:
        return 0
    return 1 if failed == len(wanted) or offline(outcomes, wanted) else 3


def offline(outcomes: Sequence[update.Outcome], wanted: Sequence[Source]) -> bool:
    """Whether it looks as if there were no network at all.

    A few hosts that are down may be all that was due: only if most sources were asked do they tell.
    """
    asked = [outcome for outcome in outcomes if outcome.unreachable or not outcome.left]
    most = 2 * len(asked) > len(wanted)
    return most and all(outcome.unreachable for outcome in asked)


async def _run(
    db: Store, due: list[tuple[Source, Polling]], started: Setup, *, patience: float
) -> list[update.Outcome]:
    from cio_digest.fetch import Limits, client, lead

    kept = Sessions(started.config, started.store)
    progress = _Progress(due)

    def done(outcome: update.Outcome) -> None:
        kept.take(outcome.source, outcome.session)
        progress.advance(outcome)

    async with client(Limits(patience=patience)) as opened_client:
        try:
            outcomes = await update.run(
                db,
                due,
                spending.paying(opened_client.get, db, bills.caps(started), started.now),
                now=started.now,
                env=os.environ,
                sessions=kept.known,
                progress=done,
            )
            await shortlinks.resolve(db, partial(lead, opened_client), started.now)
        finally:
            progress.clear()
    return outcomes


class _Progress:
    """One line on a terminal's stderr that says how far the run is; nothing elsewhere."""

    def __init__(self, due: Sequence[tuple[Source, Polling]]) -> None:
        self.total, self.done, self.failed, self.new = len(due), 0, 0, 0
        self.waiting = Counter(health.place(*pair) for pair in due)
        self.shown = attended()

    def advance(self, outcome: update.Outcome) -> None:
        self.done += 1
        self.failed += outcome.failed
        self.new += outcome.new
        self.waiting[health.place(outcome.source, outcome.before)] -= 1
        if self.shown:
            width = os.get_terminal_size(sys.stderr.fileno()).columns or 80
            sys.stderr.write(f"\r\x1b[K{self._line()[: width - 1]}")
            sys.stderr.flush()

    def _line(self) -> str:
        """How far it is, and at last whom it waits for."""
        failed = f", {self.failed} failed" if self.failed else ""
        left = list(+self.waiting)
        waiting = f" · waiting for {' and '.join(left)}" if 0 < len(left) <= _FEW else ""
        return f"fetching {self.done}/{self.total} · {self.new} new{failed}{waiting}"

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
