"""Programs and files of this machine, with one clear line for whatever goes wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

from cio_digest.errors import ScheduleError

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from cio_digest.config.paths import System

_PATIENCE = 60  # seconds


def run(*command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system to its end, whatever its exit code.

    Raises:
        ScheduleError: it cannot be run, or does not end.
    """
    import subprocess

    try:
        return subprocess.run(  # noqa: S603 - the system's own programs, and no shell
            command, input=given, capture_output=True, timeout=_PATIENCE, check=False
        )
    except FileNotFoundError:
        raise ScheduleError(f"{command[0]}: there is no such program on this machine") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScheduleError(f"{command[0]}: cannot be run: {error}") from None


def must(*command: str, given: bytes = b"") -> None:
    """Run a program of the system that has to succeed.

    Raises:
        ScheduleError: it did not, with its own words.
    """
    done = run(*command, given=given)
    if done.returncode:
        raise ScheduleError(f"{' '.join(command)}: {words(done)}")


def words(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a program that failed says of it, on one line."""
    said = " ".join((done.stderr or done.stdout).decode(errors="replace").split())
    return said or f"exit code {done.returncode}"


def write(path: Path, text: str) -> None:
    """Write a file, and make the folders above it.

    Raises:
        ScheduleError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise ScheduleError(f"{path}: cannot be written: {error.strerror}") from None


def delete(path: Path) -> bool:
    """Delete a file; says whether there was one.

    Raises:
        ScheduleError: it cannot be deleted.
    """
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise ScheduleError(f"{path}: cannot be deleted: {error.strerror}") from None
    return True


def read(path: Path) -> str:
    """A file's text, "" where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def lot(system: System) -> int:
    """A number that is another one for most machines and users, and the same tomorrow."""
    name = os.uname().nodename if hasattr(os, "uname") else ""
    return crc32(f"{name} {system.home}".encode("utf-8", "surrogateescape"))
