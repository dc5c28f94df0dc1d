"""Accounts on networks to the names that the reader gave them under ``[[voices]]``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.models import Source

_SIGN = r"^(?:@|/?u(?:ser)?/)"
_PROFILE = r"https?://([^/]+)/(?:[^/]+/)*@?([^/@]+)/?"


def key(network: str, handle: str) -> str:
    """What an account is known by, whether feeds.toml or a post names it."""
    if not network or not handle:
        return ""
    profile = re.fullmatch(_PROFILE, handle)
    name = f"{profile[2]}@{profile[1]}" if profile else re.sub(_SIGN, "", handle)
    return f"{network}:{name}".casefold()


def bare(handle: str) -> str:
    """``ada`` of ``@ada@example.social``, of ``u/ada`` and of a profile's address."""
    return handle.rstrip("/").rpartition("/")[2].removeprefix("@").partition("@")[0].casefold()


def names(sources: Iterable[Source]) -> dict[str, str]:
    """The names of the voices that have accounts, by the keys of these.

    Posts of an account come through searches and hashtags, too, which know its handle alone.
    """
    accounts = (source for source in sources if source.handle and source.voice)
    return {key(source.kind, source.handle): source.voice for source in accounts}
