"""One fetch as the person sees it: progress while it runs, a report of what needs them after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.cli import progress
from cio_digest.cli.failures import say
from cio_digest.cli.setup import attended
from cio_digest.errors import LockedError, UnwritableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Source
    from cio_digest.runs import Progress, Setup
    from cio_digest.runs.nightly import Fetched

_FEW = 2  # places that are named when only they are waited for


def fetch(
    started: Setup,
    sources: Sequence[Source],
    *,
    insist: bool = False,
    named: bool = False,
    brief: bool = False,
) -> Fetched:
    """Read the sources that are due (all of them with ``insist``), cluster, and report.

    The report is full for somebody who watches and of sources that were ``named``; ``brief`` leaves
    it at what needs a person.

    Raises:
        LockedError: another fetch is running.
        StoreError: the store cannot be used.
    """
    from cio_digest.cli import logs
    from cio_digest.runs import nightly

    watched = attended()
    logs.start(started.store)
    with progress.line() as show:

        def advance(now: Progress) -> None:
            if watched:
                say(*map(str, now.costs))
            if now.done:
                show(_line(now))

        fetched = nightly.fetch(
            started,
            sources,
            insist=insist,
            patience=nightly.SHORT if watched and brief else nightly.LONG,
            progress=advance,
        )
    _report(fetched, watched=watched or named, brief=brief)
    return fetched


def freshen(started: Setup, *, patient: bool = False) -> bool:
    """Fetch first when the store is too old or a run was cut short; there is still the store.

    Where another fetch is running, ``patient`` waits for its end. Gives whether it still is: then
    entries are missing that will be older than what is made now.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.runs import morning

    read, stale = morning.freshness(started)
    if not stale:
        return False
    try:
        fetched = fetch(started, started.config.sources, brief=True)
    except LockedError as error:
        if patient:
            if attended():
                say(f"{error}; waiting for its end")
            if morning.unlocked(started):
                return freshen(started)
        say(f"{error}; showing what is there so far")
        return True
    except UnwritableError as error:
        say(f"{error}; showing what is there so far")
        return False
    if fetched.offline and read:
        say(f"showing what was read by {read:%Y-%m-%d %H:%M} UTC")
    return False


def exit_code(fetched: Fetched) -> int:
    """0 all well, 3 some failed, 1 nothing worked."""
    if not fetched.failed:
        return 0
    return 1 if fetched.failed == fetched.sources or fetched.offline else 3


def _line(now: Progress) -> str:
    """The line of progress; near the end it names the sources that are still awaited."""
    failed = f", {now.failed} failed" if now.failed else ""
    few = 0 < len(now.waiting) <= _FEW
    waiting = f" · waiting for {' and '.join(now.waiting)}" if few else ""
    return f"fetching {now.done}/{now.total} · {now.new} new{failed}{waiting}"


def _report(fetched: Fetched, *, watched: bool, brief: bool) -> None:
    from cio_digest.cli import report

    if fetched.offline:
        say("no network: none of the sources could be reached", *fetched.hook_failures)
        return
    say(*report.forgotten(fetched.forgotten))
    say(*fetched.hook_failures, *report.lines(fetched.outcomes, full=watched and not brief))
    if watched:
        say(*([] if brief else [report.summary(fetched)]), *map(str, fetched.payments))
