"""Turns a flag, the environment and the platform into where the configuration and store live.

A flag comes first, then ``CIO_DIGEST_CONFIG`` and ``CIO_DIGEST_STORE``, then the platform's place:
on Linux that of the XDG Base Directory Specification, on macOS and Windows that of the vendor.

Paths are plain strings: pathlib takes 5 ms to import, and every command comes through here.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import files, masking
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping


class System(NamedTuple):
    """What a place depends on: the environment, ``sys.platform``, the home folder or ""."""

    env: Mapping[str, str]
    platform: str
    home: str


_ADDRESS = re.compile(r"[\w+.-]{2,}://")
_FILES = {"config": "feeds.toml", "store": "cio-digest.db"}

# By platform: the variable that names the folder, and the folder below home without it.
_MAC = ("", "Library/Application Support")
_FOLDERS = {
    "config": {
        "win32": ("APPDATA", "AppData/Roaming"),
        "darwin": _MAC,
        "": ("XDG_CONFIG_HOME", ".config"),
    },
    "store": {
        "win32": ("LOCALAPPDATA", "AppData/Local"),
        "darwin": _MAC,
        "": ("XDG_DATA_HOME", ".local/share"),
    },
}


def here() -> System:
    """The system that this process runs on; without HOME, its user database knows the home."""
    home = os.path.expanduser("~")
    return System(os.environ, sys.platform, home if os.path.isabs(home) else "")


def config_file(system: System, flag: str | None = None) -> str:
    """Where feeds.toml is.

    Raises:
        ConfigError: nothing says where, not even a home folder.
    """
    return chosen_config(system, flag) or _default(system, "config")


def chosen_config(system: System, flag: str | None = None) -> str | None:
    """The feeds.toml that a flag or the environment names, if one does."""
    return _chosen(system, "config", flag)


def store_file(system: System, flag: str | None = None) -> str:
    """Where the store is.

    Raises:
        ConfigError: nothing says where, not even a home folder, or what says it is no place.
    """
    chosen = _chosen(system, "store", flag)
    if chosen and _ADDRESS.match(chosen) and not files.on_server(chosen):
        raise ConfigError(
            f"{masking.masked(chosen)}: no store is kept there; name a file, or a PostgreSQL server"
            " as postgresql://…"
        )
    return chosen or _default(system, "store")


def local(system: System, store: str) -> str:
    """The path that what lies beside a store is named after: its log, its sessions.

    For a store on a server it is one in this machine's own folder, by host and database.
    """
    if not files.on_server(store):
        return store
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(store)
    try:
        where = f"{parts.hostname or 'local'}-{parts.port or 5432}"
    except ValueError:  # several hosts, or no number
        where = "server"
    name = re.sub(r"[^\w.-]+", "-", f"{where}-{unquote(parts.path).strip('/') or 'default'}")
    return os.path.join(os.path.dirname(_default(system, "store")), name)


def _chosen(system: System, what: str, flag: str | None) -> str | None:
    chosen = flag or system.env.get(f"CIO_DIGEST_{what.upper()}")
    # A shell expands ~ in a flag; nobody does in a crontab's variable.
    if chosen and system.home and chosen.startswith("~/"):
        return os.path.join(system.home, chosen[2:])
    return chosen or None


def _default(system: System, what: str) -> str:
    folders = _FOLDERS[what]
    variable, below = folders.get(system.platform, folders[""])
    folder = system.env.get(variable, "")
    # The XDG specification: a relative path is invalid and to be ignored.
    if not folder or (variable.startswith("XDG_") and not folder.startswith("/")):
        folder = os.path.join(system.home, below) if system.home else ""
    if folder:
        return os.path.join(folder, "cio-digest", _FILES[what])
    raise ConfigError(
        f"cannot tell where {_FILES[what]} lives, for want of a home folder;"
        f" give --{what} or set CIO_DIGEST_{what.upper()}"
    )
