"""The result of a fetch to lines for the reader: one for each place that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.networks import health, polling
from cio_digest.render import words
from cio_digest.runs.hooks import needs_a_person
from cio_digest.store import surplus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cio_digest.models import Polling, Source
    from cio_digest.runs.nightly import Fetched
    from cio_digest.runs.update import Outcome


def lines(outcomes: Sequence[Outcome], *, full: bool) -> list[str]:
    """Everything for who watches; else what needs a person, and that only once.

    What went wrong stands last: the log of the schedule keeps the last line of a run.
    """
    failed = [outcome for outcome in outcomes if outcome.failed and _tells_failure(outcome, full)]
    partial = [outcome for outcome in outcomes if full and _is_partial(outcome)]
    left = [outcome for outcome in outcomes if outcome.left and _tells_leaving(outcome, full)]
    emptied = [outcome for outcome in outcomes if _tells_emptying(outcome, full)]
    return [
        *_moved(outcomes),
        *_lost(outcomes),
        *map(_failure, health.alike(partial, _mark)),
        *map(_failure, health.alike(failed, _mark)),
        *map(_leaving, health.alike(left, _mark)),
        *map(_emptied, emptied),
    ]


def forgotten(counts: Mapping[str, int]) -> list[str]:
    """How many entries were forgotten of each source that brings too many, by its key."""
    return [
        f"{health.address(key)}: brings more than {surplus.MOST:,} entries, do their ids change? "
        f"Its {count:,} oldest that nobody saw are forgotten"
        for key, count in counts.items()
    ]


def summary(fetched: Fetched) -> str:
    """The run in one line."""
    outcomes = fetched.outcomes
    left = sum(bool(outcome.left) for outcome in outcomes)
    read = words.count(len(outcomes) - fetched.failed - left, "source")
    others = (
        (fetched.failed, "failed"),
        (left, "left"),
        (fetched.sources - len(outcomes), "not due yet"),
    )
    told = [f"{read} read", *(f"{count} {what}" for count, what in others if count)]
    told.append(f"{words.count(sum(each.new for each in outcomes), 'entry')} new")
    if fetched.expired:
        told.append(f"{words.count(fetched.expired, 'entry')} too old to be kept")
    return ", ".join(told)


def _gone(outcome: Outcome) -> bool:
    return outcome.after.gone and not outcome.before.gone


def _is_partial(outcome: Outcome) -> bool:
    """Whether it was read, but not all of it."""
    return bool(outcome.after.error) and not (outcome.after.failures or outcome.left)


def _mark(outcome: Outcome) -> tuple[str, str, int]:
    """What several sources have in common that fail, or are left, for one reason at one place."""
    after = outcome.after
    reason, failures = (outcome.left, 0) if outcome.left else (after.error, after.failures)
    return health.place(outcome.source, after), reason, failures


def _tells_failure(outcome: Outcome, full: bool) -> bool:
    return not _gone(outcome) and (full or needs_a_person(outcome))


def _tells_leaving(outcome: Outcome, full: bool) -> bool:
    return full or (outcome.lasting and outcome.before.error != outcome.after.error)


def _tells_emptying(outcome: Outcome, full: bool) -> bool:
    """Whether to report an emptied feed: always in a full report, else only the first time."""
    before, after = outcome.before.error, outcome.after.error
    return not outcome.left and after == polling.EMPTIED and (full or before != after)


def _moved(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Feeds that are read elsewhere than feeds.toml says."""
    for source, before, after, *_ in outcomes:
        stays = after.url == before.url or after.failures or source.handle or source.stack
        if not (stays or (after.gone and not before.gone)):
            written, now = health.address(source.url), health.address(after.url)
            name = health.name(source, after)
            yield f"{name}: is now read at {now}; {source.where} still says {written}"


def _lost(outcomes: Sequence[Outcome]) -> Iterator[str]:
    for source, _, after, *_ in filter(_gone, outcomes):
        name = health.name(source, after)
        yield f"{name}: gone for good (410), no longer asked: {source.where}"


def _failure(group: list[Outcome]) -> str:
    """What sources of one place fail for; a single one with its address."""
    source, after = group[0].source, group[0].after
    times = f", {after.failures} times in a row" if after.failures > 1 else ""
    if len(group) == 1:
        return _told(source, after, f"{after.error}{times}")
    failed = "sources failed" if after.failures else "sources were read in part"
    return f"{health.place(source, after)}: {len(group)} {failed}: {after.error}{times}"


def _leaving(group: list[Outcome]) -> str:
    source, after, reason = group[0].source, group[0].after, group[0].left
    if len(group) == 1:
        return f"{health.name(source, after)}: {reason}"
    return f"{health.place(source, after)}: {len(group)} sources {reason}"


def _emptied(outcome: Outcome) -> str:
    return _told(outcome.source, outcome.after, outcome.after.error)


def _told(source: Source, state: Polling, what: str) -> str:
    """What is to be said of a source, and its address, once."""
    name, address = health.name(source, state), health.address(source.url)
    return f"{name}: {what}" if name == address else f"{name}: {what} ({address})"
