"""What a script passes where its variable was empty, or held what is no text and no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry

from cio_digest import config, digest
from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DELIVERY = '[deliver.team]\nto = "slack"\nurl = { env = "URL" }\n'


@pytest.fixture
def filled(program: Program) -> Program:
    """With a story in the digest that was printed, a mailbox and a delivery."""
    program.fill(entry("All about CRM"))
    with program.config.open("a", encoding="utf-8") as file:
        file.write('[mail]\nto = ["ada@example.org"]\nhost = "127.0.0.1"\n' + DELIVERY)
    with opened(str(program.store)) as db:
        digest.make(db, config.load(program.config), NOW, digest.DigestOptions())
    return program


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["explain", ""], 1, 'no entry at or called ""'),
        (["explain", " "], 1, 'no entry at or called " "'),
        (["mail", "--to", ""], 2, '"" is not the address of a mailbox'),
        (["deliver", ""], 2, 'there is no delivery ""; there are team'),
        (["trends", ""], 2, "Name a term"),
        (["today", "--output", ""], 1, "a file: cannot be written: it has no name"),
        (["today", "--output", "new/"], 1, "new/: cannot be written: it is a folder; name a file"),
        (["sources", "export", "new/"], 1, "new/: cannot be written: it is a folder"),
        (["sources", "import", "~nobody-9/x"], 1, "~nobody-9/x: cannot be read"),
    ],
    ids=lambda part: (
        " ".join(part).encode(errors="replace").decode() if isinstance(part, list) else ""
    ),
)
def test_it_is_one_clear_line(filled: Program, args: list[str], code: int, said: str) -> None:
    """No fault of the program, and nothing is written."""
    before = {each.name for each in filled.home.iterdir()}
    done = filled(*args)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert {each.name for each in filled.home.iterdir()} == before


def test_bytes_that_are_no_text(filled: Program) -> None:
    """Nothing is called so; the store is asked for something that it can look for."""
    done = filled.process("explain", "\udcff")
    assert (done.code, done.out) == (1, "")
    assert "the store has no entry at or called" in done.err


def test_a_home_of_nobody_is_a_name(filled: Program) -> None:
    """As in a shell, which leaves it as it is."""
    done = filled("save", "1", "--to", "~nobody-9.md")
    assert (done.code, "on ~nobody-9.md" in done.err) == (0, True)


def test_an_editor_that_cannot_be_read(filled: Program) -> None:
    """A quotation mark in the variable that is never closed."""
    done = filled("config", "edit", env=filled.env(EDITOR='vi "'))
    assert done.code == 1
    assert done.err.startswith("cio-digest: VISUAL or EDITOR cannot be read: ")


def test_what_stands_for_an_empty_table_fits(filled: Program) -> None:
    """Broken between words where the terminal is narrow."""
    env = filled.env(COLUMNS="40")
    out = filled("feedback", "list", "--format", "terminal", env=env).out
    assert out.startswith("Nothing was learnt yet")
    assert max(map(len, out.splitlines())) <= 40
