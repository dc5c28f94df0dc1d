"""A mail -> the server that takes it, over SMTP (RFC 5321) with TLS and a password where asked.

A password is sent over TLS alone, or within this machine; no message here holds one.
"""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cio_digest import credentials
from cio_digest.errors import MailError
from cio_digest.render import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cio_digest.config import Mail

_SECONDS = 60.0  # for each answer of the server


def hand_over(
    way: Mail, sender: str, recipients: Sequence[str], data: bytes, env: Mapping[str, str]
) -> dict[str, MailError]:
    """Give the mail to the server of ``way``, and those it did not take it for, with its reason.

    Raises:
        MailError: it took the mail for nobody, or could not be spoken to.
    """
    password = credentials.reveal(way.password, env) if way.password else ""
    place = f"{way.host}:{way.port}"
    try:
        with _connected(way) as server:
            if way.user:
                _log_in(server, way, password)
            refused = server.sendmail(sender, list(recipients), data)
    except smtplib.SMTPRecipientsRefused as error:
        refused = error.recipients
    except smtplib.SMTPResponseException as error:
        raise _refusal(f"{place} refused the mail", error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPServerDisconnected:
        raise MailError(f"{place} hung up before it took the mail", temporary=True) from None
    except ssl.SSLCertVerificationError as error:
        raise MailError(f"{place} cannot be trusted: {error.verify_message}") from None
    except ssl.SSLError as error:
        hint = "is security right, starttls or tls?"
        raise MailError(
            f"{place} does not speak TLS as expected ({error.reason}); {hint}"
        ) from None
    except smtplib.SMTPException as error:
        raise MailError(f"{place}: {_line(str(error))}") from None
    except OSError as error:
        reason = error.strerror or str(error) or type(error).__name__
        raise MailError(f"{place} cannot be reached: {reason}", temporary=True) from None
    return {
        address: _refusal(f"{place} refused {address}", code, text)
        for address, (code, text) in refused.items()
    }


@contextmanager
def _connected(way: Mail) -> Iterator[smtplib.SMTP]:
    """A conversation with the server, secured as asked, and closed at its end."""
    if way.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            way.host, way.port, timeout=_SECONDS, context=_trusted()
        )
    else:
        server = smtplib.SMTP(way.host, way.port, timeout=_SECONDS)
    with server:
        if way.security == "starttls":
            server.ehlo()
            if not server.has_extn("starttls"):
                what = 'it offers no STARTTLS; try security = "tls"'
                raise MailError(f"{way.host}:{way.port}: {what}")
            server.starttls(context=_trusted())
        yield server


def _log_in(server: smtplib.SMTP, way: Mail, password: str) -> None:
    try:
        server.login(way.user, password)
    except smtplib.SMTPAuthenticationError as error:
        what = f"{way.host}:{way.port} refused user and password of [mail]"
        raise _refusal(what, error.smtp_code, error.smtp_error) from None
    except smtplib.SMTPNotSupportedError:
        raise MailError(f"{way.host}:{way.port} asks for no password; leave user out") from None


def _refusal(what: str, code: int, text: bytes | str) -> MailError:
    """What the server said; 4xx is for now, 5xx for good (RFC 5321, section 4.2.1)."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return MailError(f"{what}: {code} {_line(said)}", temporary=400 <= code < 500)


def _line(text: str) -> str:
    return harmless.text(text)[:300]


def _trusted() -> ssl.SSLContext:
    """What the system trusts, a company's own authority included."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
