"""``cio-digest deliver``: the digest of a day to Teams, Slack, Matrix, ntfy or a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import completing, days, logs, morning
from cio_digest.cli.failures import say
from cio_digest.cli.setup import attended, setup

if TYPE_CHECKING:
    from cio_digest.errors import DeliveryError
    from cio_digest.text.when import When

EPILOG = """\b
Examples:
  cio-digest deliver                   to all under [deliver] in feeds.toml
  cio-digest deliver team              to [deliver.team] alone
  cio-digest deliver team --dry-run    only print what would be sent
"""


@click.command(epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=completing.deliveries)
@days.DAY
@click.option("--always", is_flag=True, help="Deliver it even when there is nothing new.")
@click.option("--resend", is_flag=True, help="Deliver it even where that day's was delivered.")
@click.option("--dry-run", "dry", is_flag=True, help="Print what would be sent, send nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    names: tuple[str, ...],
    day: When | None,
    always: bool,
    resend: bool,
    dry: bool,
) -> None:
    """Deliver the digest of a day. Sources are read first, as today does.

    Each service under [deliver] gets a day's digest once, and nothing when there is nothing new.
    Exit codes: 0 delivered, 1 nobody got it, 3 some did.
    """
    from cio_digest.runs import delivering, posting

    started = setup(ctx)
    chosen = delivering.chosen(started, names)
    logs.start(started.store)
    digest = morning.made(started, day, dry=dry)
    if dry:
        for delivery in chosen:
            if attended():
                say(f"{posting.called(delivery)}:")
            click.echo(delivering.document(delivery, digest), nl=False)
        return
    if not (digest.sections or digest.late or always):
        if attended():
            say("nothing new, so nothing was delivered; --always delivers it")
        return
    left = list(chosen) if resend else delivering.open_ones(started, chosen, digest)
    if attended() and len(left) < len(chosen):
        has = ", ".join(each.name for each in chosen if each not in left)
        say(f"{has}: has the digest of {digest.date} already; --resend delivers it again")
    refusals = delivering.send(started, left, digest, _wait, again=resend)
    say(*map(str, refusals), *delivering.failed(started, refusals))
    if attended() and len(refusals) < len(left):
        say(f"delivered to {len(left) - len(refusals)} of {len(left)}")
    if refusals:
        ctx.exit(1 if len(refusals) == len(chosen) else 3)


async def _wait(seconds: float, error: DeliveryError) -> None:
    """Let a service that refuses for now have its time."""
    import asyncio

    if attended():
        say(f"{error}; trying again in {seconds:.0f} seconds")
    await asyncio.sleep(seconds)
