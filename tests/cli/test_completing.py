"""Names that shells complete: by the program's answers, and by bash and fish themselves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import TOPICS
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program

FEEDS = """
[topics."Data & privacy"]
keywords = ["GDPR"]
[[feeds]]
url = "http://127.0.0.1:9/a"
title = "The CRM Desk"
tags = ["crm", "news"]
[[feeds]]
url = "http://127.0.0.1:9/b"
title = "The Patchbay"
[[voices]]
name = "Ada Byron"
mastodon = "@ada@example.social"
"""


@pytest.fixture
def reader(program: Program) -> Program:
    """Two sources, two topics and a digest of one story; the program by its name on a PATH."""
    program.fill(entry("All about CRM"))
    program.config.write_text(TOPICS + FEEDS, encoding="utf-8")
    assert program("today").code == 0
    tool = program.home / "bin" / "cio-digest"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m cio_digest "$@"\n')
    tool.chmod(0o755)
    return program


def asked(program: Program, shell: str, line: str) -> str:
    """What the program answers to a shell that completes the last word of a line."""
    words = line.split(" ")
    variables = {
        "_CIO_DIGEST_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line if shell != "fish" else " ".join(words[:-1]),
        "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1],
    }
    done = program(env=program.env(**variables))
    assert done.err == ""
    return done.out


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("cio-digest fetch the", ["The CRM Desk", "The Patchbay"]),
        ("cio-digest help tod", ["today"]),
        ("cio-digest help sources ren", ["rename"]),
        ("cio-digest help nope x", []),
        ("cio-digest voices show ad", ["Ada Byron"]),
        ("cio-digest fetch http:", ["http\\://127.0.0.1\\:9/a", "http\\://127.0.0.1\\:9/b"]),
        ("cio-digest today --topic d", ["Data & privacy"]),
        ("cio-digest topics show C", ["CRM"]),
        ("cio-digest sources list --tag ", ["crm", "news"]),
        ("cio-digest explain ", ["1"]),
        ("cio-digest open ", ["1"]),
        ("cio-digest star 2", []),
        ("cio-digest schedule --with s", ["systemd"]),
    ],
    ids=lambda part: part.removeprefix("cio-digest ") if isinstance(part, str) else "",
)
def test_names(reader: Program, line: str, answer: list[str]) -> None:
    """Whatever fits what was typed, in any case."""
    lines = asked(reader, "zsh", line).splitlines()
    assert lines[1::3] == answer


@pytest.mark.parametrize(
    "line",
    [
        "--config",
        "sources import",
        "sources export",
        "voices import",
        "init --from",
        "today --output",
        "review -o",
        "mail --output",
        "save --to",
        "backup",
    ],
)
def test_files(reader: Program, line: str) -> None:
    """The shell is told to look for them itself."""
    assert asked(reader, "bash", f"cio-digest {line} fe") == "file,fe\n"


def test_numbers_come_with_titles(reader: Program) -> None:
    """Where the shell can show them."""
    assert asked(reader, "zsh", "cio-digest explain ") == "plain\n1\nAll about CRM\n"


def test_flags_choose_what_is_completed(reader: Program) -> None:
    """Names of that feeds.toml, numbers of that store."""
    other = reader.home / "other.toml"
    other.write_text('[[feeds]]\nurl = "http://127.0.0.1:9/c"\ntitle = "Elsewhere"\n')
    assert "Elsewhere" in asked(reader, "zsh", f"cio-digest --config {other} fetch ")
    assert asked(reader, "zsh", f"cio-digest --store {reader.home}/no.db explain ") == "\n"
    assert not (reader.home / "no.db").exists()


def test_a_wrong_configuration_completes_nothing(reader: Program) -> None:
    """And says nothing, as somebody is typing."""
    reader.config.write_text("[digets]")
    assert asked(reader, "zsh", "cio-digest fetch ") == "\n"


def test_bash_completes_a_name_with_a_space(reader: Program) -> None:
    """The real bash, by the script that we print; what it puts there is one word."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("needs bash")
    script = reader("completion", "bash").out + (
        "COMP_WORDS=(cio-digest fetch 'the\\ c') COMP_CWORD=2\n"
        "_cio_digest_completion cio-digest\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    assert shell(reader, bash, "-c", script) == "The\\ CRM\\ Desk\n"


def test_fish_completes_a_name_with_a_space(reader: Program) -> None:
    """The real fish, by the script that we print."""
    fish = shutil.which("fish")
    if not fish:
        pytest.skip("needs fish")
    script = reader("completion", "fish").out + 'complete -C "cio-digest today --topic d"\n'
    assert shell(reader, fish, "--no-config", "-c", script) == "Data & privacy\n"


def shell(reader: Program, *command: str) -> str:
    """What a shell prints to whom our program is on the PATH."""
    env = reader.env(PATH=f"{reader.home}/bin:/usr/bin:/bin")
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    return done.stdout


@pytest.mark.parametrize(
    ("words", "typed", "answer"),
    [
        (["fetch"], "the", ["plain\tThe CRM Desk\t", "plain\tThe Patchbay\t"]),
        (["fetch"], "'the c", ["plain\tThe CRM Desk\t"]),
        (["today", "--topic"], "d", ["plain\tData & privacy\t"]),
        (["explain"], "", ["plain\t1\tAll about CRM"]),
        (["completion"], "p", ["plain\tpowershell\t"]),
    ],
)
def test_what_powershell_is_told(
    words: list[str], typed: str, answer: list[str], reader: Program
) -> None:
    """A line for each, its parts between tabs; quotes that are half typed do not count."""
    variables = {
        "_CIO_DIGEST_COMPLETE": "powershell_complete",
        "COMP_WORDS": "\n".join(["cio-digest", *words]),
        "COMP_CWORD": typed,
    }
    assert reader(env=reader.env(**variables)) == (0, "\n".join(answer) + "\n", "")


def test_the_script_for_powershell_asks_for_that(reader: Program) -> None:
    """By the variables that the program reads; no PowerShell has run it here."""
    script = reader("completion", "powershell").out
    assert "Register-ArgumentCompleter -Native -CommandName cio-digest" in script
    assert "$env:_CIO_DIGEST_COMPLETE = 'powershell_complete'" in script
    assert "%(" not in script
    assert "%%" not in script


@pytest.mark.parametrize("line", ["cio-digest nope ", "cio-digest sources nope "])
def test_behind_a_mistyped_command_nothing_is_said(reader: Program, line: str) -> None:
    """But what may stand there: a message would be in the middle of what is typed."""
    answer = asked(reader, "bash", line).splitlines()
    assert answer
    assert all(each.startswith("plain,") for each in answer)
