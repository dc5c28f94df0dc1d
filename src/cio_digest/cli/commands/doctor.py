"""``cio-digest doctor``: is everything as it should be, and if not, what to do."""

from __future__ import annotations

import click

from cio_digest.cli import tables
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest doctor              check all; exit code 1 if something is wrong
  cio-digest doctor --offline    leave the network out
  cio-digest doctor --deep       look at every row of a large store, too
  cio-digest doctor --repair     make a damaged store whole again
  cio-digest doctor --compact    give the room of deleted entries back
"""


@click.command(epilog=EPILOG)
@click.option("--offline", is_flag=True, help="Do not use the network.")
@click.option("--deep", is_flag=True, help="Look at all of the store, however large it is.")
@click.option("--repair", is_flag=True, help="Repair a damaged store, and check nothing else.")
@click.option("--compact", is_flag=True, help="Make the store smaller, and check nothing else.")
@tables.FORMAT
@click.pass_context
def command(
    ctx: click.Context,
    offline: bool,
    deep: bool,
    repair: bool,
    compact: bool,
    format_name: str | None,
) -> None:
    """Check configuration, store, accounts, network, mail and programs; say what to do.

    No mail is sent. The program under [summarize] is given one short story. With --repair, all that
    can be read of a damaged store is put into a new one, and the damaged file is kept beside it.
    """
    if repair or compact:
        from cio_digest.cli import repairing

        (repairing.repair if repair else repairing.compact)(ctx)
        return
    from cio_digest.cli import logs
    from cio_digest.models.records import CheckedPart
    from cio_digest.runs import checkup

    started = setup(ctx)
    logs.start(started.store)
    rows = checkup.check(started, online=not offline, whole=deep)
    checks = [CheckedPart(*row) for row in rows]
    if not tables.show_records("checks", CheckedPart._fields, checks, format_name):
        tables.show_table(CheckedPart._fields, rows, format_name)
    good = {"fine", checkup.SILENT, checkup.TWICE, checkup.NONE}
    ctx.exit(0 if all(state in good for _, state, _ in rows) else 1)
