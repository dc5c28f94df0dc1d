"""The digest by mail: to whom, and its way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.errors import ConfigError, MailError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cio_digest.config import Mail
    from cio_digest.models import Digest
    from cio_digest.runs import Setup


class MailResult(NamedTuple):
    """How a mail went: who was ``refused`` it, or the ``error`` where nobody was given it.

    ``hook_failures`` say what went wrong with programs under ``[hooks]``.
    """

    refused: Mapping[str, MailError] = {}
    error: MailError | None = None
    hook_failures: Sequence[str] = ()


def recipients(mail: Mail | None, addresses: Sequence[str], *, dry: bool) -> tuple[str, ...]:
    """These addresses, else those configured, each once; ``dry``, there may be none.

    Raises:
        ConfigError: there is no way to send mail, or nobody to send it to.
    """
    if mail is None and not dry:
        raise ConfigError(
            "nothing says how to send mail; add [mail] with host or sendmail to feeds.toml"
        )
    chosen = tuple(dict.fromkeys(addresses or (mail.to if mail else ())))
    if not chosen and not dry:
        raise ConfigError("nobody to send it to; give --to, or to = [...] under [mail]")
    return chosen


def send(
    setup: Setup,
    mail: Mail,
    digest: Digest,
    addresses: Sequence[str],
    pause: Callable[[float, MailError], None],
) -> MailResult:
    """Mail a digest; ``pause`` is called with the seconds before another try, and the refusal."""
    from cio_digest.mail import message, send
    from cio_digest.runs import hooks

    try:
        refused = send(message(digest, mail.sender, addresses), mail, addresses, setup.env, pause)
    except MailError as error:
        return MailResult(error=error, hook_failures=hooks.failed(setup, "mail", str(error)))
    if not refused:
        return MailResult()
    reason = "; ".join(map(str, refused.values()))
    return MailResult(refused, hook_failures=hooks.failed(setup, "mail", reason))
