"""What every command starts from: the configuration in force and the store's place."""

from __future__ import annotations

import os
import sys
from datetime import datetime, timezone
from typing import NamedTuple

import click

from cio_digest import config
from cio_digest.cli.failures import say


class Setup(NamedTuple):
    """The configuration, the store's path and the instant the command began (UTC)."""

    config: config.Config
    store: str
    now: datetime


def setup(ctx: click.Context) -> Setup:
    """Load what the command needs; without a feeds.toml the built-in example is used, and said.

    Raises:
        ConfigError: the configuration is wrong.
    """
    wanted_config, wanted_store = ctx.find_root().obj
    path = config.config_path(wanted_config, os.environ)
    store = str(config.store_path(wanted_store, os.environ))
    named = wanted_config or os.environ.get("CIO_DIGEST_CONFIG")
    if named or path.exists():
        loaded = config.load(path)
    else:
        loaded = config.parse(config.example(), "feeds.example.toml")
        say(
            f"no {path} yet, so the built-in {len(loaded.sources)} example sources are used; "
            "cio-digest init writes your own"
        )
    return Setup(config.override(loaded, os.environ), store, now())


def now() -> datetime:
    """The present instant; CIO_DIGEST_NOW (ISO 8601) stands in for it in rehearsals."""
    value = os.environ.get("CIO_DIGEST_NOW")
    if value:
        return datetime.fromisoformat(value.replace("Z", "+00:00")).astimezone(timezone.utc)
    return datetime.now(timezone.utc).replace(microsecond=0)


def attended() -> bool:
    """Whether somebody watches: progress and cheerful summaries are for them alone."""
    return sys.stderr.isatty()
