"""Turns a program or a file of the reader's own, where a feed's address would stand, into a source.

Only feeds.toml can name one: nothing that comes over the wire, and no list that is imported.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from cio_digest.config import check
from cio_digest.config.problems import Problem, wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = ("url", "command", "file")
_OF_URLS = ("auth", "headers", "proxy", "private")


def faults(keys: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with where a feed is said to be, whatever the values."""
    given = [name for name in PLACES if name in keys]
    if not given:
        said = "has no url, which it needs; a command or a file of yours may stand in its place"
        return [Problem((), said, "table")]
    found = [Problem((name,), f"stands beside {given[0]}; keep one") for name in given[1:]]
    if given[0] != "url":
        found += [Problem((name,), "goes with url alone") for name in _OF_URLS if name in keys]
    return found


def place(keys: Mapping[str, Any]) -> str:
    """The key of a feed: its address, or a name made from its program or file."""
    if "command" in keys:
        import shlex
        from zlib import crc32

        # An argument may be a secret: neither the store nor a message holds any.
        mark = crc32(shlex.join(keys["command"]).encode())
        return f"command:{os.path.basename(keys['command'][0])}#{mark:08x}"
    return f"file:{keys['file']}" if "file" in keys else str(keys["url"])


def file(value: Any) -> str:
    """The path of a file, from the root or from the home folder on."""
    path = check.text(value)
    if not os.path.isabs(os.path.expanduser(path)):
        raise wrong(value, "is not a whole path", 'one that begins with "/" or "~/"')
    return path
