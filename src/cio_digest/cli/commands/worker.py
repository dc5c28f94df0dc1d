"""``cio-digest worker``: fetches for a team, clusters and mails, beside any number of others."""

from __future__ import annotations

import click

from cio_digest.cli.failures import say
from cio_digest.cli.setup import now, operator

EPILOG = """\b
Examples:
  cio-digest worker                              all of it, in one process
  cio-digest worker --queue fetch                on each machine that fetches
  cio-digest worker --queue stories --queue mail
"""


@click.command(epilog=EPILOG)
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(["fetch", "stories", "mail"]),
    help="Do these tasks only; else all.",
)
@click.option("--once", is_flag=True, help="Do what there is to do now, and end.")
@click.pass_context
def command(ctx: click.Context, queues: tuple[str, ...], once: bool) -> None:
    """Fetch for the readers of a team, cluster and mail, until told to stop.

    Any number of workers, on any machines, share the work: one asks a host at a time. What a
    worker leaves undone, however it ends, the next one that looks does.
    """
    from cio_digest.cli import logs
    from cio_digest.runs import worker

    started = operator(ctx)
    logs.start(started.store)
    done, failed = worker.run(started, queues or worker.QUEUES, now, say, once=once)
    if failed and once:
        ctx.exit(3 if done else 1)
