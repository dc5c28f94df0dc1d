"""``cio-digest today``: the digest of a day, on a terminal, in a pipe or in a file."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, days, formats
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup
from cio_digest.runs import naming

if TYPE_CHECKING:
    from datetime import date

    from cio_digest.config import Config
    from cio_digest.models import Digest

EPILOG = """\b
Examples:
  cio-digest today                                this morning's digest
  cio-digest today --topic CRM --since 3d         three days of one topic
  cio-digest today --date 2026-11-20              the digest of an earlier day
  cio-digest today --format markdown | mail -s Digest me@example.org
  cio-digest today --output digest.html           a page for a browser
"""


def _span(ctx: click.Context, param: click.Parameter, value: str | None) -> timedelta | None:
    """Read a span of time such as 90m, 12h or 3d."""
    if not value:
        return None
    number, unit = value[:-1], {"m": "minutes", "h": "hours", "d": "days"}.get(value[-1])
    if not unit or not (number.isascii() and number.isdecimal()) or not 0 < int(number[:6]) < 1e5:
        raise click.BadParameter(
            f'"{value}" is no span of time; write it like 90m, 12h or 3d', ctx, param
        )
    return timedelta(**{unit: int(number)})


@click.command(epilog=EPILOG)
@click.option("--date", "day", callback=days.read, metavar="DATE", help="The day, as 2026-11-22.")
@click.option("--since", callback=_span, metavar="SPAN", help="How far to look back: 12h, 3d.")
@click.option("--topic", metavar="NAME", shell_complete=completing.topics, help="Only this topic.")
@click.option("--max", "most", type=click.IntRange(1, 100), help="At most so many stories.")
@click.option("--minutes", type=click.FloatRange(0.5, 600), help="At most so many minutes to read.")
@formats.offered("digest", "eml")
@click.option("--output", "-o", metavar="FILE", help="Write to this file instead.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    day: date | None,
    since: timedelta | None,
    topic: str | None,
    most: int | None,
    minutes: float | None,
    wanted: str | None,
    output: str | None,
) -> None:
    """Print the digest of a day. Sources are read first when the store is older than max_age."""
    from cio_digest import digest
    from cio_digest.cli import unkept
    from cio_digest.cli.fetching import freshen
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen
    from cio_digest.runs import hooks, morning

    started = setup(ctx)
    name = naming.topic(started.config, topic).name if topic else None
    options = digest.Options(morning.begun(started, day), since, name, most, minutes)
    if day is None:
        freshen(started)
    made = morning.make(started, options, unkept.tell)
    to = chosen(wanted, output)
    text = _text(made, to, started.config)
    if output and "%" in output:
        _keep(text, output, made, to)
    else:
        show(text, output)
    say(*hooks.digest_made(started, made, options))
    if not made.health.last_fetch:
        ctx.exit(1)


def _keep(text: str, output: str, made: Digest, to: str) -> None:
    """Write the digest to its place in an archive of days, if ``output`` names one."""
    from cio_digest.runs import archive

    if not archive.is_place(output):
        archive.write(text, output)
    elif foreign := archive.keep(text, output, made.date, "html" if to == "html" else "md"):
        say(f"{foreign}: is no page of an archive, so it is left as it is")


def _text(made: Digest, to: str, config: Config) -> str:
    """The digest in a format, a mail being one of them."""
    if to == "eml":
        from cio_digest import mail

        return mail.text(made, config.mail)
    from cio_digest import render
    from cio_digest.cli.surface import surface

    return render.digest(made, to, surface(os.environ))
