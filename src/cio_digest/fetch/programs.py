"""The reader's own programs and the system's: run without a shell, bounded in time and output."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

AT_ONCE = 4  # processes side by side
MOST = 64_000  # bytes of an answer; a summary has some hundred
_COMPLAINT = 10_000  # bytes of what it says last on stderr


class ProgramError(Exception):
    """A program gave no answer: ``reason`` says why; ``missing`` means that there is none."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing


class ProgramResult(NamedTuple):
    """How a program ended: its exit code, what it printed, and the end of what it complained of."""

    code: int
    output: bytes
    complaint: bytes


class Failure(NamedTuple):
    """Why a program gave no answer."""

    reason: str


def run(
    command: Sequence[str],
    data: bytes = b"",
    *,
    seconds: float,
    env: Mapping[str, str] | None = None,
    most: int = MOST,
) -> ProgramResult:
    """Run a program to its end with ``data`` on its standard input, whatever its exit code.

    After ``seconds``, or above ``most`` bytes of output, it is ended with all that it started; so
    it is by an interruption. Of 0 bytes, whatever it prints is passed over. ``env`` is its
    environment, by default our own.

    Raises:
        ProgramError: it cannot be run, takes too long or prints too much.
    """
    return _run(command, data, seconds=seconds, env=env, most=most, started=lambda _: None)


def answers(
    command: Sequence[str],
    texts: Sequence[str],
    seconds: float,
    progress: Callable[[int], None] = lambda _: None,
) -> list[str | Failure]:
    """What the program prints to each text on its standard input, in the order of the texts.

    It runs for at most ``seconds`` a text, up to ``AT_ONCE`` times side by side; how many are
    answered goes to ``progress``. An interruption ends every process that still runs.
    """
    import threading
    from concurrent.futures import ThreadPoolExecutor, wait

    running: list[subprocess.Popen[bytes]] = []
    over = threading.Event()

    def started(process: subprocess.Popen[bytes]) -> None:
        running.append(process)
        if over.is_set():  # interrupted while it was being started
            _end(process)

    def answer(text: str) -> str | Failure:
        data = text.encode("utf-8", "replace")
        try:
            done = _run(command, data, seconds=seconds, env=None, most=MOST, started=started)
        except ProgramError as error:
            return Failure(error.reason)
        return _judged(done)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting: list[Future[str | Failure]] = []
        try:  # an interruption may come while they are being started
            waiting.extend(pool.submit(answer, text) for text in texts)
            # A signal may reach another thread, and is heard when this one next wakes up.
            while (finished := wait(waiting, timeout=0.2)).not_done:
                progress(len(finished.done))
            return [future.result() for future in waiting]
        except BaseException:
            over.set()
            for future in waiting:
                future.cancel()
            for process in running:
                _end(process)
            raise


def _judged(done: ProgramResult) -> str | Failure:
    if done.code:
        return Failure(f"exit code {done.code}")
    try:
        return done.output.decode()
    except UnicodeDecodeError:
        return Failure("no UTF-8 text")


def _run(
    command: Sequence[str],
    data: bytes,
    *,
    seconds: float,
    env: Mapping[str, str] | None,
    most: int,
    started: Callable[[subprocess.Popen[bytes]], None],
) -> ProgramResult:
    import subprocess
    from tempfile import TemporaryFile

    # Files, unlike pipes, take the data whether or not the program reads it, and its complaints
    # whether or not anybody does.
    with TemporaryFile() as stdin, TemporaryFile() as stderr:
        stdin.write(data)
        stdin.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
                command,
                stdin=stdin,
                stdout=subprocess.PIPE if most else subprocess.DEVNULL,
                stderr=stderr,
                env=env,
                start_new_session=True,  # so that a time-out ends what a wrapper started, too
            )
        except FileNotFoundError:
            raise ProgramError("not found", missing=True) from None
        except OSError as error:
            raise ProgramError(f"cannot be run: {error.strerror}") from None
        started(process)
        try:
            output, code = _read(process, seconds, most)
        except BaseException:
            _end(process)
            raise
        stderr.seek(max(0, os.fstat(stderr.fileno()).st_size - _COMPLAINT))
        return ProgramResult(code, output, stderr.read(_COMPLAINT))


def _read(process: subprocess.Popen[bytes], seconds: float, most: int) -> tuple[bytes, int]:
    """All that a process prints until it ends, or is ended, and its exit code."""
    import threading

    late = threading.Event()

    def end() -> None:
        late.set()
        _end(process)

    watch = threading.Timer(seconds, end)
    watch.start()
    try:
        with process:
            output = process.stdout.read(most + 1) if process.stdout else b""
            if len(output) > most:
                _end(process)
            code = process.wait()
    finally:
        watch.cancel()
    if late.is_set():
        raise ProgramError(f"gave no answer within {seconds:g} s")
    if len(output) > most:
        raise ProgramError(f"gave more than {most // 1000} kB")
    return output, code


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where there are process groups, all that it started."""
    if process.returncode is not None:
        return
    if os.name != "posix":
        process.kill()
        return
    with suppress(OSError):  # it has just ended by itself
        os.killpg(process.pid, signal.SIGKILL)
