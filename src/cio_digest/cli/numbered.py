"""Stories of the digest printed last, as the argument that names them by their numbers."""

from __future__ import annotations

import click

from cio_digest.cli import completing

STORIES = click.argument(
    "numbers",
    nargs=-1,
    required=True,
    type=click.IntRange(min=1),
    shell_complete=completing.stories,
)
