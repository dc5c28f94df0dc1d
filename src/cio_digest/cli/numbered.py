"""Stories of the digest printed last, as the argument that names them by their numbers."""

from __future__ import annotations

import click

from cio_digest.cli import completing

_DIGITS = 9  # more than any digest has stories


def number(text: str) -> int:
    """Read the number of a story as it was typed.

    Raises:
        BadParameter: it is none.
    """
    if not (text.isascii() and text.isdecimal() and 0 < len(text.lstrip("0")) <= _DIGITS):
        raise click.BadParameter(f'"{text}" is no number of a story; each has one before its title')
    return int(text)


def _once(_: click.Context, __: click.Parameter, numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


STORIES = click.argument(
    "numbers",
    nargs=-1,
    required=True,
    type=number,
    callback=_once,
    shell_complete=completing.stories,
)
