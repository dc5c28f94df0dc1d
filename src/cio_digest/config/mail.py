"""Turns ``[mail]`` into who gets the digest, from whom, and by which way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.config import access, check
from cio_digest.config.problems import Problem, Wrong, wrong

if TYPE_CHECKING:
    from cio_digest.models import Secret

# The port that each kind of security has by default (RFC 6409, RFC 8314, RFC 5321).
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
# RFC 5321, section 4.1.2, without quoted names; what else is allowed there, no mail server offers.
_ADDRESS = r"(?a:[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,252})"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LOOPBACK = r"localhost|127(\.\d{1,3}){3}|::1"


class Mail(NamedTuple):
    """``[mail]``: the recipients, and the server or the ``sendmail`` program that takes the mail.

    ``sender`` is "" for the first recipient. One of ``host`` and ``sendmail`` is given.
    ``review`` is the weekday on which the review of a week is sent, too, "" for none.
    """

    to: tuple[str, ...] = ()
    sender: str = ""
    host: str = ""
    port: int = 0
    security: str = "starttls"
    user: str = ""
    password: Secret | None = None
    sendmail: tuple[str, ...] = ()
    review: str = ""


def mailbox(text: str) -> bool:
    """Whether this is the address of a mailbox, without a name before it."""
    return bool(re.fullmatch(_ADDRESS, text))


def address(value: Any) -> str:
    """The address of a mailbox."""
    text = check.text(value)
    if not mailbox(text):
        raise wrong(value, "is not the address of a mailbox", "such as ada@example.org")
    return text


def server(value: Any) -> str:
    """The name or the IP address of a mail server, without a port."""
    from ipaddress import ip_address  # which most commands do without

    name = check.text(value)
    try:
        name.encode("idna")  # a part of it is empty or too long
        if not re.fullmatch(r"[\w.-]+", name):
            ip_address(name)
    except ValueError:
        allowed = "a name such as smtp.example.org; a port goes into port"
        raise wrong(value, "is not the name of a server", allowed) from None
    return name


def mail(value: Any) -> Mail:
    """The ``[mail]`` table; it says one way to send, and no password goes over an open line."""
    found = _mail(value)
    if "from" in found:
        found["sender"] = found.pop("from")
    if found.get("port") == _PORTS["tls"]:
        found.setdefault("security", "tls")
    made = Mail(**found)
    problems = list(_problems(made))
    if problems:
        raise Wrong(*problems)
    return made._replace(port=made.port or _PORTS[made.security])


def _problems(settings: Mail) -> list[Problem]:
    """What is wrong with values that are each fine by themselves."""
    found = []
    if bool(settings.host) == bool(settings.sendmail):
        found.append(Problem((), "needs one of host and sendmail, which take the mail", "table"))
    if bool(settings.user) != bool(settings.password):
        found.append(Problem((), "needs both of user and password, or neither", "table"))
    if settings.user and settings.security == "none" and not re.fullmatch(_LOOPBACK, settings.host):
        what = '"none" would send the password unencrypted; allowed: starttls, tls'
        found.append(Problem(("security",), what))
    return found


_mail = check.table(
    {
        "to": check.some(address),
        "from": address,
        "host": server,
        "port": check.whole(1, 65535),
        "security": check.one_of(*_PORTS),
        "user": check.text,
        "password": access.secret,
        "sendmail": check.command,
        "review": check.one_of(*WEEKDAYS),
    }
)
