"""A digest, a sender and recipients -> the mail, the same one each time it is made.

Its plain part is the markdown digest, its HTML part the page in what mail programs keep of HTML.
RFC 5322 (mail), RFC 2046 (alternatives), RFC 2919 (List-Id), RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from cio_digest import render
from cio_digest.render import Surface
from cio_digest.render import subject as naming

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.policy import Policy

    from cio_digest.config import Mail
    from cio_digest.models import Digest

_NAME = "cio-digest"
_NOBODY = f"{_NAME}@localhost"


def message(digest: Digest, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """The mail of a digest; without a sender it comes from its first recipient."""
    sender = sender or next(iter(recipients), _NOBODY)
    domain = sender.rpartition("@")[2]
    name = naming.mark(digest)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(_NAME, addr_spec=sender)
    if recipients:
        mail["To"] = [Address(addr_spec=each) for each in recipients]
    mail["Subject"] = subject(digest)
    mail["Date"] = digest.now
    mail["Message-ID"] = f"<{name}@{domain}>"
    mail["List-Id"] = f"<{_NAME}.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    surface = Surface()
    mail.set_content(render.digest(digest, "markdown", surface), cte="quoted-printable")
    letter = render.digest(digest, "letter", surface)
    mail.add_alternative(letter, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"={name}=")
    return mail


def text(digest: Digest, way: Mail | None, recipients: Sequence[str] = ()) -> str:
    """The mail of a digest as a file holds it; without recipients, for those of ``way``, if any."""
    sender, to = (way.sender, recipients or way.to) if way else ("", recipients)
    return written(message(digest, sender, to), "\n").decode("ascii")


def written(mail: EmailMessage, line_end: str = "\r\n") -> bytes:
    """The mail as it goes over the wire or, with another line end, into a file."""
    policy: Policy[EmailMessage] = SMTP.clone(linesep=line_end)
    return mail.as_bytes(policy=policy)


def subject(digest: Digest) -> str:
    """``22 November: Northwind opens its agent pricing``, on one line of visible text.

    A title that looks like an encoded word (RFC 2047) is kept from being decoded as one, here or by
    who reads the mail: decoded, it might hold a line break, and with it headers of its own.
    """
    return naming.line(digest).replace("=?", "= ?")
