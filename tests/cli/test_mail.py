"""``cio-digest mail`` as its users start it: to a real server, or printed."""

from __future__ import annotations

import email
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry
from tests.mail.servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Program

ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def server() -> Iterator[Server]:
    started = Server()
    yield started
    started.close()


@pytest.fixture
def mailing(program: Program, server: Server) -> Program:
    """With one story, and the server in its configuration."""
    program.fill(entry("All about CRM"))
    configure(program, through(server))
    return program


def through(server: Server) -> str:
    return f'to = ["{ADA}"]\nhost = "localhost"\nport = {server.port}\nsecurity = "none"'


def configure(program: Program, mail: str) -> None:
    with program.config.open("a", encoding="utf-8") as file:
        file.write(f"[mail]\n{mail}\n")


def test_the_digest_is_sent(mailing: Program, server: Server) -> None:
    """To the configured recipients, silently, so that cron has nothing to say."""
    assert mailing("mail") == (0, "", "")
    (got,) = server.got
    message = email.message_from_bytes(got.data, policy=default)
    assert isinstance(message, EmailMessage)
    plain, _ = message.iter_parts()
    assert got.recipients == (ADA,)
    assert message["Subject"] == "22 November: All about CRM"
    markdown = mailing("today", "--format", "markdown").out
    assert plain.get_content().replace("\r\n", "\n") == markdown


def test_a_resend_is_the_same_mail(mailing: Program, server: Server) -> None:
    """Also hours later."""
    mailing("mail")
    assert mailing("mail", env=mailing.env(NOW + timedelta(hours=3))).code == 0
    first, again = server.got
    assert again.data == first.data


def test_other_recipients(mailing: Program, server: Server) -> None:
    """--to stands above the file, and each gets it once."""
    assert mailing("mail", "--to", BO, "--to", "cy@example.org", "--to", BO).code == 0
    assert server.got[0].recipients == (BO, "cy@example.org")


def test_nothing_new_is_no_mail(program: Program, server: Server) -> None:
    """Unless it is asked for."""
    program.fill(entry("Nothing of interest"))
    configure(program, through(server))
    assert program("mail") == (0, "", "")
    assert server.got == []
    assert program("mail", "--always").code == 0
    assert b"Subject: 22 November: nothing new" in server.got[0].data


def test_some_are_refused(mailing: Program, server: Server) -> None:
    """Exit code 3 and their names; 1 when it was everybody."""
    server.refusals = {BO: ["550 no such user"]}
    done = mailing("mail", "--to", ADA, "--to", BO)
    assert (done.code, done.out) == (3, "")
    assert done.err == f"cio-digest: localhost:{server.port} refused {BO}: 550 no such user\n"
    server.refusals = {"DATA": ["554 not from you"]}
    done = mailing("mail")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"cio-digest: localhost:{server.port} refused the mail: 554 not from you\n"


def test_a_dry_run_prints_or_writes_it(mailing: Program, server: Server) -> None:
    """And sends nothing."""
    done = mailing("mail", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"From: cio-digest <{ADA}>\nTo: {ADA}\nSubject: ")
    assert mailing("mail", "--dry-run", "-o", "d.eml") == (0, "", "")
    assert (mailing.home / "d.eml").read_text(encoding="ascii") == done.out
    assert mailing("today", "--format", "eml").out == done.out
    assert mailing("today", "--output", "e.eml") == (0, "", "")
    assert (mailing.home / "e.eml").read_text(encoding="ascii") == done.out
    assert server.got == []


@pytest.mark.parametrize(
    ("args", "mail", "code", "words"),
    [
        ([], "", 2, "nothing says how to send mail; add [mail] with host or sendmail"),
        ([], 'sendmail = ["true"]', 2, "nobody to send it to; give --to, or to = [...]"),
        (["--to", "a b"], 'sendmail = ["true"]', 2, '"a b" is not the address of a mailbox'),
        (["--to", "a@b.example\nBcc: c@d"], 'sendmail = ["true"]', 2, "is not the address"),
        (["-o", "x"], 'sendmail = ["true"]', 2, "--output goes with --dry-run"),
        (["--to", ADA], 'sendmail = ["false"]', 1, "sendmail program false failed with"),
    ],
    ids=["no way", "nobody", "no address", "a header", "no dry run", "failing program"],
)
def test_what_cannot_be_sent(
    program: Program, args: list[str], mail: str, code: int, words: str
) -> None:
    """Is told in a line, before anything is fetched where it is a mistake of the reader's."""
    program.fill(entry("All about CRM"))
    if mail:
        configure(program, mail)
    done = program("mail", *args)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_a_draft_needs_no_configuration(program: Program) -> None:
    """A mail in a file can be sent by anything."""
    program.fill(entry("All about CRM"))
    done = program("mail", "--dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("From: cio-digest <cio-digest@localhost>\nSubject: ")
