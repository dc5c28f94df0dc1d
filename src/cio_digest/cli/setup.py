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


def setup(ctx: click.Context) -> Setup:
    """Load what the command needs; without a feeds.toml the built-in example is used, and said.

    Raises:
        ConfigError: the configuration is wrong, or there is nothing to watch in it.
    """
    started = start.following(_start(ctx))
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


def _start(ctx: click.Context) -> Setup:
    config, store = ctx.find_root().obj
    return start.start(config, store, now())


def now() -> datetime:
    """The present instant, or the one that CIO_DIGEST_NOW (ISO 8601) rehearses.

    Raises:
        ConfigError: the variable holds no date.
    """
    value = os.environ.get("CIO_DIGEST_NOW")
    if not value:
        return datetime.now(timezone.utc).replace(microsecond=0)
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(timezone.utc)
    except ValueError:
        raise ConfigError(f'CIO_DIGEST_NOW: "{value}" is no ISO 8601 date and time') from None


def attended() -> bool:
    """Whether somebody watches: progress and cheerful summaries are for them alone."""
    return sys.stderr.isatty()
