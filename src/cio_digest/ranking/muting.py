"""What the reader never wants to see: an entry to the reason why it is muted, if it is.

A word mutes what has it in the title or in the first sentences; further down it mutes nothing, for
long articles mention much. What does not say its language is in any.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.ranking.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cio_digest.models import Entry, Mute

LEAD = 300  # characters of a text: its first sentences; a whole post on most networks
_CODE = re.compile(r"[a-z]{2,3}")
_HERE = " by [mute] in your feeds.toml"
_USUAL = 2  # letters (ISO 639-1); three may be another spelling of the same language


class Muting(NamedTuple):
    """``[mute]`` made ready, and the languages that are wanted: everywhere, and by source."""

    words: Finder = Finder(())
    authors: Finder = Finder(())
    languages: frozenset[str] = frozenset()
    wanted: tuple[str, ...] = ()
    of_sources: Mapping[str, tuple[str, ...]] = {}

    def reason(self, entry: Entry) -> str:
        """Why an entry is muted, in words; "" if it is not."""
        return self._by_word(entry) or self._by_author(entry) or self._by_language(entry)

    def _by_word(self, entry: Entry) -> str:
        if word := self.words.first(entry.title):
            return f"“{word}” in the title is muted{_HERE}"
        word = self.words.first(entry.text[:LEAD])
        return f"“{word}” in the first sentences is muted{_HERE}" if word else ""

    def _by_author(self, entry: Entry) -> str:
        name = self.authors.first(entry.author) or self.authors.first(entry.handle)
        return f"its author “{name}” is muted{_HERE}" if name else ""

    def _by_language(self, entry: Entry) -> str:
        language = code(entry.language)
        if not language:
            return ""
        if entry.source in self.of_sources:
            wanted = self.of_sources[entry.source]
            return "" if language in wanted else _not_in(language, wanted, " of this source")
        if language in self.languages:
            return f"it is in “{language}”, which is muted{_HERE}"
        if len(language) == _USUAL and self.wanted and language not in self.wanted:
            return _not_in(language, self.wanted)
        return ""


def muting(
    mute: Mute, languages: tuple[str, ...], of_sources: Mapping[str, tuple[str, ...]]
) -> Muting:
    """``[mute]`` made ready, with the languages that are wanted and those of single sources."""
    return Muting(
        Finder(mute.words), Finder(mute.authors), frozenset(mute.languages), languages, of_sources
    )


def code(language: str) -> str:
    """The letters of a language: ``en`` of ``en-GB`` and ``en_US``; "" where unknown."""
    short = language.lower().replace("_", "-").partition("-")[0].strip()
    return short if _CODE.fullmatch(short) else ""


def _not_in(language: str, languages: tuple[str, ...], of_source: str = "") -> str:
    return f"it is in “{language}”; your feeds.toml wants only {', '.join(languages)}{of_source}"
