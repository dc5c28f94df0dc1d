"""One fetch as the person sees it: progress while it runs, a report of what needs them after."""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

from cio_digest import health, polling, shortlinks, sift, update
from cio_digest.cli.failures import say
from cio_digest.cli.setup import Setup, attended
from cio_digest.store import Store, locked, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Polling, Source


def fetch(
    started: Setup, wanted: Sequence[Source], *, insist: bool = False, brief: bool = False
) -> list[update.Outcome]:
    """Read the sources that are due (all of them with ``insist``), cluster, and report.

    The report is full for somebody who watches; ``brief`` leaves it at what needs a person.

    Raises:
        LockedError: another fetch is running.
        StoreError: the store cannot be used.
    """
    with locked(started.store, started.now), opened(started.store) as db:
        due = update.due(db, wanted, started.now, insist=insist)
        outcomes = asyncio.run(_run(db, due, started))
        if offline(outcomes, wanted):
            update.forget(db, outcomes)
        if update.digestible(db):
            sift.learn(db, started.config.topics, started.now)
    _report(outcomes, wanted, full=attended() and not brief)
    return outcomes


def verdict(outcomes: Sequence[update.Outcome], wanted: Sequence[Source]) -> int:
    """The exit code: 0 all well, 3 some failed, 1 nothing worked."""
    failed = sum(bool(outcome.after.failures) for outcome in outcomes)
    if not failed:
        return 0
    return 1 if failed == len(wanted) or offline(outcomes, wanted) else 3


def offline(outcomes: Sequence[update.Outcome], wanted: Sequence[Source]) -> bool:
    """Whether it looks as if there were no network at all.

    A few hosts that are down may be all that was due: only if most sources were asked do they tell.
    """
    most = 2 * len(outcomes) > len(wanted)
    return most and all(outcome.unreachable for outcome in outcomes)


async def _run(
    db: Store, due: list[tuple[Source, Polling]], started: Setup
) -> list[update.Outcome]:
    from cio_digest.fetch import client, lead

    progress = _Progress(len(due))
    async with client() as opened_client:
        try:
            outcomes = await update.run(
                db,
                due,
                opened_client.get,
                now=started.now,
                env=os.environ,
                progress=progress.advance,
            )
            await shortlinks.resolve(db, partial(lead, opened_client), started.now)
        finally:
            progress.clear()
    return outcomes


class _Progress:
    """One line on a terminal's stderr that says how far the run is; nothing elsewhere."""

    def __init__(self, total: int) -> None:
        self.total, self.done, self.failed, self.new = total, 0, 0, 0
        self.shown = attended()

    def advance(self, outcome: update.Outcome) -> None:
        self.done += 1
        self.failed += bool(outcome.after.failures)
        self.new += outcome.new
        if self.shown:
            failed = f", {self.failed} failed" if self.failed else ""
            sys.stderr.write(f"\r\x1b[Kfetching {self.done}/{self.total} · {self.new} new{failed}")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _report(outcomes: Sequence[update.Outcome], wanted: Sequence[Source], *, full: bool) -> None:
    """Say what happened, or only what needs a person."""
    if offline(outcomes, wanted):
        say("no network: none of the sources could be reached")
        return
    for outcome in outcomes:
        for line in _lines(outcome, full=full):
            say(line)
    if full:
        new = sum(outcome.new for outcome in outcomes)
        skipped = len(wanted) - len(outcomes)
        waiting = f", {skipped} not due yet" if skipped else ""
        say(f"{len(outcomes)} sources read{waiting}, {new} entries new")


def _lines(outcome: update.Outcome, *, full: bool) -> list[str]:
    """What is worth saying of one source."""
    before, after = outcome.before, outcome.after
    name = health.name(outcome.source, after)
    written, now = health.address(outcome.source.url), health.address(after.url)
    lines = []
    if after.gone and not before.gone:
        lines.append(f"{name}: gone for good (410), no longer asked: {outcome.source.where}")
    elif after.failures and (full or after.failures == polling.BROKEN_AFTER):
        times = f", {after.failures} times in a row" if after.failures > 1 else ""
        lines.append(f"{name}: {after.error}{times} ({written})")
    elif after.url != before.url and not after.failures and not outcome.source.handle:
        lines.append(f"{name}: is now read at {now}; {outcome.source.where} still says {written}")
    return lines
