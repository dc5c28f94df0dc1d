"""The states of sources to how they are doing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cio_digest.errors import masked
from cio_digest.models import Failing, Health, Polling, Source
from cio_digest.networks import polling, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")


def of(sources: Iterable[Source], states: Mapping[str, Polling]) -> Health:
    """How many sources are fine, and which need a person."""
    asked = [(source, states[source.key]) for source in sources]
    broken = [(source, state) for source, state in asked if polling.is_broken(state)]
    read = [state.succeeded for _, state in asked if state.succeeded]
    return Health(
        fine=sum(polling.is_fine(state) for _, state in asked),
        failing=tuple(map(_failing, alike(broken, lambda pair: (place(*pair), pair[1].error)))),
        last_fetch=max(read, default=None),
        unread=sum(not (polling.is_fine(state) or polling.is_broken(state)) for _, state in asked),
    )


def name(source: Source, state: Polling) -> str:
    """What the reader calls the source, else what it calls itself."""
    return source.title or state.title or address(source.url)


def address(url: str) -> str:
    """An address as it may be shown: without the keys that some carry."""
    return masked(url)


def condition(state: Polling) -> str:
    """How the last reads went."""
    if state.gone:
        return "gone"
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times"
        return f"failed {times}: {state.error}"
    if state.error:
        return state.error
    return "fine" if state.succeeded else "not read yet"


def place(source: Source, state: Polling) -> str:
    """Where a source is read: its network, the server where there are many, or just a host.

    A program or a file is a place of its own.
    """
    network = registry.kind(source.kind)
    if network.is_network and not network.many:
        return network.title
    host = state.url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return f"{network.title} at {host}" if network.is_network else host or state.url


def alike(things: Iterable[T], mark: Callable[[T], object]) -> list[list[T]]:
    """Things in groups of the same mark, in the order of the first of each."""
    groups: dict[object, list[T]] = {}
    for thing in things:
        groups.setdefault(mark(thing), []).append(thing)
    return list(groups.values())


def _failing(group: list[tuple[Source, Polling]]) -> Failing:
    """One source that fails, or what several at one place have in common."""
    source, state = group[0]
    since = [state.failing_since or state.checked for _, state in group]
    called = name(source, state) if len(group) == 1 else place(source, state)
    return Failing(called, state.error, min(filter(None, since)), len(group))
