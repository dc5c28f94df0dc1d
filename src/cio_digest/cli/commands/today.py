"""``cio-digest today``: the digest of a day, on a terminal, in a pipe or in a file."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import Amount, completing, days, formats
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.models import Digest
    from cio_digest.text.when import When

EPILOG = """\b
Examples:
  cio-digest today                                this morning's digest
  cio-digest today --topic CRM --since 3d         three days of one topic
  cio-digest today --date 2026-11-20              the digest of an earlier day
  cio-digest today --catch-up 20m                 what mattered while away
  cio-digest today --format markdown | mail -s Digest me@example.org
  cio-digest today --output digest.html           a page for a browser
"""


def _minutes(ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    """Read a length of time such as 20m or 1h, in minutes."""
    meant = days.read(ctx, param, value)
    if meant and (meant.span is None or meant.span > timedelta(hours=10)):
        raise click.BadParameter(f'"{value}" is no time for reading; write it like 20m', ctx, param)
    return meant.span / timedelta(minutes=1) if meant and meant.span else None


@click.command(epilog=EPILOG)
@days.DAY
@click.option("--since", callback=days.read, metavar="TIME", help="Look back to: 12h, 3d, a day.")
@click.option("--topic", metavar="NAME", shell_complete=completing.topics, help="Only this topic.")
@click.option("--max", "most", type=click.IntRange(1, 100), help="At most so many stories.")
@click.option("--minutes", type=Amount(0.5, 600), help="At most so many minutes to read.")
@click.option(
    "--catch-up",
    callback=_minutes,
    metavar="TIME",
    help="Look back on an absence for so long: 20m.",
)
@formats.offered("digest", "eml")
@formats.output_file
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    day: When | None,
    since: When | None,
    topic: str | None,
    most: int | None,
    minutes: float | None,
    catch_up: float | None,
    format_name: str | None,
    output: str | None,
) -> None:
    """Print the digest of a day. Sources are read first when the store is older than max_age."""
    from cio_digest import digest
    from cio_digest.cli import progress, unkept
    from cio_digest.cli.fetching import freshen
    from cio_digest.cli.output import show
    from cio_digest.runs import hooks, morning

    to = formats.of_page(format_name, output)
    if catch_up and (day or since or topic or most or minutes):
        raise click.UsageError("--catch-up is for the whole of today's digest, by itself.", ctx)
    started = setup(ctx)
    name = _named(started.config, topic) if topic else None
    back = morning.back(started, since)
    options = digest.DigestOptions(morning.begun(started, day), back, name, most, minutes, catch_up)
    under_way = day is None and freshen(started)
    with progress.line() as tell:
        made = morning.make(
            started, options, unkept.tell, progress.summing(tell), under_way=under_way
        )
    text = _text(made, to, started.config)
    if output and "%" in output:
        _keep(text, output, made, to)
    else:
        show(text, output)
    say(*hooks.digest_made(started, made, options))
    if not made.health.last_fetch:
        ctx.exit(1)


def _named(config: Config, topic: str) -> str:
    """The topic's whole name."""
    from cio_digest.runs import naming

    return naming.topic(config, topic).name


def _keep(text: str, output: str, digest: Digest, to: str) -> None:
    """Write the digest to its place in an archive of days, if ``output`` names one."""
    from cio_digest.runs import archive

    if not archive.is_place(output):
        archive.write(text, output)
    elif foreign := archive.keep(text, output, digest.date, "html" if to == "html" else "md"):
        say(f"{foreign}: is no page of an archive, so it is left as it is")


def _text(digest: Digest, to: str, config: Config) -> str:
    """The digest in a format, a mail being one of them."""
    if to == "eml":
        from cio_digest import mail

        return mail.text(digest, config.mail)
    from cio_digest import render
    from cio_digest.cli.surface import surface

    return render.digest(digest, to, surface(os.environ))
