"""A mail and its recipients -> who could not be given it, asked again where that may help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.errors import MailError
from cio_digest.mail.message import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from email.message import EmailMessage

    from cio_digest.config import Mail

# Seconds before the second, third and fourth attempt. Greylisting takes a mail that comes again
# after five minutes (RFC 6647, section 4.4 has servers ask for 1 minute to 24 hours).
PAUSES = (15.0, 60.0, 300.0)


def send(
    mail: EmailMessage,
    way: Mail,
    recipients: Sequence[str],
    env: Mapping[str, str],
    pause: Callable[[float, MailError], None],
) -> dict[str, MailError]:
    """Hand the mail over, and give back who was refused, with the reason.

    A recipient or server that refuses for now is asked again, after ``pause`` was called with the
    seconds to wait and the refusal.

    Raises:
        MailError: nobody was given the mail.
    """
    left = list(recipients)
    refused: dict[str, MailError] = {}
    for wait in (*PAUSES, None):
        try:
            found = _attempt(mail, way, left, env)
        except MailError as error:
            found = dict.fromkeys(left, error)
        waiting = {each: error for each, error in found.items() if error.temporary and wait}
        refused |= {each: error for each, error in found.items() if each not in waiting}
        left = list(waiting)
        if not left or wait is None:
            break
        pause(wait, waiting[left[0]])
    if len(refused) == len(set(recipients)):
        first, *others = dict.fromkeys(str(refused[each]) for each in recipients)
        temporary = refused[recipients[0]].temporary
        raise MailError("; ".join([first, *others]), temporary=temporary)
    return refused


def _attempt(
    mail: EmailMessage, way: Mail, recipients: Sequence[str], env: Mapping[str, str]
) -> dict[str, MailError]:
    sender = mail["From"].addresses[0].addr_spec
    if way.sendmail:
        from cio_digest.mail import program

        program.hand_over(way.sendmail, sender, recipients, written(mail, "\n"))
        return {}
    from cio_digest.mail import smtp

    return smtp.hand_over(way, sender, recipients, written(mail), env)


def check(way: Mail, env: Mapping[str, str], seconds: float | None) -> str:
    """Check the way of sending without sending a mail.

    A server has ``seconds`` for each answer; with ``None`` none is asked.

    Raises:
        MailError: no mail can go this way.
    """
    if way.sendmail:
        from cio_digest.mail import program

        return f"{program.find(way.sendmail)} is there"
    from cio_digest.mail import smtp

    place = f"{way.host}:{way.port}"
    if seconds is None:
        at_hand = "the password is at hand, and " if smtp.reveal(way, env) else ""
        return f"{place}: {at_hand}the server was not asked"
    smtp.greet(way, env, seconds)
    return f"{place} {'takes user and password' if way.user else 'answers'}"
