"""What is typed as a date to the day that it is."""

from __future__ import annotations

from datetime import date

import click


def day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    """Read a date such as 2026-11-22."""
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f'"{value}" is no date; write it like 2026-11-22', ctx, param
        ) from None
