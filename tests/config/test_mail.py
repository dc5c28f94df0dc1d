"""``[mail]`` in feeds.toml: who gets the digest, and by which way."""

# ruff: noqa: E501 - a table of messages reads best with one in a line

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cio_digest import config
from cio_digest.errors import ConfigError
from cio_digest.models import Secret

if TYPE_CHECKING:
    from cio_digest.config import Mail

FEED = '[[feeds]]\nurl = "https://a.example/feed"\n'
HOST = 'host = "mail.example.org"\n'


def read(mail: str) -> Mail | None:
    return config.parse(f"[mail]\n{mail}\n{FEED}", "feeds.toml").mail


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (HOST, {"host": "mail.example.org", "port": 587}),
        (HOST + 'security = "tls"', {"port": 465, "security": "tls"}),
        (HOST + 'security = "none"', {"port": 25}),
        (HOST + "port = 465", {"port": 465, "security": "tls"}),
        (HOST + 'port = 465\nsecurity = "starttls"', {"port": 465, "security": "starttls"}),
        (HOST + "port = 2525", {"port": 2525, "security": "starttls"}),
        (
            HOST + 'to = ["a@b.example", "c@d.example"]\nfrom = "e@f.example"',
            {"to": ("a@b.example", "c@d.example"), "sender": "e@f.example"},
        ),
        (
            HOST + 'user = "u"\npassword = { env = "PW" }',
            {"user": "u", "password": Secret(env="PW")},
        ),
        ('host = "::1"', {"host": "::1"}),
        ('host = "bücher.example"', {"host": "bücher.example"}),
        ('sendmail = ["msmtp", "-a", "work"]', {"sendmail": ("msmtp", "-a", "work")}),
        ('host = "localhost"\nsecurity = "none"\nuser = "u"\npassword = { env = "PW" }', {}),
        ('host = "127.0.0.2"\nsecurity = "none"\nuser = "u"\npassword = { env = "PW" }', {}),
    ],
    ids=[
        *(
            "starttls",
            "tls",
            "none",
            "port of tls",
            "port said",
            "port",
            "addresses",
            "password",
            "IPv6",
            "beyond ASCII",
            "sendmail",
        ),
        *("password to localhost", "password to loopback"),
    ],
)
def test_what_it_says(text: str, parts: dict[str, Any]) -> None:
    """The port follows from the security, and TLS from its port; STARTTLS is the default."""
    found = read(text)
    assert found
    assert {key: getattr(found, key) for key in parts} == parts


def test_without_it_there_is_none() -> None:
    """Nobody is mailed by default."""
    assert config.parse(FEED, "feeds.toml").mail is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "1:1: [mail] needs one of host and sendmail, which take the mail"),
        (HOST + 'sendmail = ["x"]', "1:1: [mail] needs one of host and sendmail, which take the mail"),
        (HOST + 'user = "u"', "1:1: [mail] needs both of user and password, or neither"),
        (HOST + 'password = "hunter2"', '3:12: password is written out; give it by { env = "NAME" } or { command = ["program", "argument"] }'),
        (
            HOST + 'security = "none"\nuser = "u"\npassword = { env = "PW" }',
            '3:12: security "none" would send the password unencrypted; allowed: starttls, tls',
        ),
        (HOST + 'security = "ssl"', '3:12: security "ssl" is not known; allowed: starttls, tls, none'),
        (HOST + "port = 0", "3:8: port 0 is out of range; allowed: a whole number from 1 to 65535"),
        (HOST + 'to = ["Ada <a@b.example>"]', '3:7: to "Ada <a@b.example>" is not the address of a mailbox; allowed: such as ada@example.org'),
        (HOST + 'from = "ada"', '3:8: from "ada" is not the address of a mailbox; allowed: such as ada@example.org'),
        ('host = "a..b"', '2:8: host "a..b" is not the name of a server; allowed: a name such as smtp.example.org; a port goes into port'),
        ('host = "b.example:587"', '2:8: host "b.example:587" is not the name of a server; allowed: a name such as smtp.example.org; a port goes into port'),
        (HOST + 'hots = "x"', '3:1: unknown key "hots" in [mail]; did you mean "host"?'),
    ],
    ids=lambda value: value.partition(": ")[2][:40] or "given",
)  # fmt: skip
def test_mistake(text: str, line: str) -> None:
    """A mistake is told with its place and what is allowed; a password is never repeated."""
    with pytest.raises(ConfigError) as error:
        read(text)
    assert error.value.problems == (f"feeds.toml:{line}",)
    assert "hunter2" not in str(error.value)
