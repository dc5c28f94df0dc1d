"""Turns a flag, the environment and the platform into where the configuration and store live.

A flag comes first, then ``CIO_DIGEST_CONFIG`` and ``CIO_DIGEST_STORE``, then the platform's place:
on Linux that of the XDG Base Directory Specification, on macOS and Windows that of the vendor.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping


class System(NamedTuple):
    """What a place depends on: the environment, ``sys.platform``, the home folder or ""."""

    env: Mapping[str, str]
    platform: str
    home: str


class _Kind(NamedTuple):
    """One file of ours: its name, and by platform the variable and the folder below home."""

    flag: str
    name: str
    folders: Mapping[str, tuple[str, str]]


_MAC = ("", "Library/Application Support")
_CONFIG = _Kind(
    "config",
    "feeds.toml",
    {
        "win32": ("APPDATA", "AppData/Roaming"),
        "darwin": _MAC,
        "": ("XDG_CONFIG_HOME", ".config"),
    },
)
_STORE = _Kind(
    "store",
    "cio-digest.db",
    {
        "win32": ("LOCALAPPDATA", "AppData/Local"),
        "darwin": _MAC,
        "": ("XDG_DATA_HOME", ".local/share"),
    },
)


def here() -> System:
    """The system that this process runs on."""
    return System(os.environ, sys.platform, _home())


def config_file(system: System, flag: str | None = None) -> Path:
    """Where feeds.toml is.

    Raises:
        ConfigError: nothing says where, not even a home folder.
    """
    return chosen_config(system, flag) or _default(system, _CONFIG)


def chosen_config(system: System, flag: str | None = None) -> Path | None:
    """The feeds.toml that a flag or the environment names, if one does."""
    return _chosen(system, _CONFIG, flag)


def store_file(system: System, flag: str | None = None) -> Path:
    """Where the store is.

    Raises:
        ConfigError: nothing says where, not even a home folder.
    """
    return _chosen(system, _STORE, flag) or _default(system, _STORE)


def _chosen(system: System, kind: _Kind, flag: str | None) -> Path | None:
    chosen = flag or system.env.get(f"CIO_DIGEST_{kind.flag.upper()}")
    if not chosen:
        return None
    # A shell expands ~ in a flag; nobody does in a crontab's variable.
    if system.home and chosen.startswith("~/"):
        return Path(system.home, chosen[2:])
    return Path(chosen)


def _default(system: System, kind: _Kind) -> Path:
    variable, below = kind.folders.get(system.platform, kind.folders[""])
    base = system.env.get(variable, "")
    # The XDG specification: a relative path is invalid and to be ignored.
    if base and (system.platform == "win32" or base.startswith("/")):
        return Path(base, "cio-digest", kind.name)
    if not system.home:
        raise ConfigError(
            f"cannot tell where {kind.name} lives, for want of a home folder;"
            f" give --{kind.flag} or set CIO_DIGEST_{kind.flag.upper()}"
        )
    return Path(system.home, below, "cio-digest", kind.name)


def _home() -> str:
    """The home folder as HOME or the system's user database has it, "" if neither does."""
    try:
        home = Path.home()
    except RuntimeError:
        return ""
    return str(home) if home.is_absolute() else ""
