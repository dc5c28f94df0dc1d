"""The entries of a story to who had it first: a voice on a network, and how far ahead."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cio_digest.models import Lead
from cio_digest.models.rows import Telling
from cio_digest.store.times import seconds
from cio_digest.stories import leads
from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.models import Entry, Polling


def of(
    entries: Sequence[Entry], titles: Mapping[str, str], states: Mapping[str, Polling]
) -> Lead | None:
    """How long the first social entry came before the first press entry (negative: after).

    ``states`` tell how far apart a source's reads are. None where either is missing, or where a
    date cannot be believed.
    """
    tellings = {_telling(entry, states): entry for entry in reversed(entries)}
    found = leads.story(tellings)
    if found is None:
        return None
    first = tellings[found.first]
    return Lead(speakers.name(first, titles), first.network, timedelta(seconds=found.ahead))


def first(entries: Sequence[Entry], states: Mapping[str, Polling]) -> Entry | None:
    """The entry that told a story first, None where a date that cannot be believed hides it."""
    tellings = {_telling(entry, states): entry for entry in reversed(entries)}
    found = leads.first(tellings)
    return tellings[found] if found else None


def _telling(entry: Entry, states: Mapping[str, Polling]) -> Telling:
    state = states.get(entry.source)
    return Telling(
        source=entry.source,
        outlet=speakers.speaker(entry),
        social=bool(entry.network),
        published=seconds(entry.published),
        first_seen=seconds(entry.first_seen),
        apart=state.apart if state else 0,
    )
