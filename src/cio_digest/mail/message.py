"""A digest or a review, a sender and recipients -> the mail, the same one each time it is made.

Its plain part is the page as markdown, its HTML part the page in what mail programs keep of HTML.
RFC 5322 (mail), RFC 2046 (alternatives), RFC 2919 (List-Id), RFC 3834 (Auto-Submitted).
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, NamedTuple

from cio_digest import render
from cio_digest.models.pages import Review
from cio_digest.render import Surface, reviews
from cio_digest.render import subject as naming
from cio_digest.text.characters import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from email.policy import Policy

    from cio_digest.config import Mail
    from cio_digest.models import Digest

_NAME = "cio-digest"
_NOBODY = f"{_NAME}@localhost"


class _Content(NamedTuple):
    """What a mail says: the ``name`` is its own, and the same each time it is made."""

    subject: str
    name: str
    date: datetime
    markdown: str
    letter: str


def message(page: Digest | Review, sender: str, recipients: Sequence[str]) -> EmailMessage:
    """The mail of a page; without a sender it comes from its first recipient."""
    sender = sender or next(iter(recipients), _NOBODY)
    domain = sender.rpartition("@")[2]
    content = _of_review(page) if isinstance(page, Review) else _of_digest(page)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(_NAME, addr_spec=sender)
    if recipients:
        mail["To"] = [Address(addr_spec=each) for each in recipients]
    mail["Subject"] = content.subject
    mail["Date"] = content.date
    mail["Message-ID"] = f"<{content.name}@{domain}>"
    mail["List-Id"] = f"<{_NAME}.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(content.markdown, cte="quoted-printable")
    mail.add_alternative(content.letter, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"={content.name}=")
    return mail


def _of_digest(digest: Digest) -> _Content:
    surface = Surface()
    markdown, letter = (render.digest(digest, to, surface) for to in ("markdown", "letter"))
    return _Content(subject(digest), naming.mark(digest), digest.now, markdown, letter)


def _of_review(review: Review) -> _Content:
    surface = Surface()
    markdown, letter = (render.review(review, to, surface) for to in ("markdown", "letter"))
    days = f"review.{review.first:%Y%m%d}-{review.last:%Y%m%d}"
    name = naming.identity(days, [each.items for each in review.sections])
    named = f"Review: {reviews.period(review)}"
    return _Content(named, name, review.now, markdown, letter)


def text(page: Digest | Review, way: Mail | None, recipients: Sequence[str] = ()) -> str:
    """The mail of a page as a file holds it; without recipients, for those of ``way``, if any."""
    sender, to = (way.sender, recipients or way.to) if way else ("", recipients)
    return written(message(page, sender, to), "\n").decode("ascii")


def written(mail: EmailMessage, line_end: str = "\r\n") -> bytes:
    """The mail as it goes over the wire or, with another line end, into a file."""
    policy: Policy[EmailMessage] = SMTP.clone(linesep=line_end)
    return mail.as_bytes(policy=policy)


def subject(digest: Digest) -> str:
    """``22 November: Northwind opens its agent pricing``, on one line of visible text.

    A title that looks like an encoded word (RFC 2047) is kept from being decoded as one, here or by
    who reads the mail: decoded, it might hold a line break, and with it headers of its own.
    """
    return shorten(naming.line(digest).replace("=?", "= ?"), naming.LONGEST)
