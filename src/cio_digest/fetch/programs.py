"""Turns texts into what the reader's own programs make of them: one process a text, no shell."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

AT_ONCE = 4  # processes side by side
MOST = 64_000  # bytes of an answer; a summary has some hundred


class Failure(NamedTuple):
    """Why a program gave no answer."""

    reason: str


def answers(command: Sequence[str], texts: Sequence[str], seconds: float) -> list[str | Failure]:
    """What the program prints to each text on its standard input, in the order of the texts.

    It runs without a shell, for at most ``seconds`` a text, up to ``AT_ONCE`` times side by side.
    An interruption ends every process that still runs.
    """
    import threading
    from concurrent.futures import ThreadPoolExecutor, wait

    running: list[subprocess.Popen[bytes]] = []
    over = threading.Event()

    def answer(text: str) -> str | Failure:
        process = _start(command, text)
        if isinstance(process, Failure):
            return process
        running.append(process)
        if over.is_set():  # interrupted while it was being started
            _end(process)
        return _read(process, seconds)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        given = [pool.submit(answer, text) for text in texts]
        try:
            # A signal may reach another thread, and is heard when this one next wakes up.
            while wait(given, timeout=0.2).not_done:
                pass
            return [each.result() for each in given]
        except BaseException:
            over.set()
            for each in given:
                each.cancel()
            for process in running:
                _end(process)
            raise


def told(command: Sequence[str], text: str, seconds: float) -> Failure | None:
    """Give one text to a program that need not answer; whatever it prints is passed over.

    An interruption ends it.
    """
    process = _start(command, text, heard=False)
    if isinstance(process, Failure):
        return process
    try:
        ended = _read(process, seconds)
    except BaseException:
        _end(process)
        raise
    return ended if isinstance(ended, Failure) else None


def _start(
    command: Sequence[str], text: str, *, heard: bool = True
) -> subprocess.Popen[bytes] | Failure:
    import subprocess
    from tempfile import TemporaryFile

    # A file, unlike a pipe, takes the text whether or not the program reads it.
    with TemporaryFile() as given:
        given.write(text.encode("utf-8", "replace"))
        given.seek(0)
        try:
            return subprocess.Popen(  # noqa: S603 - the user's own command, and no shell
                command,
                stdin=given,
                stdout=subprocess.PIPE if heard else subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # so that a time-out ends what a wrapper started, too
            )
        except FileNotFoundError:
            return Failure("not found")
        except OSError as error:
            return Failure(f"cannot be run: {error.strerror}")


def _read(process: subprocess.Popen[bytes], seconds: float) -> str | Failure:
    """All that a process prints until it ends, or is ended."""
    import threading

    late = threading.Event()

    def end() -> None:
        late.set()
        _end(process)

    watch = threading.Timer(seconds, end)
    watch.start()
    with process:
        out = process.stdout.read(MOST + 1) if process.stdout else b""
        if len(out) > MOST:
            _end(process)
        code = process.wait()
    watch.cancel()
    if late.is_set():
        return Failure(f"no answer within {seconds:g} s")
    return _judged(out, code)


def _judged(out: bytes, code: int) -> str | Failure:
    if len(out) > MOST:
        return Failure(f"more than {MOST // 1000} kB")
    if code:
        return Failure(f"exit code {code}")
    try:
        return out.decode()
    except UnicodeDecodeError:
        return Failure("no UTF-8 text")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and, where there are process groups, all that it started."""
    if process.returncode is not None:
        return
    if os.name != "posix":
        process.kill()
        return
    with suppress(OSError):  # it has just ended by itself
        os.killpg(process.pid, signal.SIGKILL)
