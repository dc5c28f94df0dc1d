"""The entries of a story to who had it first: a voice on a network, and how far ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.digest import items
from cio_digest.models import Entry, Lead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


def of(entries: Sequence[Entry], titles: Mapping[str, str]) -> Lead | None:
    """How long the first social entry came before the first press entry (negative: after).

    None where either is missing, or where a date cannot be believed.
    """
    dated = sorted((entry for entry in entries if entry.published), key=_published)
    social = next((entry for entry in dated if entry.network), None)
    press = next((entry for entry in dated if not entry.network), None)
    if social is None or press is None:
        return None
    ahead = _published(press) - _published(social)
    return Lead(items.teller(social, titles), social.network, ahead)


def _published(entry: Entry) -> datetime:
    return entry.published or entry.first_seen
