"""Where the output goes to what it may look like: width, colour, links, characters."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cio_digest.cli import columns
from cio_digest.render import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping


def surface(env: Mapping[str, str]) -> Surface:
    """Judge stdout by the usual conventions (no-color.org, CLICOLOR, COLUMNS, TERM=dumb)."""
    terminal = sys.stdout.isatty()
    dumb = env.get("TERM") in {"dumb", ""} or "TERM" not in env
    color = not env.get("NO_COLOR") and (_forced(env) or (_welcome(env) and terminal and not dumb))
    return Surface(
        width=columns.of_stdout(env),
        color=color,
        links=color and terminal and not dumb,
        unicode=not terminal or _carries_unicode(),
    )


def _forced(env: Mapping[str, str]) -> bool:
    """Whether colour is wanted in a pipe, too (https://bixense.com/clicolors, force-color.org)."""
    return any(env.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE"))


def _welcome(env: Mapping[str, str]) -> bool:
    """Whether colour is not turned off (https://bixense.com/clicolors)."""
    return env.get("CLICOLOR") != "0"


def _carries_unicode() -> bool:
    try:
        "·→▁█".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def chosen(format_name: str | None) -> str:
    """The format asked for, else what the place of the output calls for."""
    return format_name or ("terminal" if sys.stdout.isatty() else "markdown")
