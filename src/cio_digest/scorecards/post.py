"""What is looked at of a post: the grain of every figure about voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class VoicePost(NamedTuple):
    """One post of a voice, as far as its standing depends on it.

    ``topics`` of the reader's that it is in; ``hosts`` it links to; ``reach`` is what the public
    did with it, None where that is not told; ``original``: nobody told its story before.
    """

    story: int
    published: datetime | None
    title: str
    topics: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    reach: int | None = None
    original: bool = False
    noisy: bool = False
    bot: bool = False
