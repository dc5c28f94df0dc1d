"""Days that the reader typed to dates."""

from __future__ import annotations

from datetime import date

import click

EARLIEST = 1995
OVER = click.option("--days", type=click.IntRange(1, 366), default=30, help="Over how many days.")


def read(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a date such as 2026-11-22."""
    if not value:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f'"{value}" is no date; write it like 2026-11-22', ctx, param
        ) from None
    if day.year < EARLIEST:
        raise click.BadParameter(f"there were no feeds before {EARLIEST}", ctx, param)
    return day
