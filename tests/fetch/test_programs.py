"""A program of the reader's own answers to texts, or it is told why it did not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cio_digest.fetch.programs import AT_ONCE, MOST, Failure, answers

NEVER = "import threading; threading.Event().wait()"


def python(program: str, *args: str) -> tuple[str, ...]:
    """A command that runs a line of Python."""
    return (sys.executable, "-c", program, *args)


def test_each_text_gets_its_answer() -> None:
    """In the order of the texts, whatever order they are answered in; UTF-8 both ways."""
    shout = "import sys; b = sys.stdin.buffer.read().decode(); "
    shout += "sys.stdout.buffer.write(b.upper().encode())"
    texts = ["eins", "zwei – über", "三", "", "vier", "five", "six"]
    assert answers(python(shout), texts, 30) == [text.upper() for text in texts]


def test_without_texts_nothing_runs() -> None:
    """Not even a program that does not exist."""
    assert answers(("no-such-program",), [], 30) == []


def test_no_shell(tmp_path: Path) -> None:
    """An argument is only an argument, whatever a shell would make of it."""
    argument = f"$HOME; touch {tmp_path / 'made'}"
    command = python("import sys; print(sys.argv[1], end='')", argument)
    assert answers(command, ["text"], 30) == [argument]
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("command", "seconds", "reason"),
    [
        (("no-such-program",), 30, "not found"),
        ((str(Path(__file__).parent),), 30, "cannot be run: Permission denied"),
        (python("print('half'); raise SystemExit(7)"), 30, "exit code 7"),
        (python("import sys; sys.stdout.buffer.write(b'\\xff')"), 30, "no UTF-8 text"),
        (python(f"print('half', flush=True); {NEVER}"), 0.5, "gave no answer within 0.5 s"),
        (python("while True: print('x' * 999)"), 30, f"gave more than {MOST // 1000} kB"),
    ],
    ids=["missing", "no program", "exit code", "not UTF-8", "time-out", "endless"],
)
def test_failure(command: tuple[str, ...], seconds: float, reason: str) -> None:
    """A reason instead of an answer, for each text."""
    assert answers(command, ["one", "two"], seconds) == [Failure(reason)] * 2


def test_a_long_answer_is_one_and_a_flood_is_none() -> None:
    """Nobody summarizes a story in a hundred thousand characters."""
    told, flood = answers(python("print('x' * int(input()), end='')"), ["50000", "100000"], 30)
    assert told == "x" * 50_000
    assert isinstance(flood, Failure)


def test_a_program_that_does_not_read() -> None:
    """A long text does not block a program that looks at none of it."""
    assert answers(python("print('done', end='')"), ["x" * 500_000], 30) == ["done"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs process groups")
def test_a_time_out_ends_what_the_program_started(tmp_path: Path) -> None:
    """A wrapper's child that keeps the output open does not keep the digest waiting."""
    survived = tmp_path / "survived"
    child = (
        "import pathlib, signal, sys\n"
        "signal.signal(signal.SIGALRM, lambda *_: pathlib.Path(sys.argv[1]).touch())\n"
        "signal.alarm(20); signal.pause()"
    )
    wrapper = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"
    command = python(wrapper, child, str(survived))
    assert answers(command, ["text"], 0.5) == [Failure("gave no answer within 0.5 s")]
    assert not survived.exists()


def test_a_few_at_once(tmp_path: Path) -> None:
    """Programs run side by side, and never more than so many: each sees who else is there."""
    program = (
        "import os, sys; from pathlib import Path\n"
        "here = Path(sys.argv[1]); mine = here / str(os.getpid()); mine.touch()\n"
        "most = int(sys.argv[2]); first = not (here / 'met').exists()\n"
        "while first and len(list(here.iterdir())) < most and not (here / 'met').exists(): pass\n"
        "print(len(list(here.glob('[0-9]*'))), end='')\n"
        "(here / 'met').touch(); mine.unlink()"
    )
    counts = answers(python(program, str(tmp_path), str(AT_ONCE)), ["text"] * 6, 15)
    assert max(int(str(count)) for count in counts) == AT_ONCE


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals and named pipes")
def test_an_interruption_ends_what_runs(tmp_path: Path) -> None:
    """Ctrl-C waits for no program's time-out."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = f"import sys; open(sys.argv[1], 'w').write('x'); {NEVER}"
    # Who starts tests in the background may have told them to ignore Ctrl-C, which is inherited.
    code = (
        "import signal, sys; from cio_digest.fetch.programs import answers\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"answers((sys.executable, '-c', {program!r}, sys.argv[1]), ['text'] * 9, 600)"
    )
    with subprocess.Popen(python(code, str(pipe)), stderr=subprocess.PIPE) as process:
        with pipe.open() as said:
            assert said.read(1) == "x"  # a program runs
        process.send_signal(signal.SIGINT)
        try:
            assert b"KeyboardInterrupt" in process.communicate(timeout=60)[1]
        finally:
            process.kill()


def test_how_many_are_answered_is_said() -> None:
    """While the others still run; never more than there are."""
    counts: list[int] = []
    slow = "import sys, time; time.sleep(float(sys.stdin.read()))"
    assert answers(python(slow), ["0", "0.9"], 30, counts.append) == ["", ""]
    assert sorted(counts) == counts
    assert 1 in counts
    assert max(counts) <= 1
