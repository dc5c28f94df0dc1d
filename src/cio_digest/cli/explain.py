"""``cio-digest explain``: the reasons behind one story of the digest printed last."""

from __future__ import annotations

import os

import click

from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest explain 1                  the first story printed last
  cio-digest explain 3 --format json    the third, for programs
"""


@click.command(epilog=EPILOG)
@click.argument("number", type=click.IntRange(min=1))
@click.option(
    "--format", "wanted", type=click.Choice(["terminal", "markdown", "json", "plain"]), default=None
)
@click.pass_context
def command(ctx: click.Context, number: int, wanted: str | None) -> None:
    """Say why a story is there: the terms of its score, and who told it when."""
    from cio_digest import digest, render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        explanation = digest.explain(db, number)
    show(render.explanation(explanation, chosen(wanted), surface(os.environ)))
