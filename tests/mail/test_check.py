"""A way to send mail tried without a mail, as ``doctor`` does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from cio_digest import mail
from cio_digest.config import Mail
from cio_digest.errors import MailError
from cio_digest.models import Secret

from .servers import PASSWORD, USER

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from .servers import Server

LOGIN: dict[str, Any] = {"user": USER, "password": Secret(env="PW")}


def check(given: str = PASSWORD, *, online: bool = True, **parts: Any) -> str:
    """What is said of a way, the password in the environment being ``given``."""
    way = Mail(**{"host": "localhost", "security": "none", **parts})
    return mail.check(way, {"PW": given}, 10 if online else None)


def test_an_account(serve: Callable[..., Server], tls: ssl.SSLContext) -> None:
    """User and password are given over TLS, and no mail is sent."""
    server = serve(tls, login=True)
    told = check(port=server.port, security="starttls", **LOGIN)
    assert told == f"localhost:{server.port} takes user and password"
    assert server.got == []


def test_a_refused_account(serve: Callable[..., Server], tls: ssl.SSLContext) -> None:
    """In the words that a mail would be refused with."""
    server = serve(tls, login=True)
    with pytest.raises(MailError, match=r"refused user and password of \[mail\]: 535"):
        check("sesame", port=server.port, security="starttls", **LOGIN)


def test_a_server_without_accounts(serve: Callable[..., Server]) -> None:
    """That it answers is all that can be said."""
    server = serve()
    assert check(port=server.port) == f"localhost:{server.port} answers"


def test_offline() -> None:
    """No server is asked; a password that cannot be had is still told."""
    told = check(online=False, port=9, **LOGIN)
    assert told == "localhost:9: the password is at hand, and the server was not asked"
    with pytest.raises(MailError, match=r"password of \[mail\]: environment variable PW"):
        check("", online=False, port=9, **LOGIN)


def test_a_program() -> None:
    """It is looked for, and not run."""
    assert check(host="", sendmail=(sys.executable,)) == f"{sys.executable} is there"
    with pytest.raises(MailError, match="sendmail program /no/such was not found"):
        check(host="", sendmail=("/no/such",))
