"""Days that the reader typed to dates, checked against the calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from cio_digest.cli.setup import Setup

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


def past(started: Setup, day: date | None) -> date | None:
    """The day, if it has begun on the reader's calendar.

    Raises:
        ConfigError: it has not.
    """
    from cio_digest.text import days

    today = days.today(started.now, started.config.settings.timezone)
    if day and day > today:
        raise ConfigError(f"{day} is still to come; today is {today}")
    return day
