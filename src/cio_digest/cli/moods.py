"""Moods on the page: how many posts complain, said below what they are of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models.scorecards import Mood

option = click.option(
    "--mood", is_flag=True, help="Also say how many posts complain (takes cio-digest[mood])."
)


def possible(ctx: click.Context, format_name: str | None, *, mood: bool) -> None:
    """Refuse moods where only one table fits, rather than leave them out.

    Raises:
        UsageError: such a format was asked for.
    """
    if mood and not tables.for_people(format_name):
        raise click.UsageError(
            f"--mood is a remark for people; {format_name} has no place for it.", ctx
        )


def show(moods: Sequence[Mood], format_name: str | None) -> None:
    """Print moods as a table, or that there are too few posts."""
    from cio_digest.cli import output
    from cio_digest.render import figures
    from cio_digest.scorecards import mood

    if moods:
        output.show("\n")
        tables.show_table(figures.MOODS, [figures.mood(each) for each in moods], format_name)
        return
    needed = f"{mood.FEWEST_POSTS} by {mood.FEWEST_PEOPLE} people are needed"
    output.show(f"\nmood: too few posts in English to tell; {needed}\n")
