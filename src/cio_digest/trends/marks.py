"""The topics that entries were counted for, as a mark that changes with what they find."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from cio_digest.models import marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.models import Topic


def mark(topics: Iterable[Topic]) -> int:
    """What changes when a topic finds something else: counts are of the topics as they were."""
    return int(marks.mark([topic._replace(weight=1.0, search=()) for topic in topics]), 16)


def is_of(counted: int, topics: Iterable[Topic]) -> bool:
    """Whether the counts with this mark are of these topics, whichever release made them."""
    several = list(topics)
    return counted in {mark(several), _released(several)}


def _released(topics: Iterable[Topic]) -> int:
    """The mark that the first release kept."""
    finds = [(topic.name, topic.keywords, topic.exclude) for topic in topics]
    return crc32(repr(finds).encode("utf-8", "replace"))
