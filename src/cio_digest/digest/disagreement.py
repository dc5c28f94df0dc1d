"""The figures on which the reports of a story disagree, each with who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models.pages import Figure
from cio_digest.stories import differences
from cio_digest.text import speakers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.models import Entry


def figures(entries: Sequence[Entry], titles: Mapping[str, str]) -> tuple[tuple[Figure, ...], ...]:
    """The groups of such figures; ``titles`` names sources and accounts by their keys."""
    return tuple(
        tuple(
            Figure(said.text, speakers.name(said.entry, titles), said.entry.url) for said in group
        )
        for group in differences.differences(entries)
    )
