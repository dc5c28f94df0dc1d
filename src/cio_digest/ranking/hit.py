"""A topic's word that was found in an entry, and what is found of the topic together."""

from typing import NamedTuple


class Hit(NamedTuple):
    """What was found of a topic.

    ``where`` is "title" or "text". ``kind`` is "whole" for a keyword, "parts" for the words of a
    phrase standing apart, "companion" for a word that often stands beside the keywords; for a
    keyword that may be a name, written otherwise than the reader does, "unclear", and "common"
    where it is one. ``place`` is the first word of it in the text, from 1, 0 for the title;
    ``times`` how often it is there in all; ``phrase`` is one with a meaning of its own that it is
    part of, where it stands in such alone.
    """

    keyword: str
    where: str
    value: float
    kind: str = "whole"
    place: int = 0
    times: int = 1
    phrase: str = ""

    @property
    def is_keyword(self) -> bool:
        """Whether it is a keyword itself, and not what stands beside it or for another thing."""
        return self.kind in {"whole", "unclear"}


class Match(NamedTuple):
    """A topic found in an entry.

    ``excluded`` names the exclusion that takes it out again, ``doubt`` says why the entry is not
    about the topic though it has its words; either is mostly empty.
    """

    topic: str
    score: float
    hits: tuple[Hit, ...]
    excluded: str = ""
    doubt: str = ""

    @property
    def named(self) -> bool:
        """Whether the topic is in the entry by a keyword of its own, and not excluded."""
        return not self.excluded and any(hit.is_keyword for hit in self.hits)
