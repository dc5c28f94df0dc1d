"""A configuration to what of it speaks on a day, and to what is muted of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.config import Config
    from cio_digest.models import Source
    from cio_digest.ranking.muting import Muting


def is_muted(source: Source, day: date) -> bool:
    """Whether the source is kept out of this day's digest; it is shown again on the last one."""
    return source.muted_until is not None and day < source.muted_until


def without(config: Config, day: date) -> Config:
    """The configuration without the sources that are muted on a day."""
    return config._replace(
        sources=tuple(each for each in config.sources if not is_muted(each, day))
    )


def words(config: Config) -> Muting | None:
    """What of the sources' entries is muted, by words, authors or languages; None: nothing is."""
    own = {each.key: each.languages for each in config.sources if each.languages}
    if not (any(config.mute) or config.settings.languages or own):
        return None
    from cio_digest.ranking.muting import muting  # most readers mute nothing

    return muting(config.mute, config.settings.languages, own)
