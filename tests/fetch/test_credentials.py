"""A credential comes from a variable or a command, and is in no message."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from cio_digest.errors import CioDigestError
from cio_digest.fetch.credentials import reveal
from cio_digest.models import Auth, Secret

if TYPE_CHECKING:
    from pathlib import Path

NAME = f'credential command "{sys.executable}"'


def python(program: str) -> Secret:
    """A command that runs a line of Python."""
    return Secret(command=(sys.executable, "-c", program))


def test_from_a_variable() -> None:
    """The variable's value, as it is."""
    assert reveal(Secret(env="TOKEN"), {"TOKEN": " hunter2 é"}) == " hunter2 é"


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("print('hunter2')", "hunter2"),
        ("print('hunter2\\nuser: me')", "hunter2"),
        ("import sys; sys.stdout.buffer.write('é x\\r\\n'.encode())", "é x"),
        ("import sys; sys.stdout.write('no line end'); sys.stderr.write('noise')", "no line end"),
        ("import os; print(os.environ['VAULT'])", "main"),
        ("import sys; print(repr(sys.stdin.read()))", "''"),
    ],
    ids=["line", "first line", "CRLF", "no line end", "environment", "no input"],
)
def test_from_a_command(program: str, value: str) -> None:
    """The first line that the command prints, run with the environment given and no input."""
    assert reveal(python(program), {**os.environ, "VAULT": "main"}) == value


def test_no_shell(tmp_path: Path) -> None:
    """An argument is only an argument, whatever a shell would make of it."""
    argument = f"$HOME; touch {tmp_path / 'made'}"
    command = (sys.executable, "-c", "import sys; print(sys.argv[1])", argument)
    assert reveal(Secret(command=command), os.environ) == argument
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("secret", "says"),
    [
        (Secret(env="TOKEN"), "environment variable TOKEN is not set"),
        (Secret(env="EMPTY"), "environment variable EMPTY is not set"),
        (
            Secret(env="LINES"),
            "environment variable LINES gives a character that no credential can have",
        ),
        (
            Secret(command=("no-such-program", "hunter2")),
            'credential command "no-such-program" was not found; is it installed and on the PATH?',
        ),
        (python("print()"), f"{NAME} printed nothing in its first line"),
        (python("print('hunter2\\0')"), f"{NAME} gives a character that no credential can have"),
        (
            python("print('hunter2'); raise SystemExit(7)"),
            f"{NAME} failed with exit code 7; run it by hand to see why",
        ),
        (
            python("import sys; sys.stdout.buffer.write(b'hunter2\\xff')"),
            f"{NAME} printed something that is not UTF-8 text",
        ),
    ],
    ids=["unset", "empty", "lines", "not found", "nothing", "NUL", "exit code", "not UTF-8"],
)
def test_failure(secret: Secret, says: str) -> None:
    """What is wrong in one line, without the credential, what was printed or an argument."""
    with pytest.raises(CioDigestError) as error:
        reveal(secret, {**os.environ, "EMPTY": "", "LINES": "hunter2\nX: y"})
    assert str(error.value) == says
    assert error.value.__suppress_context__ or error.value.__context__ is None


def test_a_file_that_is_no_program(tmp_path: Path) -> None:
    """A file that cannot be run is told from one that is not there."""
    path = tmp_path / "vault"
    path.touch(mode=0o600)
    with pytest.raises(CioDigestError) as error:
        reveal(Secret(command=(str(path),)), os.environ)
    assert str(error.value) == f'credential command "{path}" cannot be run: Permission denied'


def test_a_command_that_never_ends() -> None:
    """A command that waits for ever is ended and reported."""
    secret = python("import threading; threading.Event().wait()")
    with pytest.raises(CioDigestError) as error:
        reveal(secret, os.environ, seconds=0.2)
    assert str(error.value) == f"{NAME} gave no answer within 0.2 s"


def test_what_is_configured_holds_no_credential() -> None:
    """A source can be printed: it tells where its credential comes from, and no more."""
    auth = Auth("me", Secret(env="TOKEN"))
    reveal(auth.password, {"TOKEN": "hunter2"})
    assert "hunter2" not in repr(auth)
