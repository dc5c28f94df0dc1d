"""``cio-digest voices``: the people and outlets that the reader follows."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from cio_digest.cli import days, groups, moods, tables
from cio_digest.cli.commands.voices import standings
from cio_digest.cli.setup import own

if TYPE_CHECKING:
    from collections.abc import Callable

EPILOG = """\b
Examples:
  cio-digest voices                        how the people you listen to stand
  cio-digest voices --by role --days 90    peers beside analysts and vendors
  cio-digest voices --by size --mood       noise and complaints by company
  cio-digest voices show "Ada Byron"       one of them, figure by figure
  cio-digest voices suggest                whom else you might follow
  cio-digest voices import cios.csv        take in a list that somebody made
"""


_OPTIONS = (
    days.OVER,
    click.option(
        "--by", type=click.Choice(["role", "sector", "organisation", "size"]), help="Group them."
    ),
    click.option("--role", metavar="ROLE", help="Only voices of this role."),
    click.option("--sector", metavar="SECTOR", help="Only voices of this sector."),
    click.option(
        "--max", "most", type=click.IntRange(1, 1000), default=50, help="At most so many."
    ),
    moods.option,
    tables.FORMAT,
)


def _listing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the list, which the group alone takes, too."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@click.group("voices", cls=groups.CommandGroup, invoke_without_command=True, epilog=EPILOG)
@_listing
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Compare the people and outlets you follow, by their posts of the last days.

    On topic: posts in a topic of yours. First: stories they had before the press, and by how long
    in the median. What each figure is of stands in docs/voices.md.
    """
    if ctx.invoked_subcommand is None:
        standings.leaderboard(ctx, standings.LeaderboardOptions(**options))


LIST_EPILOG = """\b
Examples:
  cio-digest voices list                   as voices alone does
  cio-digest voices list --role analyst --format csv
"""


@command.command("list", epilog=LIST_EPILOG)
@_listing
@click.pass_context
def list_(ctx: click.Context, /, **options: Any) -> None:
    """List the people you listen to, and how they stand by what you read."""
    standings.leaderboard(ctx, standings.LeaderboardOptions(**options))


command.add_command(standings.show_)
command.add_command(standings.suggest)


IMPORT_EPILOG = """\b
Examples:
  cio-digest voices import cios.csv             add them to your feeds.toml
  cio-digest voices import --dry-run cios.csv   only say what would be added
"""


@command.command("import", epilog=IMPORT_EPILOG)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="FILE...")
@click.option("--dry-run", is_flag=True, help="Say what would be taken, and change nothing.")
@tables.FORMAT
@click.pass_context
def import_(
    ctx: click.Context, files: tuple[str, ...], dry_run: bool, format_name: str | None
) -> None:
    """Add the people of a list to your feeds.toml, and say line by line what was taken.

    Of a CSV file, the headings count: name, role, sector, organisation, size, and a column for each
    network (mastodon, bluesky, x, blog, …) or one of addresses. Of OPML, each outline is a voice.

    Exit codes: 0 all well, 3 some were refused, 1 none could be taken.
    """
    from pathlib import Path

    from cio_digest.cli import reading
    from cio_digest.lists import read, voices
    from cio_digest.runs import importing

    started = own(ctx, "voices are added to")
    rows = [row for file in files for row in read.people(importing.content(file), Path(file).name)]
    verdicts = voices.plan(rows, started.config)
    ctx.exit(reading.take(started, "voices", verdicts, "voice", format_name, dry_run=dry_run))
