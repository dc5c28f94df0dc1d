"""The reader's words, made ready to be looked for in a title, a name or a sentence.

They are read as a topic's keywords are: in any case, in the singular and plural, as whole words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.ranking.keywords import count, located, read

if TYPE_CHECKING:
    from collections.abc import Iterable


class Finder:
    """Words and phrases to look for."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Read each phrase once."""
        self._keywords = [read(each) for each in phrases]
        self._terms = {t for each in self._keywords for phrase in each.phrases for t in phrase}

    def first(self, text: str) -> str:
        """The first of the phrases that a text has, as the reader wrote it; "" for none."""
        if not (self._keywords and text):
            return ""
        place = located("", text, self._terms)
        return next((each.written for each in self._keywords if count(each, place)), "")
