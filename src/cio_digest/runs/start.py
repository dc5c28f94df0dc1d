"""The configuration in force and the store's place, as what a run starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import config
from cio_digest.config import paths
from cio_digest.errors import ConfigError
from cio_digest.runs import Setup

if TYPE_CHECKING:
    from datetime import datetime


def start(config_file: str | None, store_file: str | None, now: datetime) -> Setup:
    """Load feeds.toml; without one the built-in example is used. None stands for the usual place.

    Raises:
        ConfigError: the configuration is wrong.
    """
    system = paths.here()
    loaded = config.current(system, config_file)
    return Setup(loaded, str(paths.store_file(system, store_file)), now)


def following(setup: Setup) -> Setup:
    """The same, if there is anything to read.

    Raises:
        ConfigError: no source is configured.
    """
    if setup.config.sources:
        return setup
    hint = "cio-digest sources add URL follows a feed, sources import FILE a list of them"
    raise ConfigError(f"{setup.config.path}: follows nothing yet; {hint}")
