"""``cio-digest team``: who reads a store on a server, each with a feeds.toml of their own."""

from __future__ import annotations

import os
import re

import click

from cio_digest.cli import groups
from cio_digest.cli.failures import say
from cio_digest.cli.setup import operator

_FILE = click.Path(dir_okay=False)

EPILOG = """\b
Examples:
  cio-digest team init                   once, and after each update
  cio-digest team add ada ada.toml       with a feeds.toml of their own
  cio-digest worker                      on each machine that fetches
  cio-digest mail --all-readers          hourly, where no worker mails
"""


@click.group(cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """Many readers on one store: a PostgreSQL server keeps it (docs/team.md).

    What several follow is fetched once; topics, verdicts, digests and private feeds are each
    reader's own, and the server lets nobody else see them.
    """


@command.command("init", epilog="\b\nExamples:\n  cio-digest team init")
@click.pass_context
def init(ctx: click.Context) -> None:
    """Make the store a team's; after an update, bring all of it up to date."""
    from cio_digest.render import words
    from cio_digest.runs import team

    readers, failures = team.begin(operator(ctx))
    say(f"the store is a team's, with {words.count(readers, 'reader')}")
    say(*(f"{name} is not up to date: {why}" for name, why in failures.items()))
    ctx.exit(3 if failures else 0)


def _clock(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Check a time of day such as 06:30."""
    if value is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise click.BadParameter(f'"{value}" is no time of day; write it like 06:30', ctx, param)
    return value


@command.command(
    "add",
    epilog="\b\nExamples:\n  cio-digest team add ada ada.toml --mail ada@example.org --at 06:30",
)
@click.argument("name")
@click.argument("file", type=_FILE)
@click.option("--mail", "mailbox", metavar="ADDRESS", help="Where the digest goes; '' for nowhere.")
@click.option(
    "--at", callback=_clock, metavar="TIME", help="When it goes there; 07:00 if not given."
)
@click.pass_context
def add(ctx: click.Context, name: str, file: str, mailbox: str | None, at: str | None) -> None:
    """Add reader NAME who follows what their feeds.toml FILE names, or give them a new FILE.

    NAME is also the role that they use the store as. Without --mail and --at, a reader who is there
    gets mail as before.
    """
    from cio_digest.config import mailbox as is_mailbox
    from cio_digest.render import words
    from cio_digest.runs import team

    if mailbox and not is_mailbox(mailbox):
        raise click.BadParameter(f'"{mailbox}" is not the address of a mailbox', ctx)
    following = team.add(operator(ctx), name, file, mailbox=mailbox, at=at)
    say(
        f"{name} follows {words.count(following.shared, 'source')} that workers fetch for all, and "
        f"{words.count(following.private, 'private one')}"
    )


@command.command("remove", epilog="\b\nExamples:\n  cio-digest team remove ada")
@click.argument("name")
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Remove reader NAME with all that is theirs alone: verdicts, digests, private entries."""
    from cio_digest.runs import team

    team.remove(operator(ctx), name)
    say(f"{name} is no reader any more; what was theirs alone is deleted")


@command.command("import", epilog="\b\nExamples:\n  cio-digest team import ~/cio-digest.db ada")
@click.argument("file", type=_FILE)
@click.argument("name")
@click.pass_context
def take(ctx: click.Context, file: str, name: str) -> None:
    """Copy the store in FILE into the team's, which must be empty.

    Verdicts and digests become those of reader NAME.
    """
    from cio_digest.render import words
    from cio_digest.runs import team

    entries = team.take(operator(ctx), file, name)
    say(f"{words.count(entries, 'entry')} copied, with {name}'s verdicts and digests")


@command.command("status", epilog="\b\nExamples:\n  cio-digest team status")
@click.pass_context
def status(ctx: click.Context) -> None:
    """List the readers: what they follow, and their last digest."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.runs import team

    columns = ("reader", "shared", "private", "mail", "last digest")
    rows, left_out = team.status(operator(ctx))
    show(render.table(columns, rows, chosen(None), surface(os.environ)))
    say(*(f"{name} is left out: {why}" for name, why in left_out.items()))
