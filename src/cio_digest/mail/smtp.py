"""A mail -> the server that takes it, over SMTP (RFC 5321) with TLS and a password where asked.

A password is sent over TLS alone, or within this machine; no message here holds one.
"""

from __future__ import annotations

import smtplib
from base64 import b64encode
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cio_digest.errors import CioDigestError, MailError
from cio_digest.fetch import credentials, trust
from cio_digest.mail.failures import failure, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cio_digest.config import Mail

_SECONDS = 60.0  # for each answer of the server
_AUTHENTICATED = 235  # RFC 4954


def hand_over(
    way: Mail, sender: str, recipients: Sequence[str], data: bytes, env: Mapping[str, str]
) -> dict[str, MailError]:
    """Give the mail to the server of ``way``, and those it did not take it for, with its reason.

    Raises:
        MailError: it took the mail for nobody, or could not be spoken to.
    """
    place = f"{way.host}:{way.port}"
    with _conversation(way, env, _SECONDS) as server:
        try:
            refused = server.sendmail(sender, list(recipients), data)
        except smtplib.SMTPRecipientsRefused as error:
            refused = error.recipients
    return {
        address: refusal(f"{place} refused {address}", code, text)
        for address, (code, text) in refused.items()
    }


def greet(way: Mail, env: Mapping[str, str], seconds: float) -> None:
    """Log in to the server as for a mail, and send none; it has ``seconds`` for each answer.

    Raises:
        MailError: it could not be spoken to, or refused user and password.
    """
    with _conversation(way, env, seconds):
        pass


@contextmanager
def _conversation(way: Mail, env: Mapping[str, str], seconds: float) -> Iterator[smtplib.SMTP]:
    """A conversation with the server in which a mail may be sent; what goes wrong is told."""
    password = reveal(way, env)
    try:
        with _connected(way, seconds) as server:
            if way.user:
                _log_in(server, way, password)
            yield server
    except OSError as error:  # what smtplib raises is one, too
        raise failure(f"{way.host}:{way.port}", error, seconds) from None


@contextmanager
def _connected(way: Mail, seconds: float) -> Iterator[smtplib.SMTP]:
    """A conversation with the server, secured as asked, and closed at its end."""
    if way.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            way.host, way.port, timeout=seconds, context=trust.context()
        )
    else:
        server = smtplib.SMTP(way.host, way.port, timeout=seconds)
    try:
        if way.security == "starttls":
            server.ehlo()
            if not server.has_extn("starttls"):
                what = 'it offers no STARTTLS; try security = "tls"'
                raise MailError(f"{way.host}:{way.port}: {what}")
            server.starttls(context=trust.context())
        yield server
    finally:
        # A mail that was taken is taken, whatever is said to the goodbye: no second one is sent.
        with suppress(OSError):
            server.quit()
        server.close()


def reveal(way: Mail, env: Mapping[str, str]) -> str:
    """The password of the account, "" where there is none.

    Raises:
        MailError: it cannot be had.
    """
    if not way.password:
        return ""
    try:
        return credentials.reveal(way.password, env)
    except CioDigestError as error:
        raise MailError(f"password of [mail]: {error}") from None


def _log_in(server: smtplib.SMTP, way: Mail, password: str) -> None:
    try:
        if (way.user + password).isascii():
            server.login(way.user, password)
        else:
            _log_in_plainly(server, way, password)
    except smtplib.SMTPAuthenticationError as error:
        what = f"{way.host}:{way.port} refused user and password of [mail]"
        raise refusal(what, error.smtp_code, error.smtp_error, password) from None
    except smtplib.SMTPNotSupportedError:
        raise MailError(f"{way.host}:{way.port} asks for no password; leave user out") from None


def _log_in_plainly(server: smtplib.SMTP, way: Mail, password: str) -> None:
    """By PLAIN (RFC 4616), which has UTF-8; smtplib knows no password beyond ASCII."""
    server.ehlo_or_helo_if_needed()
    if "PLAIN" not in server.esmtp_features.get("auth", "").split():
        raise MailError(f"{way.host}:{way.port} takes no user or password beyond ASCII")
    given = b64encode(f"\0{way.user}\0{password}".encode()).decode("ascii")
    code, said = server.docmd("AUTH", f"PLAIN {given}")
    if code != _AUTHENTICATED:
        raise smtplib.SMTPAuthenticationError(code, said)
