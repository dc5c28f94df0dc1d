"""The formats that a command can print in, as the option that chooses one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def offered(*names: str) -> Decorator:
    """``--format``, which a command takes as ``wanted``."""
    return click.option(
        "--format",
        "wanted",
        type=click.Choice(names),
        help="What to print; else a terminal gets terminal, a pipe markdown.",
    )
