"""The whole tree of commands: each has help, examples that parse, and suggestions for typos."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import timedelta
from typing import TYPE_CHECKING

import click
import pytest
from tests.conftest import NOW
from tests.feeds import entry

import cio_digest
from cio_digest.cli import COMMANDS, group
from cio_digest.render import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Program


def walk(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below, with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, *path, name)


TREE = dict(walk(group))
LEAVES = {path: command for path, command in TREE.items() if path}


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_every_command_has_help(path: tuple[str, ...]) -> None:
    """A sentence, a line for each option, and no line too long for a terminal."""
    command = TREE[path]
    text = help_of(path)
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option) and option.name not in {"help", "version"}:
            assert option.help or option.type.name == "choice", option.name
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("path", LEAVES, ids=" ".join)
def test_every_command_has_examples_that_parse(path: tuple[str, ...]) -> None:
    """Each line of the Examples block is a command line that the program understands."""
    block = help_of(path).partition("Examples:\n")[2]
    lines = re.findall(r"cio-digest .*?(?=  | [|>]|$)", block, re.MULTILINE)
    assert lines, "no examples"
    for line in lines:
        parse(shlex.split(line)[1:])


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (("today",), {*formats.making("digest"), "eml"}),
        (("explain",), set(formats.making("explanation"))),
        (("sources", "list"), set(formats.making("table"))),
        (("topics", "show"), set(formats.making("table"))),
        (("voices",), set(formats.making("table"))),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_every_format_can_be_asked_for(path: tuple[str, ...], names: set[str]) -> None:
    """What the renderers can make, the command offers."""
    (option,) = (each for each in TREE[path].params if "--format" in each.opts)
    assert isinstance(option.type, click.Choice)
    assert set(option.type.choices) == names


def help_of(path: tuple[str, ...]) -> str:
    context = click.Context(TREE[path], info_name=" ".join(("cio-digest", *path)))
    context.max_content_width, context.terminal_width = 88, 80
    return TREE[path].get_help(context)


def parse(words: list[str]) -> None:
    """Let click read a command line down to its last command, without running it."""
    command, context = group, None
    while True:
        context = command.make_context(words[0] if words else "", list(words), parent=context)
        if not isinstance(command, click.Group):
            return
        rest = [*context._protected_args, *context.args]  # what make_context left for the command
        if not rest and command.invoke_without_command:
            return
        _, below, words = command.resolve_command(context, rest)
        assert below is not None
        command = below  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("args", "answer"),
    [
        (["tody"], 'There is no command "tody". Did you mean "today"?'),
        (["qqqqq"], 'There is no command "qqqqq". See cio-digest --help.'),
        (["sources", "lst"], "Did you mean"),
        (["today", "--topik", "CRM"], "--topic"),
        (["today", "--format", "pdf"], "'pdf' is not one of"),
        (["today", "--date", "lately"], '"lately" is no time; write it like 2026-11-22,'),
        (["today", "--date", "0001-01-01"], '"0001-01-01" is no time; write it like'),
        (["today", "--catch-up", "soon"], '"soon" is no time; write it like 2026-11-22'),
        (["today", "--catch-up", "3d"], '"3d" is no time for reading; write it like 20m'),
        (["today", "--catch-up", "20m", "--topic", "CRM"], "of today's digest, by itself"),
        (["today", "--minutes", "nan"], "nan is not a number"),
        (["topics", "add", "X", "x", "--weight", "nan"], "nan is not a number"),
        (["today", "--since", "3"], '"3" is no time; write it like 2026-11-22, yesterday, 12h'),
        (
            ["search", "copilot", "--sinse", "7d"],
            "No such option '--sinse'. Did you mean '--since'?",
        ),
        (["help", "tody"], 'There is no command "tody". Did you mean "today"?'),
        (["help", "topics", "shw"], 'There is no command "topics shw". Did you mean "show"?'),
        (["voices", "qqqqq"], "To see one: cio-digest voices show NAME."),
        (["config", "qqqqq"], 'There is no command "config qqqqq". See cio-digest config --help.'),
        (["today", "--frmat", "json"], "No such option '--frmat'. Did you mean '--format'?"),
        (["more", "CRM"], '"CRM" is no number of a story; each has one before its title'),
        (["read", "0"], '"0" is no number of a story'),
        (["sources", "tag", "x", "--untill"], "No such option"),
        (["search", "crm", "--since", "lately"], '"lately" is no time; write it like'),
        (["sources", "mute", "x", "--until", "lately"], '"lately" is no time; write it like'),
        (["mail", "--dry-run", "-o", "d.pdf"], "a mail is not written as .pdf; end the name in"),
        (["help", "open", "x"], '"cio-digest open" has no commands below it.'),
        (["today", "--max", "0"], "--max"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["explain"], "Missing argument"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_wrong_usage(args: list[str], answer: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, an answer that helps, nothing on stdout."""
    from cio_digest.cli import main

    with pytest.raises(SystemExit) as caught:
        main(args)
    done = capfd.readouterr()
    assert (caught.value.code, done.out) == (2, "")
    assert answer in done.err


def test_an_unknown_topic(program: Program) -> None:
    """The nearest is suggested, else all are named; a day to come is no day yet."""
    program.follow("http://127.0.0.1:9/a")
    assert program("today", "--topic", "crn").err == (
        'cio-digest: there is no topic "crn"; did you mean "CRM"?\n'
    )
    assert program("today", "--topic", "zzz").err.endswith("your topics: CRM\n")
    assert program("today", "--date", "2026-11-23") == (
        2,
        "",
        "cio-digest: 2026-11-23 is still to come; today is 2026-11-22\n",
    )


def test_version_and_help(program: Program) -> None:
    """On stdout, with exit code 0."""
    version = (0, f"cio-digest, version {cio_digest.__version__}\n", "")
    assert program("--version") == program("-V") == version
    done = program.process("--help")
    assert (done.code, done.err) == (0, "")
    assert all(f"\n  {name} " in done.out for name in COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_valid(program: Program, shell: str) -> None:
    """The shell itself reads them, where it is installed."""
    done = program("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_CIO_DIGEST_COMPLETE" in done.out
    found = shutil.which(shell)
    if found:
        subprocess.run([found, "-n"], input=done.out, text=True, check=True)


def test_completion_completes(program: Program) -> None:
    """What the script asks for is answered."""
    env = program.env(
        _CIO_DIGEST_COMPLETE="bash_complete", COMP_WORDS="cio-digest tod", COMP_CWORD="1"
    )
    assert program(env=env).out == "plain,today\n"


def test_help_is_a_command(program: Program) -> None:
    """It prints what --help prints, of any command; no summary is cut."""
    assert program("help").out == program("--help").out
    assert program("help", "sources", "add").out == program("sources", "add", "--help").out
    assert "..." not in program("help", "sources").out.partition("Commands:")[2].partition("Ex")[0]
    assert "[default: 30;" in program("help", "voices").out


def test_a_time_is_written_the_same_everywhere(program: Program) -> None:
    """A day, yesterday or a span, wherever one is asked for."""
    old = entry("A CRM opens", published=NOW - timedelta(hours=30))
    program.fill(old, entry("Why the harbour left its CRM behind"))
    for since in ("2d", "yesterday", "2026-11-20"):
        assert "2 entries" in program("today", "--since", since).out
    for day in ("yesterday", "1d", "2026-11-21"):
        assert "Saturday 21 November 2026" in program("today", "--date", day).out
    assert program("search", "crm", "--since", "20h").out.count("**CRM**") == 1
    assert program("search", "crm", "since:yesterday").out.count("**CRM**") == 2
    assert program("search", "crm", "--until", "yesterday").out.count("**CRM**") == 1


@pytest.mark.parametrize(
    ("until", "day"), [("tomorrow", 23), ("1h", 23), ("25h", 24), ("1w", 29), ("2026-11-30", 30)]
)
def test_a_time_ahead(program: Program, until: str, day: int) -> None:
    """A span counts ahead in whole days, as one begins with a morning."""
    program.fill(entry("A CRM opens"))
    done = program("sources", "mute", "a", "--until", until)
    assert (done.code, f"a is muted until 2026-11-{day};" in done.err) == (0, True)


@pytest.mark.parametrize("until", ["yesterday", "today", "2026-11-22"])
def test_a_time_that_is_past(program: Program, until: str) -> None:
    """Yesterday is no day ahead."""
    program.fill(entry("A CRM opens"))
    done = program("sources", "mute", "a", "--until", until)
    assert (done.code, "is not to come; name a day after today" in done.err) == (2, True)


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (["restore", "none.db"], "none.db: there is no such file"),
        (["sources", "import", "none.opml"], "none.opml: cannot be read: No such file"),
        (["--config", "none.toml", "today"], "none.toml: there is no such file"),
        (["--store", ".", "today"], ".: is a folder; name the file in it"),
        (["config", "edit"], "nosuchedit: Editing failed; set VISUAL or EDITOR"),
        (["feedback", "reset", "webinar"], "nothing was learnt of webinar; cio-digest feedback"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_an_error_names_what_is_missing(program: Program, args: list[str], reason: str) -> None:
    """One line, and nothing on stdout."""
    program.fill(entry("A CRM opens"))
    done = program(*args, env=program.env(EDITOR="nosuchedit"))
    assert (done.code in {1, 2}, done.out) == (True, "")
    assert done.err.startswith(f"cio-digest: {reason}")
    assert done.err.count("\n") == 1


def test_one_is_no_plural(program: Program) -> None:
    """As a new reader sees it, who follows one source."""
    program.fill(entry("A CRM opens"))
    assert "1 of 1 source is due" in program("fetch", "--dry-run", "--all").err
    assert "1 source, 1 topic" in program("doctor", "--offline").out
    assert "1 entry, 0." in program("doctor", "--offline").out
    assert re.search(r"in 1 day +\|", program("sources", "score", "a", "--days", "1").out)


def test_voices_can_be_listed_by_name(program: Program) -> None:
    """As sources and topics can."""
    program.fill(entry("A CRM opens"))
    assert program("voices", "list") == program("voices")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_examples_fit_the_terminal(program: Program, columns: int) -> None:
    """What one is for stands below it where both have no room in a line: no word is broken."""
    env = {**program.env(), "COLUMNS": str(columns)}
    for command in (("sources",), ("topics",), ("help", "sources", "import")):
        page = program(*command, *([] if command[0] == "help" else ["--help"]), env=env).out
        examples = page.partition("Examples:")[2]
        assert max(map(len, page.splitlines())) <= columns
        assert "cio-digest " in examples
    below = "\n        all sources" in program("sources", "--help", env=env).out
    assert below == (columns == 60)


def test_a_word_left_out_is_no_call_for_help(program: Program) -> None:
    """Though -h alone is one, as with every command."""
    program.fill(entry("A CRM opens"))
    assert program("search", "-h").out.startswith("Usage: cio-digest search")
    assert "A **CRM** opens" in program("search", "crm", "-hubspot").out
