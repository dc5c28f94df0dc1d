"""Questions to the person at the terminal, and their answers; no answer changes nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cio_digest.cli.failures import say

if TYPE_CHECKING:
    from collections.abc import Iterator


def somebody() -> bool:
    """Whether there is a person who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirmed(question: str) -> bool:
    """Whether they say yes, which is also what return means."""
    with _way_out():
        return click.confirm(question, default=True, err=True)


def number(question: str, most: int) -> int:
    """The number, from 1 on, that they choose; the first is what return means."""
    with _way_out():
        chosen: int = click.prompt(question, type=click.IntRange(1, most), default=1, err=True)
        return chosen


@contextmanager
def _way_out() -> Iterator[None]:
    """End with the code that shells expect of Ctrl-C, below the question rather than behind it."""
    try:
        yield
    except click.Abort:
        click.echo(err=True)
        say("interrupted; nothing was changed")
        raise click.exceptions.Exit(130) from None
