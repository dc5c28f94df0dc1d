"""Turns feeds.toml, the environment and flags into one checked Config."""

from __future__ import annotations

from cio_digest.config.load import current, load, parse
from cio_digest.config.mail import Mail, mailbox
from cio_digest.config.schema import Config, Hooks, Program, Settings
from cio_digest.config.shipped import beginning, example, write

__all__ = [
    "Config",
    "Hooks",
    "Mail",
    "Program",
    "Settings",
    "beginning",
    "current",
    "example",
    "load",
    "mailbox",
    "parse",
    "write",
]
