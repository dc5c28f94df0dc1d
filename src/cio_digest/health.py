"""The states of sources to how they are doing, in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest import polling
from cio_digest.models import Failing, Health, Polling, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Parameters that hold a key to somebody's own feed, such as Reddit's private ones; "?feed=rss2" of
# a WordPress is none.
_KEYS = re.compile(
    r"([?&](?:feed|token|key|api_?key|auth|secret|hash|password|sig)=)"
    r"(?!(?:rss2?|rdf|atom|podcast|comments-\w+)(?:[&#]|$))[^&#]+",
    re.IGNORECASE,
)


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


def name(source: Source, state: Polling) -> str:
    """What the reader calls the source, else what it calls itself."""
    return source.title or state.title or address(source.url)


def address(url: str) -> str:
    """An address as it may be shown: without the keys that some carry."""
    return _KEYS.sub(r"\1…", url)


def condition(state: Polling) -> str:
    """How the last reads went."""
    if state.gone:
        return "gone"
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times"
        return f"failed {times}: {state.error}"
    return "fine" if state.succeeded else "not read yet"


def _failing(source: Source, state: Polling) -> Failing:
    since = state.failing_since or state.checked
    assert since is not None  # noqa: S101 - it failed at some time
    return Failing(name(source, state), state.error, since)
