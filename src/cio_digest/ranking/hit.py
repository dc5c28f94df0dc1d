"""A topic's word that was found in an entry."""

from typing import NamedTuple


class Hit(NamedTuple):
    """What was found of a topic.

    ``where`` is "title" or "text". ``kind`` is "whole" for a keyword, "parts" for the words of a
    phrase standing apart, "companion" for a word that often stands beside the keywords; for a
    keyword that may be a name, written otherwise than the reader does, "unclear", and "common"
    where it is one. ``place`` is the first word of it in the text, from 1, 0 for the title;
    ``times`` how often it is there in all.
    """

    keyword: str
    where: str
    value: float
    kind: str = "whole"
    place: int = 0
    times: int = 1

    @property
    def is_keyword(self) -> bool:
        """Whether it is a keyword itself, and not what stands beside it or for another thing."""
        return self.kind in {"whole", "unclear"}
