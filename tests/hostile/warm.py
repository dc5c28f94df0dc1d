"""Imports all that a fetch needs, so that a forked process measures the fetch alone."""

from __future__ import annotations

import importlib

for name in (
    "aiohttp",
    "feedparser",
    "rich.console",
    "selectolax.lexbor",
    "truststore",
    "cio_digest.cli",
    "cio_digest.cli.commands.fetch",
    "cio_digest.cli.commands.today",
    "cio_digest.runs.nightly",
    "cio_digest.runs.morning",
    "cio_digest.render",
):
    importlib.import_module(name)
