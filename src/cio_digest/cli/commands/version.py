"""``cio-digest version``: the program, what it runs on and where its files are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cio_digest.config.paths import System

EPILOG = """\b
Examples:
  cio-digest version                 on the screen
  cio-digest version > report.txt
"""

_LIBRARIES = (
    "aiohttp",
    "click",
    "feedparser",
    "rapidfuzz",
    "rich",
    "selectolax",
    "tomli",
    "truststore",
)


@click.command(epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Print what a bug report needs: versions, and where things are.

    Nothing of what you follow or read is in it; your home folder is written as ~.
    """
    import platform

    from cio_digest import __version__
    from cio_digest.cli.output import show
    from cio_digest.config import paths
    from cio_digest.store import about

    config, store = ctx.find_root().obj
    system = paths.here()
    facts = {
        "cio-digest": __version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()})",
        "platform": platform.platform(),
        "libraries": ", ".join(map(_library, _LIBRARIES)),
        "SQLite": about.sqlite(),
        "config": _config(paths.config_file(system, config), system),
        "store": _store(paths.store_file(system, store), system),
    }
    show("".join(_lines(name, fact) for name, fact in facts.items()))


def _lines(name: str, fact: str) -> str:
    """A name and a fact, wrapped at 80 columns so that it can be pasted into an issue."""
    from textwrap import fill

    return fill(fact, 80, initial_indent=f"{name:<12}", subsequent_indent=" " * 12) + "\n"


def _library(name: str) -> str:
    from importlib import metadata

    try:
        return f"{name} {metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} missing"


def _config(path: str, system: System) -> str:
    there = "" if os.path.lexists(path) else " (none; the example is read)"
    return _short(path, system) + there


def _store(path: str, system: System) -> str:
    from cio_digest.masking import masked
    from cio_digest.store import about

    version = about.version(path)
    known = "none yet" if version is None else f"version {version}"
    return f"{masked(_short(path, system))} ({known})"


def _short(path: str, system: System) -> str:
    """The path without the name of whose home it is in."""
    home = f"{system.home}/"
    return f"~/{path.removeprefix(home)}" if system.home and path.startswith(home) else path
