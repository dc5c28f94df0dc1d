"""A mail to a real server: over TLS, with a password, to several, again after a while."""

from __future__ import annotations

import socket
import socketserver
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from tests.render.factories import full_digest

from cio_digest import mail
from cio_digest.config import Mail
from cio_digest.errors import MailError
from cio_digest.mail import failures, smtp
from cio_digest.models import Secret

from .servers import PASSWORD, USER

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from pathlib import Path

    from .servers import Server

ADA, BO, CY = "ada@example.org", "bo@example.org", "cy@example.org"
LOGIN = {"user": USER, "password": Secret(env="PW")}


def way(port: int = 0, **parts: Any) -> Mail:
    return Mail(**{"host": "localhost", "port": port, "security": "none", **parts})


class Pauses(list[tuple[float, str]]):
    """What was waited for, and why."""

    def __call__(self, seconds: float, error: MailError) -> None:
        self.append((seconds, str(error)))


def send(to: Mail, *recipients: str, password: str = PASSWORD) -> tuple[dict[str, str], Pauses]:
    """Who was refused and why, and the pauses that were made."""
    pauses = Pauses()
    recipients = recipients or (ADA,)
    message = mail.message(full_digest(), "", recipients)
    refused = mail.send(message, to, recipients, {"PW": password}, pauses)
    return {address: str(error) for address, error in refused.items()}, pauses


def test_it_arrives_as_it_was_made(serve: Callable[..., Server]) -> None:
    """Byte for byte, in one conversation for all recipients."""
    server = serve()
    assert send(way(server.port), ADA, BO) == ({}, [])
    (got,) = server.got
    assert (got.sender, got.recipients) == (ADA, (ADA, BO))
    assert got.data == mail.written(mail.message(full_digest(), "", (ADA, BO)))


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # the server does not know that it is in TLS
@pytest.mark.parametrize(("security", "wrapped"), [("starttls", False), ("tls", True)])
def test_tls_and_a_password(
    serve: Callable[..., Server], tls: ssl.SSLContext, security: str, wrapped: bool
) -> None:
    """The server sees the user, over TLS."""
    server = serve(tls, wrapped=wrapped, login=True)
    send(way(server.port, security=security, **LOGIN))
    (got,) = server.got
    assert (got.tls, got.user) == (True, USER)


def test_a_wrong_password(serve: Callable[..., Server], tls: ssl.SSLContext) -> None:
    """It is refused for good, in words that do not hold it."""
    server = serve(tls, login=True)
    with pytest.raises(MailError, match=r"refused user and password of \[mail\]: 535") as error:
        send(way(server.port, security="starttls", **LOGIN), password="sesame")
    assert "sesame" not in str(error.value)
    assert server.got == []


def test_a_server_that_repeats_the_password() -> None:
    """What it says is shown without it."""
    error = failures.refusal("mail.example refused", 535, b"bad password sesame", "sesame")
    assert str(error) == "mail.example refused: 535 bad password …"


@pytest.mark.parametrize(("given", "taken"), [("schlüssel é", True), ("schlussel é", False)])
def test_a_password_beyond_ascii(
    serve: Callable[..., Server], tls: ssl.SSLContext, given: str, taken: bool
) -> None:
    """It goes over as UTF-8, and a wrong one is told as any other."""
    server = serve(tls, login=True)
    server.password = "schlüssel é"
    to = way(server.port, security="starttls", **LOGIN)
    if taken:
        send(to, password=given)
        assert server.got[0].user == USER
    else:
        with pytest.raises(MailError, match=r"refused user and password of \[mail\]: 535"):
            send(to, password=given)


def test_a_password_that_cannot_be_had(serve: Callable[..., Server]) -> None:
    """The server is not even asked, and the key to look at is named."""
    words = r"password of \[mail\]: environment variable NOT_SET is not set"
    with pytest.raises(MailError, match=words):
        send(way(serve().port, user=USER, password=Secret(env="NOT_SET")))


def test_a_server_that_nobody_vouches_for(
    serve: Callable[..., Server], tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the mail nor the password is given to it."""
    monkeypatch.delenv("SSL_CERT_FILE")
    server = serve(tls, login=True)
    with pytest.raises(MailError, match=r"cannot be trusted: .*is host right"):
        send(way(server.port, security="starttls", **LOGIN))
    assert server.got == []


def test_a_server_without_starttls(serve: Callable[..., Server]) -> None:
    """Nothing is sent in the open instead."""
    server = serve()
    with pytest.raises(MailError, match="offers no STARTTLS"):
        send(way(server.port, security="starttls"))
    assert server.got == []


def test_tls_with_a_server_that_speaks_none(serve: Callable[..., Server]) -> None:
    """A wrong port or security is told as such."""
    with pytest.raises(MailError, match="does not speak TLS as expected"):
        send(way(serve().port, security="tls"))


@pytest.mark.parametrize(
    ("greeting", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "answers, but is no mail server"),
        (b"", "hung up before it took the mail"),
    ],
    ids=["another protocol", "none"],
)
def test_no_mail_server(greeting: bytes, words: str) -> None:
    """What answers there is told from one that is away for now."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(greeting)

    with socketserver.TCPServer(("127.0.0.1", 0), Answer) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            with pytest.raises(MailError, match=words):
                send(way(server.server_address[1], host="127.0.0.1"))
        finally:
            server.shutdown()
            serving.join()


def test_a_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told from one that hung up: port and security may be the wrong ones."""
    monkeypatch.setattr(smtp, "_SECONDS", 0.05)
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        pytest.raises(MailError, match=r"did not answer within .* port and security right\?"),
    ):
        send(way(listening.getsockname()[1], host="127.0.0.1"))


def test_a_goodbye_that_fails(serve: Callable[..., Server]) -> None:
    """A mail that was taken is sent once, whatever the server says afterwards."""
    server = serve()
    server.refusals = {"QUIT": ["421 too busy to say goodbye"]}
    assert send(way(server.port)) == ({}, [])
    assert len(server.got) == 1


def test_some_are_refused(serve: Callable[..., Server]) -> None:
    """The others get it, and the refused are named with the server's own words, made harmless."""
    server = serve()
    server.refusals = {BO: ["550 5.1.1 no such \x1b[31muser"]}
    refused, pauses = send(way(server.port), ADA, BO, CY)
    assert server.got[0].recipients == (ADA, CY)
    assert refused == {BO: f"localhost:{server.port} refused {BO}: 550 5.1.1 no such [31muser"}
    assert pauses == []


def test_all_are_refused(serve: Callable[..., Server]) -> None:
    """Then nobody got it, which is an error."""
    server = serve()
    server.refusals = {ADA: ["550 no"], BO: ["553 no"]}
    with pytest.raises(MailError, match=f"refused {ADA}: 550 no; .*refused {BO}: 553 no"):
        send(way(server.port), ADA, BO)


def test_a_greylisting_server_is_asked_again(serve: Callable[..., Server]) -> None:
    """Only for those that it refused for now."""
    server = serve()
    server.refusals = {BO: ["451 come back later", "450 not yet"]}
    refused, pauses = send(way(server.port), ADA, BO)
    assert refused == {}
    assert [got.recipients for got in server.got] == [(ADA,), (BO,)]
    assert [seconds for seconds, _ in pauses] == [15, 60]
    assert pauses[0][1].endswith("451 come back later")


def test_a_busy_server_is_asked_four_times(serve: Callable[..., Server]) -> None:
    """Then it is given up, with its last word."""
    server = serve()
    server.refusals = {"DATA": [f"452 busy {n}" for n in range(9)]}
    with pytest.raises(MailError, match="refused the mail: 452 busy 3"):
        send(way(server.port))
    assert len(server.refusals["DATA"]) == 5


def test_a_final_refusal_is_not_asked_about_again(serve: Callable[..., Server]) -> None:
    """5xx means no."""
    server = serve()
    server.refusals = {"DATA": ["554 spam"]}
    with pytest.raises(MailError, match="refused the mail: 554 spam"):
        send(way(server.port))
    assert server.got == []


def test_nobody_listens() -> None:
    """The network may come up; in the end the place is named."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        pauses = Pauses()
        message = mail.message(full_digest(), "", (ADA,))
        with pytest.raises(MailError, match=f"127.0.0.1:{port} cannot be reached: .*refused"):
            mail.send(message, way(port, host="127.0.0.1"), (ADA,), {}, pauses)
    assert len(pauses) == 3


# --- the sendmail program ------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], tuple[str, ...]]:
    """A program of this text that stands for sendmail; it writes to the test's folder."""

    def make(code: str) -> tuple[str, ...]:
        path = tmp_path / "sendmail.py"
        path.write_text(f"import sys, pathlib\nhere = pathlib.Path({str(tmp_path)!r})\n{code}\n")
        return (sys.executable, str(path))

    return make


def test_sendmail_gets_mail_and_recipients(
    program: Callable[[str], tuple[str, ...]], tmp_path: Path
) -> None:
    """By the arguments that all sendmails take, with the line ends of this machine."""
    code = (
        "(here / 'args').write_text(' '.join(sys.argv[1:]))\n"
        "(here / 'mail').write_bytes(sys.stdin.buffer.read())"
    )
    assert send(Mail(sendmail=program(code)), ADA, BO) == ({}, [])
    assert (tmp_path / "args").read_text() == f"-i -f {ADA} -- {ADA} {BO}"
    message = mail.message(full_digest(), "", (ADA, BO))
    assert (tmp_path / "mail").read_bytes() == mail.written(message, "\n")


@pytest.mark.parametrize(
    ("code", "pauses", "words"),
    [
        ("sys.stderr.write('no\\x1b way'); sys.exit(67)", 0, "failed with exit code 67: no way"),
        ("sys.exit(75)", 3, "failed with exit code 75"),
    ],
    ids=["for good", "for now"],
)
def test_sendmail_fails(
    program: Callable[[str], tuple[str, ...]], code: str, pauses: int, words: str
) -> None:
    """Its own words are told; 75 (EX_TEMPFAIL) is asked again."""
    made = Pauses()
    message = mail.message(full_digest(), "", (ADA,))
    with pytest.raises(MailError, match=words):
        mail.send(message, Mail(sendmail=program(code)), (ADA,), {}, made)
    assert len(made) == pauses


def test_sendmail_is_not_there() -> None:
    """It says which program."""
    with pytest.raises(MailError, match="sendmail program /nowhere/sendmail was not found"):
        send(Mail(sendmail=("/nowhere/sendmail",)))
