"""What went wrong in a conversation with a mail server -> one line that says what may help."""

from __future__ import annotations

import smtplib
import ssl

from cio_digest import masking
from cio_digest.errors import MailError
from cio_digest.render import harmless


def failure(place: str, error: OSError, seconds: float) -> MailError:
    """Why the server at ``place``, given ``seconds`` for each answer, was not given the mail."""
    match error:
        case smtplib.SMTPResponseException() if error.smtp_code > 0:
            return refusal(f"{place} refused the mail", error.smtp_code, error.smtp_error)
        case smtplib.SMTPResponseException():
            why, temporary = "answers, but is no mail server; is the port right?", False
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            why = f"did not answer within {seconds:g} seconds; are port and security right?"
            temporary = True
        case smtplib.SMTPServerDisconnected():
            why, temporary = "hung up before it took the mail", True
        case ssl.SSLCertVerificationError():
            hint = "is host right, and does this system know who signed its certificate?"
            why = f"cannot be trusted: {error.verify_message.rstrip('.')}; {hint}"
            temporary = False
        case ssl.SSLError():
            hint = "is security right, starttls or tls?"
            why, temporary = f"does not speak TLS as expected ({error.reason}); {hint}", False
        case smtplib.SMTPException():
            why, temporary = f"failed: {_line(str(error))}", False
        case _:
            reason = error.strerror or str(error) or type(error).__name__
            why, temporary = f"cannot be reached: {reason}", True
    return MailError(f"{place} {why}", temporary=temporary)


def refusal(what: str, code: int, text: bytes | str, *secrets: str) -> MailError:
    """What the server said, without ``secrets`` of ours that it repeats.

    4xx is for now, 5xx for good (RFC 5321, section 4.2.1).
    """
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    said = masking.replaced(said, masking.forms(secrets))
    return MailError(f"{what}: {code} {_line(said)}", temporary=400 <= code < 500)


def _line(text: str) -> str:
    return harmless.text(text)[:300]
