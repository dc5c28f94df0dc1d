"""``cio-digest demo``: any command, run in a small invented world on this machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from cio_digest.cli.setup import now
from cio_digest.runs import Setup

EPILOG = """\b
Examples:
  cio-digest demo                       the digest of an invented morning
  cio-digest demo -- explain 1          why its first story is there
  cio-digest demo -- story 7            an affair over eleven days
  cio-digest demo -- dates              what is announced there
  cio-digest demo -- trends             what rises there
  cio-digest demo -- review --week      what lasted in an invented week
  cio-digest demo -- sources score      what its 57 sources are worth
  cio-digest demo -- voices             the people in it, and who is early
"""


@click.command(epilog=EPILOG)
@click.argument("args", nargs=-1, type=click.UNPROCESSED, metavar="[-- COMMAND]...")
@click.pass_context
def command(ctx: click.Context, args: tuple[str, ...]) -> None:
    """Read 57 invented sources from this machine and print their digest, or run COMMAND there.

    The sources are served by a real web server on the loopback interface and go through the whole
    pipeline into a store that is deleted afterwards. Your own configuration and store stay
    untouched.
    """
    from cio_digest import config, demo
    from cio_digest.runs import rehearsal

    moment = now()
    os.environ["CIO_DIGEST_NOW"] = moment.isoformat()
    with tempfile.TemporaryDirectory(prefix="cio-digest-demo-") as folder:
        path, store = Path(folder, "feeds.toml"), Path(folder, "demo.db")
        with demo.serve(moment) as address:
            path.write_text(demo.config(address), encoding="utf-8")
            rehearsal.fill(Setup(config.load(path), str(store), moment))
            places = ["--config", str(path), "--store", str(store)]
            if ctx.find_root().params.get("no_pager"):
                places.append("--no-pager")
            code = ctx.find_root().command.main(
                [*places, *(args or ["today"])], prog_name="cio-digest", standalone_mode=False
            )
    ctx.exit(code if isinstance(code, int) else 0)
