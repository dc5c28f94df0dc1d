"""``cio-digest fetch``: read what is due, quietly unless somebody watches or must act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, naming
from cio_digest.cli.failures import say
from cio_digest.cli.fetching import fetch, verdict
from cio_digest.cli.setup import Setup, setup

if TYPE_CHECKING:
    from cio_digest.models import Source

EPILOG = """\b
Examples:
  cio-digest fetch               read every source that is due
  cio-digest fetch --dry-run     only say which those are
  cio-digest fetch --alert       and print what watched keywords brought
  0 5 * * * cio-digest fetch     in a crontab: silent unless it needs you
"""


@click.command(epilog=EPILOG)
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", shell_complete=completing.sources)
@click.option("--all", "everything", is_flag=True, help="Also ask sources that are not due yet.")
@click.option("--dry-run", is_flag=True, help="Say which sources are due, and ask none.")
@click.option("--alert", is_flag=True, help="Tell what is new of the keywords under [watch].")
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[str, ...], everything: bool, dry_run: bool, alert: bool
) -> None:
    """Read every source that is due, or just those you name by title or address.

    Exit codes: 0 all well, 3 some sources failed, 1 none could be read, 4 another fetch is running.
    """
    started = setup(ctx)
    wanted = naming.sources(started.config, sources)
    insist = everything or bool(sources)
    if dry_run:
        _dry_run(started, wanted, insist=insist)
        return
    outcomes = fetch(started, wanted, insist=insist)
    if alert:
        from cio_digest.cli import alerts

        alerts.tell(started)
    ctx.exit(verdict(outcomes, wanted))


def _dry_run(started: Setup, wanted: list[Source], *, insist: bool) -> None:
    from cio_digest.cli import bills
    from cio_digest.networks import health
    from cio_digest.runs import update
    from cio_digest.store import opened

    with opened(started.store) as db:
        due = update.due(db, wanted, started.now, insist=insist)
        costs = bills.estimates(bills.purses(db, started), due)
    for source, state in due:
        click.echo(f"{health.name(source, state)}\t{health.address(state.url)}")
    say(f"{len(due)} of {len(wanted)} sources are due", *(cost.line for cost in costs))
