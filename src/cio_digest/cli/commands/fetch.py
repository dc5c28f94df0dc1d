"""``cio-digest fetch``: read the sources that are due; silent in cron unless a person must act."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing
from cio_digest.cli.failures import say
from cio_digest.cli.fetching import exit_code, fetch
from cio_digest.cli.setup import attended, setup
from cio_digest.runs import naming

if TYPE_CHECKING:
    from cio_digest.models import Source
    from cio_digest.runs import Setup

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
    wanted = naming.sources(started, sources)
    insist = everything or bool(sources)
    if dry_run:
        _dry_run(started, wanted, insist=insist)
        return
    fetched = fetch(started, wanted, insist=insist, named=bool(sources))
    if alert:
        _alert(started)
    ctx.exit(exit_code(fetched))


def _dry_run(started: Setup, sources: list[Source], *, insist: bool) -> None:
    from cio_digest.networks import health
    from cio_digest.render.words import count
    from cio_digest.runs import nightly

    due, costs = nightly.plan(started, sources, insist=insist)
    for source, state in due:
        click.echo(f"{health.name(source, state)}\t{health.address(state.url)}")
    are = "is" if len(sources) == 1 else "are"
    say(f"{len(due)} of {count(len(sources), 'source')} {are} due", *map(str, costs))


def _alert(started: Setup) -> None:
    """Show what watched keywords brought, unless a program of the reader's was told of it."""
    if not started.config.watch:
        if attended():
            say('no keyword is watched; add [watch] with keywords = ["…"] to feeds.toml')
        return
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import watch

    alerts = watch.look(started)
    say(*alerts.hook_failures)
    if alerts.page and not alerts.told:
        show(render.trends(alerts.page, chosen(None), surface(os.environ)))
