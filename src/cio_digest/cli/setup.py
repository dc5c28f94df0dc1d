"""What every command starts from: the configuration in force, the store's place, the instant."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from cio_digest.cli.failures import say
from cio_digest.config import paths
from cio_digest.errors import ConfigError
from cio_digest.runs import start

if TYPE_CHECKING:
    import click

    from cio_digest.runs import Setup

_FIRST, _LAST = 1970, 9000  # years: beyond them not every span before or after now has a date


def setup(ctx: click.Context) -> Setup:
    """Load what a command needs; without a feeds.toml use the built-in example, and say so.

    Raises:
        ConfigError: the configuration is wrong, or there is nothing to watch in it.
    """
    started = start.following(_start(ctx))
    if attended():
        say(*started.config.warnings)
    if started.config.example:
        say(
            f"no {paths.config_file(paths.here())} yet, so the {len(started.config.sources)} "
            "example sources are read; cio-digest init writes one of your own"
        )
    return started


def own(ctx: click.Context, what: str) -> Setup:
    """As ``setup``, for a command that changes feeds.toml; ``what`` of it says an error.

    Raises:
        ConfigError: there is no file to change, or it is wrong.
    """
    started = _start(ctx)
    if started.config.example:
        raise ConfigError(f"{what} a feeds.toml of your own; run: cio-digest init")
    return started


def operator(ctx: click.Context) -> Setup:
    """Load what who runs a team's store needs, who may follow nothing themselves.

    Raises:
        ConfigError: the configuration is wrong.
    """
    return _start(ctx)


def _start(ctx: click.Context) -> Setup:
    config, store = ctx.find_root().obj
    return start.start(config, store, now())


def now() -> datetime:
    """The present instant, or the one that CIO_DIGEST_NOW (ISO 8601) rehearses.

    Raises:
        ConfigError: the variable holds no date, or it is one that no clock can be right about.
    """
    value = os.environ.get("CIO_DIGEST_NOW")
    moment = _rehearsed(value) if value else datetime.now(timezone.utc).replace(microsecond=0)
    if not _FIRST <= moment.year <= _LAST:
        clock = "CIO_DIGEST_NOW" if value else "this machine's clock"
        raise ConfigError(f"{clock} says {moment:%Y-%m-%d}; set it right and run again")
    return moment


def _rehearsed(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(timezone.utc)
    except (ValueError, OverflowError):
        raise ConfigError(f'CIO_DIGEST_NOW: "{value}" is no ISO 8601 date and time') from None


def attended() -> bool:
    """Whether a person watches (stderr is a terminal): only then progress is shown."""
    return sys.stderr.isatty()
