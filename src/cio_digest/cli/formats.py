"""The formats that a command can print in, as the option that chooses one of them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from cio_digest.render.formats import FORMATS, Product, ends, making, of_end

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

# Ends of names by which other programs know formats that a digest has not.
_PROMISES = frozenset(
    "pdf doc docx odt rtf xls xlsx ods ppt pptx epub png jpg jpeg svg gif zip gz opml tex".split()
)


def refuse_other(product: Product, format_name: str, what: str, ctx: click.Context) -> None:
    """Refuse a format that has no place for what an option asks for.

    Raises:
        UsageError: the format does not make it.
    """
    if product not in FORMATS[format_name].makes:
        fitting = ", ".join(making(product))
        raise click.UsageError(
            f"{what} does not go with the format {format_name}; these do: {fitting}.", ctx
        )


def refuse_end(file: str, what: str, fitting: tuple[str, ...]) -> None:
    """Refuse a file whose name promises another format than those with a ``fitting`` end.

    Raises:
        UsageError: it does.
    """
    end = _end(file)
    if end and end not in fitting:
        able = " or ".join(f".{each}" for each in fitting)
        raise click.UsageError(f"{file}: {what} is not written as .{end}; end the name in {able}.")


def _end(file: str) -> str:
    """How a file's name ends, "" where it has no end, or one that stands for a part of a date."""
    end = os.path.splitext(file)[1][1:].lower()  # noqa: PTH122 - quick
    return "" if "%" in end else end


def written(format_name: str | None, output: str, *others: str) -> str:
    """The format that a digest is written in to a file; ``others`` have an end of their name.

    Raises:
        UsageError: the end of the file's name promises another format.
    """
    end = _end(output)
    if not end:
        return format_name or "markdown"
    fitting = of_end(end, "digest") + [name for name in others if name == end]
    if format_name is None and fitting:
        return fitting[0]
    if format_name and (format_name in fitting or not (fitting or end in _PROMISES)):
        return format_name
    able = ", ".join(f".{each}" for each in sorted({*ends("digest"), *others}))
    what = f"{format_name} is not written to" if format_name else "a digest cannot be written as"
    raise click.UsageError(f"{output}: {what} .{end}; files may end in {able}.")


output_file = click.option(
    "--output", "-o", type=click.Path(), metavar="FILE", help="Write to this file instead."
)


def offered(product: Product, *others: str) -> Decorator:
    """``--format`` for what a command makes, as ``format_name``; ``others`` it makes itself."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice([*making(product), *others]),
        help="What to print; else a terminal gets terminal, a pipe markdown.",
    )


def of_page(format_name: str | None, output: str | None) -> str:
    """The format that was asked for, else what the file or the place of the output calls for."""
    from cio_digest.cli.surface import chosen

    if output is None or output == "-":
        return chosen(format_name)
    # A mail is put together from several formats, and so is none of them.
    return written(format_name, output, "eml")
