"""The states of sources to how they are doing, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from cio_digest.masking import masked
from cio_digest.models import Failing, Health, Polling, Source
from cio_digest.networks import polling, registry

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

T = TypeVar("T")

SILENCE = timedelta(days=180)  # without a new entry, of a source that can be read


def silent(newest: Mapping[str, datetime], now: datetime) -> dict[str, datetime]:
    """The sources that brought nothing for months, with the date of their newest entry."""
    return {key: last for key, last in newest.items() if now - last > SILENCE}


def of(
    sources: Iterable[Source], states: Mapping[str, Polling], silent: Collection[str] = ()
) -> Health:
    """How many sources are fine, how many of them ``silent``, and which need a person."""
    asked = [(source, states[source.key]) for source in sources]
    broken = [(source, state) for source, state in asked if polling.is_broken(state)]
    read = [state.succeeded for _, state in asked if state.succeeded]
    fine = [source.key for source, state in asked if polling.is_fine(state)]
    still = sum(key in silent for key in fine)
    return Health(
        fine=len(fine) - still,
        failing=tuple(map(_failing, alike(broken, lambda pair: (place(*pair), pair[1].error)))),
        last_fetch=max(read, default=None),
        unread=sum(not (polling.is_fine(state) or polling.is_broken(state)) for _, state in asked),
        silent=still,
    )


def name(source: Source, state: Polling) -> str:
    """What the reader calls the source, else what it calls itself."""
    return source.title or state.title or address(source.url)


def publisher(source: Source, state: Polling) -> str:
    """What the reader calls the source, else whose it is: the name beside a headline."""
    from cio_digest.text.publishers import shown  # which only what names tellers needs

    return source.title or shown(state.title, address(source.url))


def address(url: str) -> str:
    """An address as it may be shown: without the keys that some carry."""
    return masked(url)


def condition(state: Polling, silent: datetime | None = None) -> str:
    """How the last reads went; ``silent`` is since when a source brings nothing."""
    if state.gone:
        return "gone"
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times"
        return f"failed {times}: {state.error}"
    if state.error:
        return state.error
    if silent and state.succeeded:
        return f"silent since {silent:%B %Y}"
    return "fine" if state.succeeded else "not read yet"


def code(state: Polling, silent: datetime | None = None) -> str:
    """The same in one word for programs; see ``models.records.ListedSource``."""
    if state.gone:
        return "gone"
    if state.failures:
        return "failed"
    if state.error:
        return "incomplete"
    if not state.succeeded:
        return "unread"
    return "silent" if silent else "fine"


def place(source: Source, state: Polling) -> str:
    """Where a source is read: its network, the server where there are many, or just a host.

    A program or a file is a place of its own.
    """
    network = registry.kind(source.kind)
    if network.is_network and not network.many:
        return network.title
    host = state.url.partition("://")[2].partition("/")[0].rpartition("@")[2]
    return f"{network.title} at {host}" if network.is_network else host or state.url


def alike(items: Iterable[T], mark: Callable[[T], object]) -> list[list[T]]:
    """Group items by their mark, in the order of the first of each."""
    groups: dict[object, list[T]] = {}
    for thing in items:
        groups.setdefault(mark(thing), []).append(thing)
    return list(groups.values())


def _failing(group: list[tuple[Source, Polling]]) -> Failing:
    """One source that fails, or what several at one place have in common."""
    source, state = group[0]
    since = [state.failing_since or state.checked for _, state in group]
    called = name(source, state) if len(group) == 1 else place(source, state)
    return Failing(called, state.error, min(filter(None, since)), len(group))
