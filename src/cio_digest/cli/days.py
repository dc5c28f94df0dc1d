"""Times that the reader typed to what they mean."""

from __future__ import annotations

import click

from cio_digest.text import when

OVER = click.option("--days", type=click.IntRange(1, 366), default=30, help="Over how many days.")


def read(ctx: click.Context, param: click.Parameter, value: str | None) -> when.When | None:
    """Read a time such as 2026-11-22, yesterday, 12h, 7d or 2w."""
    return _read(ctx, param, value, when.WRITTEN) if value else None


def ahead(ctx: click.Context, param: click.Parameter, value: str) -> when.When:
    """Read a time to come."""
    return _read(ctx, param, value, "write it like 2027-01-10, tomorrow, 7d or 2w")


def _read(ctx: click.Context, param: click.Parameter, value: str, hint: str) -> when.When:
    meant = when.read(value)
    if meant is None:
        raise click.BadParameter(f'"{value}" is no time; {hint}', ctx, param)
    return meant


def written(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The same, as it was written, for a search to read."""
    return value if read(ctx, param, value) else None


DAY = click.option(
    "--date", "day", callback=read, metavar="DAY", help="The day: 2026-11-22, yesterday, 7d."
)
