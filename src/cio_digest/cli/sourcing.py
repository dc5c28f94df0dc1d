"""Names the reader typed to the sources they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config import Config
    from cio_digest.models import Source


def named(config: Config, names: Sequence[str]) -> list[Source]:
    """The sources with these titles or addresses, all of them when none is named.

    Raises:
        ConfigError: a name fits no source; the nearest is suggested.
    """
    if not names:
        return list(config.sources)
    known = {name.casefold(): source for source in config.sources for name in _names(source)}
    missing = [name for name in names if name.casefold() not in known]
    if missing:
        raise ConfigError(*(_unknown(name, list(known)) for name in missing))
    return list(dict.fromkeys(known[name.casefold()] for name in names))


def _names(source: Source) -> tuple[str, ...]:
    return tuple(name for name in (source.title, source.url) if name)


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), known, n=1)
    hint = f'did you mean "{near[0]}"?' if near else "see cio-digest sources list"
    return f'no source is called "{name}"; {hint}'
