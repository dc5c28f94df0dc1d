"""The formats that a command can print in, as the option that chooses one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import click

from cio_digest.render.formats import Product, making

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


def offered(product: Product, *others: str) -> Decorator:
    """``--format`` for what a command makes, as ``format_name``; ``others`` it makes itself."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice([*making(product), *others]),
        help="What to print; else a terminal gets terminal, a pipe markdown.",
    )
