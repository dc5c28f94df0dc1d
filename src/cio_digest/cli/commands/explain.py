"""``cio-digest explain``: why a story is in the digest printed last, or why an entry is not."""

from __future__ import annotations

import os

import click

from cio_digest.cli import completing, formats, moods
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest explain 1                     the first story printed last
  cio-digest explain sharing link study    where that entry went
  cio-digest explain 3 --format json       the third, for programs
"""


@click.command(epilog=EPILOG)
@click.argument(
    "target",
    nargs=-1,
    required=True,
    metavar="NUMBER | ADDRESS | WORDS",
    shell_complete=completing.stories,
)
@formats.offered("explanation")
@moods.option
@click.pass_context
def command(
    ctx: click.Context, /, target: tuple[str, ...], format_name: str | None, *, mood: bool
) -> None:
    """Say why a story is in the digest printed last, or why an entry is not.

    Name a story by its number, or any entry by its address or by words of its title.
    """
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.digest import explain
    from cio_digest.scorecards.moods import of_entries
    from cio_digest.store import opened

    moods.possible(ctx, format_name, mood=mood)
    started = setup(ctx)
    with opened(started.store) as db:
        words = " ".join(target)
        if words.isascii() and words.isdecimal():
            explained = explain.number(db, started.config, int(words[:9]))
        else:
            explained = explain.entry(db, started.config, words)
    found = of_entries(started.config, explained.entries) if mood else []
    show(render.explanation(explained, chosen(format_name), surface(os.environ)))
    if mood:
        moods.show(found, format_name)
