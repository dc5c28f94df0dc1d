"""Moods on the page: whether posts complain, said below what they are of."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.mood import Mood

option = click.option(
    "--mood", is_flag=True, help="Also say how many posts complain (takes cio-digest[mood])."
)


def show(moods: Sequence[Mood], to: str) -> None:
    """Print moods as a table, or that there are too few posts."""
    from cio_digest import mood, render
    from cio_digest.cli import output
    from cio_digest.cli.surface import surface
    from cio_digest.render import figures

    if moods:
        rows = [figures.mood(each) for each in moods]
        output.show("\n" + render.table(figures.MOODS, rows, to, surface(os.environ)))
        return
    needed = f"{mood.FEWEST_POSTS} by {mood.FEWEST_PEOPLE} people are needed"
    output.show(f"\nmood: too few posts in English to tell; {needed}\n")
