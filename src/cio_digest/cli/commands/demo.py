"""``cio-digest demo``: any command, run in a small invented world on this machine."""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cio_digest.cli import waiting
from cio_digest.cli.setup import Setup, now

if TYPE_CHECKING:
    from cio_digest.store import Store

MORNINGS = 28  # on which the digest was read, today's included

EPILOG = """\b
Examples:
  cio-digest demo                       the digest of an invented morning
  cio-digest demo -- explain 1          why its first story is there
  cio-digest demo -- trends             what rises there
  cio-digest demo -- sources score      what its 54 sources are worth
  cio-digest demo -- voices             the people in it, and who is early
"""


@click.command(epilog=EPILOG)
@click.argument("args", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND]...")
@click.pass_context
def command(ctx: click.Context, args: tuple[str, ...]) -> None:
    """Read 54 invented sources from this machine and print their digest, or run COMMAND there.

    The sources are served by a real web server on the loopback interface and go through the whole
    pipeline into a store that is deleted afterwards. Your own configuration and store stay
    untouched.
    """
    from cio_digest import config, demo

    moment = now()
    os.environ["CIO_DIGEST_NOW"] = moment.isoformat()
    with tempfile.TemporaryDirectory(prefix="cio-digest-demo-") as folder:
        path, store = Path(folder, "feeds.toml"), Path(folder, "demo.db")
        with demo.serve(moment) as address:
            path.write_text(demo.config(address), encoding="utf-8")
            fill(Setup(config.load(path), str(store), moment))
            places = ["--config", str(path), "--store", str(store)]
            code = ctx.find_root().command.main(
                [*places, *(args or ["today"])], prog_name="cio-digest", standalone_mode=False
            )
    ctx.exit(code if isinstance(code, int) else 0)


def fill(world: Setup) -> None:
    """Read the invented sources and make their digest, so that ``explain 1`` has a story 1.

    Quietly: that some sources fail is part of the show.
    """
    from cio_digest.runs import update
    from cio_digest.search import topical
    from cio_digest.store import opened
    from cio_digest.trends import daily

    with opened(world.store) as db:
        waiting.run(_read(world, db))
        update.digestible(db)
        topical.learn(db, world.config.topics, world.now)
        daily.keep(db, world.config, world.now)
        _read_digests(world, db)


def _read_digests(world: Setup, db: Store) -> None:
    """Today's digest and those of the mornings before, so that sources are judged by something.

    Today's comes first, and is printed again at the end: what earlier mornings showed is not to be
    missing from it, as it is a newcomer's.
    """
    from cio_digest import digest

    for back in (0, *range(1, MORNINGS), 0):
        digest.make(db, world.config, world.now - timedelta(days=back), digest.Options())


async def _read(world: Setup, db: Store) -> None:
    from cio_digest.fetch import client
    from cio_digest.runs import update

    due = update.due(db, world.config.sources, world.now)
    async with client() as opened_client:
        await update.run(db, due, opened_client.get, now=world.now, env=os.environ)
