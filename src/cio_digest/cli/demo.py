"""``cio-digest demo``: any command, run in a small invented world on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from cio_digest.cli.setup import now

EPILOG = """\b
Examples:
  cio-digest demo                       the digest of an invented morning
  cio-digest demo -- explain 1          why its first story is there
  cio-digest demo -- sources list       its 54 sources, some of them broken
"""


@click.command(epilog=EPILOG, context_settings={"ignore_unknown_options": True})
@click.argument("args", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND]...")
@click.pass_context
def command(ctx: click.Context, args: tuple[str, ...]) -> None:
    """Read 54 invented sources from this machine and print their digest, or run COMMAND there.

    The sources are served by a real web server on the loopback interface and go through the whole
    pipeline into a store that is deleted afterwards. Your own configuration and store stay
    untouched.
    """
    from cio_digest import demo

    root = ctx.find_root().command
    moment = now()
    os.environ["CIO_DIGEST_NOW"] = moment.isoformat()
    with tempfile.TemporaryDirectory(prefix="cio-digest-demo-") as folder:
        config, store = Path(folder, "feeds.toml"), Path(folder, "demo.db")
        with demo.serve(moment) as address:
            config.write_text(demo.config(address), encoding="utf-8")
            places = ["--config", str(config), "--store", str(store)]
            _fill(places, moment)
            for asked in _commands(args):
                code = root.main([*places, *asked], prog_name="cio-digest", standalone_mode=False)
    ctx.exit(code if isinstance(code, int) else 0)


def _fill(places: list[str], moment) -> None:
    """Read the invented sources, quietly: their failures are part of the show."""
    import asyncio

    from cio_digest import config, update
    from cio_digest.fetch import client
    from cio_digest.store import opened

    loaded = config.load(Path(places[1]))

    async def run(db) -> None:
        async with client() as opened_client:
            due = update.due(db, loaded.sources, moment)
            await update.run(db, due, opened_client.get, now=moment, env=os.environ)

    with opened(places[3]) as db:
        asyncio.run(run(db))
        update.digestible(db)


def _commands(args: tuple[str, ...]) -> list[list[str]]:
    """What to run: the digest when nothing is named, and before what speaks of its stories."""
    return [list(args) or ["today"]]
