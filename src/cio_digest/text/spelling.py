"""An unknown word to the known one that was most likely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALIKE = 60  # per cent: below it a suggestion confuses more than it helps


def nearest(word: str, known: Iterable[str], *, alike: int = ALIKE) -> str:
    """The known word most like this one in any case, "" when none is so much (%) like it."""
    from rapidfuzz import fuzz, process  # only who has mistyped something pays for it

    spellings = {name.casefold(): name for name in known}
    found = process.extractOne(
        word.casefold(), list(spellings), scorer=fuzz.ratio, score_cutoff=alike
    )
    return spellings[found[0]] if found else ""
