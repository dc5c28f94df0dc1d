"""``cio-digest review``: what a week, a month or a quarter brought."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli import Amount, days, formats
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.models.pages import Review
    from cio_digest.review.period import Period
    from cio_digest.runs import Setup
    from cio_digest.text.when import When

EPILOG = """\b
Examples:
  cio-digest review                              the last seven days
  cio-digest review --week 2026-W47              a week from Monday to Sunday
  cio-digest review --month 2026-10 --minutes 5  a month in five minutes
  cio-digest review --quarter 2026-Q3            a quarter
  cio-digest review --since 2w                   the last two weeks
  cio-digest review --month --output month.html  the last 30 days, as a page
  cio-digest mail --review                       the last seven days, by mail
"""


def _unit(name: str, length: str, example: str) -> formats.Decorator:
    """An option that may stand alone, for so long up to now, or name a period."""
    return click.option(
        f"--{name}",
        is_flag=False,
        flag_value="",
        metavar=f"[{name.upper()}]",
        help=f"{length}, or one such as {example}.",
    )


@click.command(epilog=EPILOG)
@_unit("week", "The last seven days", "2026-W47")
@_unit("month", "The last 30 days", "2026-10")
@_unit("quarter", "The last 91 days", "2026-Q3")
@click.option("--since", callback=days.read, metavar="TIME", help="Look back to: 12d, 3w, a day.")
@click.option("--minutes", type=Amount(1, 600), help="At most so many minutes to read.")
@formats.offered("review", "eml")
@formats.output_file
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    week: str | None,
    month: str | None,
    quarter: str | None,
    since: When | None,
    minutes: float | None,
    format_name: str | None,
    output: str | None,
) -> None:
    """Print what lasted or grew in a week, a month or a quarter, and what rose, stayed and faded.

    With it stands who was first to tell, and what you starred. It takes as many minutes to read as
    a digest, unless you say otherwise. Its stories have numbers, which open, explain and the others
    take.
    """
    from cio_digest.cli import unkept
    from cio_digest.cli.fetching import freshen
    from cio_digest.cli.output import show
    from cio_digest.runs import reviewing

    to = formats.of_page(format_name, output)
    units = {"week": week, "month": month, "quarter": quarter}
    started = setup(ctx)
    period = _period(ctx, started, units, since)
    if period.span.until == started.now:
        freshen(started)
    made = reviewing.make(started, period, minutes, unkept.tell)
    show(_text(made, to, started), output)


def _period(
    ctx: click.Context, started: Setup, units: dict[str, str | None], since: When | None
) -> Period:
    """The one period that is asked for, the last week where none is."""
    from cio_digest.review import period
    from cio_digest.runs import morning, reviewing

    asked = {unit: text for unit, text in units.items() if text is not None}
    if len(asked) + bool(since) > 1:
        raise click.UsageError("--week, --month, --quarter and --since exclude each other.", ctx)
    if length := morning.back(started, since):
        return reviewing.rolling(started, length)
    unit, text = next(iter(asked.items()), ("week", ""))
    if not text:
        lengths = {"week": period.WEEK, "month": period.MONTH, "quarter": period.QUARTER}
        return reviewing.rolling(started, lengths[unit])
    named = reviewing.named(started, unit, text)
    if named is None:
        example = period.WRITTEN[unit]
        what = f'"{text}" is no {unit}; write it like {example}'
        raise click.BadParameter(what, ctx, param_hint=f"--{unit}")
    return named


def _text(review: Review, to: str, started: Setup) -> str:
    """The review in a format, a mail being one of them."""
    if to == "eml":
        from cio_digest import mail

        return mail.text(review, started.config.mail)
    from cio_digest import render
    from cio_digest.cli.surface import surface

    return render.review(review, to, surface(os.environ))
