"""The states of sources to how they are doing, in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cio_digest import polling
from cio_digest.models import Failing, Health, Polling, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = ("source", "state", "last read", "tags", "address")


def of(sources: Iterable[Source], states: Mapping[str, Polling]) -> Health:
    """How many sources are fine, and which need a person."""
    asked = [(source, states[source.key]) for source in sources]
    broken = [(source, state) for source, state in asked if polling.is_broken(state)]
    read = [state.succeeded for _, state in asked if state.succeeded]
    return Health(
        fine=sum(bool(state.succeeded and not polling.is_broken(state)) for _, state in asked),
        failing=tuple(_failing(source, state) for source, state in broken),
        last_fetch=max(read, default=None),
    )


def row(source: Source, state: Polling, now: datetime) -> tuple[str, ...]:
    """One line of the list of sources."""
    return (
        name(source, state),
        _condition(state),
        _ago(state.succeeded, now),
        ", ".join(source.tags),
        source.url,
    )


def name(source: Source, state: Polling) -> str:
    """What the reader calls the source, else what it calls itself."""
    return source.title or state.title or source.url


def _failing(source: Source, state: Polling) -> Failing:
    since = state.failing_since or state.checked
    assert since is not None  # noqa: S101 - it failed at some time
    return Failing(name(source, state), state.error, since)


def _condition(state: Polling) -> str:
    if state.gone:
        return "gone"
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times"
        return f"failed {times}: {state.error}"
    return "fine" if state.succeeded else "not read yet"


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    age = now - moment
    if age < timedelta(minutes=1):
        return "just now"
    if age < timedelta(hours=1):
        return f"{int(age.total_seconds() // 60)} min ago"
    if age < timedelta(days=2):
        return f"{int(age.total_seconds() // 3600)} h ago"
    return f"{age.days} d ago"
