"""A configuration to what of it speaks on a day: without the sources that are muted then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.config import Config
    from cio_digest.models import Source


def is_muted(source: Source, day: date) -> bool:
    """Whether the source is kept out of this day's digest; it is shown again on the last one."""
    return source.muted_until is not None and day < source.muted_until


def without(config: Config, day: date) -> Config:
    """The configuration without the sources that are muted on a day."""
    return config._replace(
        sources=tuple(each for each in config.sources if not is_muted(each, day))
    )
