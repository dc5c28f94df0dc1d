"""``cio-digest mail``: the digest of a day to the mailboxes of its readers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from cio_digest.cli import days
from cio_digest.cli.failures import say
from cio_digest.cli.setup import Setup, attended, setup
from cio_digest.errors import ConfigError, MailError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cio_digest.config import Mail
    from cio_digest.models import Digest

EPILOG = """\b
Examples:
  cio-digest mail                        to those that feeds.toml names
  cio-digest mail --to ada@example.org   to somebody else
  cio-digest mail --dry-run              only print the mail
"""


def _mailboxes(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Read addresses such as ada@example.org."""
    from cio_digest.config import mailbox

    if wrong := next((each for each in value if not mailbox(each)), ""):
        what = f'"{wrong}" is not the address of a mailbox; write it like ada@example.org'
        raise click.BadParameter(what, ctx, param)
    return value


@click.command(epilog=EPILOG)
@click.option(
    "--to",
    "wanted",
    multiple=True,
    callback=_mailboxes,
    metavar="ADDRESS",
    help="To whom; may be given more than once.",
)
@click.option("--date", "day", callback=days.read, metavar="DATE", help="The day, as 2026-11-22.")
@click.option("--always", is_flag=True, help="Send it even when there is nothing new.")
@click.option("--dry-run", "dry", is_flag=True, help="Print the mail instead of sending it.")
@click.option("--output", "-o", metavar="FILE", help="With --dry-run, write it to this file.")
@click.pass_context
def command(
    ctx: click.Context,
    wanted: tuple[str, ...],
    day: date | None,
    always: bool,
    dry: bool,
    output: str | None,
) -> None:
    """Send the digest of a day by mail. Sources are read first, as today does.

    Nothing is sent when there is nothing new. Exit codes: 0 sent, 1 nobody got it, 3 some did.
    """
    if output and not dry:
        raise click.UsageError("--output goes with --dry-run.", ctx)
    started = setup(ctx)
    way = started.config.mail
    recipients = _recipients(way, wanted, dry=dry)
    made = _made(started, day, dry=dry)
    if dry or way is None:
        from cio_digest import mail
        from cio_digest.cli.output import show

        show(mail.text(made, way, recipients), output)
    elif made.sections or made.late or always:
        ctx.exit(_sent(started, made, way, recipients))
    elif attended():
        say("nothing new, so no mail was sent; --always sends one")


def _recipients(way: Mail | None, wanted: Sequence[str], *, dry: bool) -> tuple[str, ...]:
    """To whom: those asked for, else those configured, each once."""
    if way is None and not dry:
        raise ConfigError("nothing says how to send mail; add [mail] with host or sendmail to it")
    found = tuple(dict.fromkeys(wanted or (way.to if way else ())))
    if not found and not dry:
        raise ConfigError("nobody to send it to; give --to, or to = [...] under [mail]")
    return found


def _made(started: Setup, day: date | None, *, dry: bool) -> Digest:
    from cio_digest import digest
    from cio_digest.cli import events, unkept
    from cio_digest.cli.freshen import freshen
    from cio_digest.store import opened

    options = digest.Options(days.past(started, day))
    if day is None:
        freshen(started)
    with opened(started.store) as db:
        made = digest.make(db, started.config, started.now, options)
        unkept.tell(started, db)
    if not dry:
        events.made(started, made, options)
    return made


def _sent(started: Setup, made: Digest, way: Mail, recipients: Sequence[str]) -> int:
    """Send it, name who did not get it, and give the exit code."""
    from cio_digest import mail
    from cio_digest.cli import events

    message = mail.message(made, way.sender, recipients)
    try:
        refused = mail.send(message, way, recipients, os.environ, _wait)
    except MailError as error:
        events.failed(started, "mail", str(error))
        raise
    say(*map(str, refused.values()))
    if refused:
        events.failed(started, "mail", "; ".join(map(str, refused.values())))
    if attended():
        say(f"sent to {len(recipients) - len(refused)} of {len(recipients)} recipients")
    return 3 if refused else 0


def _wait(seconds: float, error: MailError) -> None:
    """Let a server that refuses for now have its time."""
    import time

    if attended():
        say(f"{error}; trying again in {seconds:.0f} seconds")
    time.sleep(seconds)
