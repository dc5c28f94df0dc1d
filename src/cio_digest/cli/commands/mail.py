"""``cio-digest mail``: the digest of a day to the mailboxes of its readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import days, formats, morning
from cio_digest.cli.failures import say
from cio_digest.cli.setup import attended, operator, setup
from cio_digest.errors import MailError
from cio_digest.models import Digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config import Mail
    from cio_digest.models.pages import Review
    from cio_digest.runs import Setup
    from cio_digest.text.when import When

EPILOG = """\b
Examples:
  cio-digest mail                        to those that feeds.toml names
  cio-digest mail --to ada@example.org   to somebody else
  cio-digest mail --dry-run              only print the mail
  cio-digest mail --review               the last seven days instead
  cio-digest mail --all-readers          a team's, each at their hour
"""


def _mailboxes(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Read addresses such as ada@example.org."""
    from cio_digest.config import mailbox

    if wrong := [each for each in value if not mailbox(each)]:
        what = f'"{wrong[0]}" is not the address of a mailbox; write it like ada@example.org'
        raise click.BadParameter(what, ctx, param)
    return value


@click.command(epilog=EPILOG)
@click.option(
    "--to",
    "addresses",
    multiple=True,
    callback=_mailboxes,
    metavar="ADDRESS",
    help="To whom; may be given more than once.",
)
@days.DAY
@click.option("--review", "reviewed", is_flag=True, help="The review of seven days instead.")
@click.option("--all-readers", "all_readers", is_flag=True, help="Of a team, at their hours.")
@click.option("--always", is_flag=True, help="Send it even when there is nothing new.")
@click.option("--dry-run", "dry", is_flag=True, help="Print the mail instead of sending it.")
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="FILE",
    help="With --dry-run, write it to this file.",
)
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    addresses: tuple[str, ...],
    day: When | None,
    reviewed: bool,
    all_readers: bool,
    always: bool,
    dry: bool,
    output: str | None,
) -> None:
    """Send the digest of a day by mail. Sources are read first, as today does.

    With review = "friday" under [mail], the review of the week follows today's digest then.
    Nothing is sent when there is nothing new. Exit codes: 0 sent, 1 nobody got it, 3 some did.
    """
    from cio_digest.runs import mailing

    if output and not dry:
        raise click.UsageError("--output goes with --dry-run.", ctx)
    if output:
        formats.refuse_end(output, "a mail", ("eml", "txt"))
    if all_readers:
        if addresses or day or always or dry:
            raise click.UsageError("--all-readers goes with no other option.", ctx)
        ctx.exit(_all(operator(ctx)))
    started = setup(ctx)
    way = started.config.mail
    recipients = mailing.recipients(way, addresses, dry=dry)
    if reviewed and day:
        raise click.UsageError("--review is of the last seven days, without --date.", ctx)
    made = _review(started) if reviewed else morning.made(started, day, dry=dry)
    if dry or way is None:
        from cio_digest import mail
        from cio_digest.cli.output import show

        show(mail.text(made, way, recipients), output)
        return
    code = 0
    if made.sections or always or (isinstance(made, Digest) and made.late):
        code = _sent(started, made, way, recipients)
    elif attended():
        say("nothing new, so no mail was sent; --always sends one")
    if not reviewed and not day and not addresses:
        code = max(code, _followed_by_review(started, way, recipients))
    ctx.exit(code)


def _review(started: Setup) -> Review:
    from cio_digest.cli import unkept
    from cio_digest.cli.fetching import freshen
    from cio_digest.review.period import WEEK
    from cio_digest.runs import reviewing

    freshen(started)
    return reviewing.make(started, reviewing.rolling(started, WEEK), unkept=unkept.tell)


def _followed_by_review(started: Setup, way: Mail, recipients: Sequence[str]) -> int:
    """Send the review of the week if it is due; one that fails is due tomorrow, the digest is not.

    Gives the exit code.
    """
    from cio_digest.runs import reviewing

    if not reviewing.is_due(started):
        return 0
    made = _review(started)
    try:
        code = _sent(started, made, way, recipients) if made.sections else 0
    except MailError as error:
        say(f"the review was not sent: {error}")
        return 3
    reviewing.mailed(started)
    return code


def _all(started: Setup) -> int:
    """Mail all readers of a team whose hour has come, and give the exit code."""
    from cio_digest.runs import postbag

    failed = sent = 0
    for delivery in postbag.deliver(started, _wait):
        failed, sent = failed + bool(delivery.failure), sent + delivery.sent
        if delivery.failure:
            say(f"{delivery.reader}: {delivery.failure}")
    if attended():
        say(f"{sent} sent, {failed} failed")
    return (3 if sent else 1) if failed else 0


def _sent(started: Setup, page: Digest | Review, way: Mail, recipients: Sequence[str]) -> int:
    """Send it, name who did not get it, and give the exit code."""
    from cio_digest.runs import mailing

    sent = mailing.send(started, way, page, recipients, _wait)
    say(*map(str, sent.refused.values()), *sent.hook_failures)
    if sent.error:
        raise sent.error
    if attended():
        s = "" if len(recipients) == 1 else "s"
        say(f"sent to {len(recipients) - len(sent.refused)} of {len(recipients)} recipient{s}")
    return 3 if sent.refused else 0


def _wait(seconds: float, error: MailError) -> None:
    """Let a server that refuses for now have its time."""
    import time

    if attended():
        say(f"{error}; trying again in {seconds:.0f} seconds")
    time.sleep(seconds)
