"""``cio-digest version``: the program, what it runs on and where its files are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cio_digest.cli import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cio_digest.config.paths import System
    from cio_digest.models.records import InstalledLibrary

EPILOG = """\b
Examples:
  cio-digest version                 on the screen
  cio-digest version > report.txt
  cio-digest version --format json   for a program
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
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["plain", "json"]),
    default="plain",
    show_default=True,
    help="What to print.",
)
@click.pass_context
def command(ctx: click.Context, format_name: str) -> None:
    """Print what a bug report needs: versions, and where things are.

    Nothing of what you follow or read is in it; your home folder is written as ~.
    """
    import platform

    from cio_digest import __version__
    from cio_digest.cli.output import show
    from cio_digest.config import paths
    from cio_digest.masking import masked
    from cio_digest.models.records import InstalledLibrary
    from cio_digest.store import about

    config, store = ctx.find_root().obj
    system = paths.here()
    libraries = [InstalledLibrary(name, _installed(name)) for name in _LIBRARIES]
    place = paths.store_file(system, store)
    facts: dict[str, Any] = {
        "program": __version__,
        "python": f"{platform.python_version()} ({platform.python_implementation()})",
        "platform": platform.platform(),
        "sqlite": about.sqlite(),
        "config": _config(paths.config_file(system, config), system),
        "store": masked(_short(place, system)),
        "store_version": about.version(place),
    }
    fields = InstalledLibrary._fields
    if not tables.show_records("libraries", fields, libraries, format_name, **facts):
        show("".join(_lines(name, fact) for name, fact in _facts(facts, libraries).items()))


def _facts(facts: Mapping[str, Any], libraries: Sequence[InstalledLibrary]) -> dict[str, str]:
    """The facts by the names that people know."""
    version = facts["store_version"]
    known = "none yet" if version is None else f"version {version}"
    return {
        "cio-digest": facts["program"],
        "Python": facts["python"],
        "platform": facts["platform"],
        "libraries": ", ".join(f"{each.name} {each.version or 'missing'}" for each in libraries),
        "SQLite": facts["sqlite"],
        "config": facts["config"],
        "store": f"{facts['store']} ({known})",
    }


def _lines(name: str, fact: str) -> str:
    """A name and a fact, wrapped at 80 columns so that it can be pasted into an issue."""
    from textwrap import fill

    return fill(fact, 80, initial_indent=f"{name:<12}", subsequent_indent=" " * 12) + "\n"


def _installed(name: str) -> str:
    """The version of a library, "" where it is missing."""
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _config(path: str, system: System) -> str:
    there = "" if os.path.lexists(path) else " (none; the example is read)"
    return _short(path, system) + there


def _short(path: str, system: System) -> str:
    """The path without the name of whose home it is in."""
    home = f"{system.home}/"
    return f"~/{path.removeprefix(home)}" if system.home and path.startswith(home) else path
