"""Programs and files of this machine, with one clear line for whatever goes wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from zlib import crc32

from cio_digest import files
from cio_digest.errors import ScheduleError
from cio_digest.fetch import programs

if TYPE_CHECKING:
    from pathlib import Path

    from cio_digest.config.paths import System
    from cio_digest.fetch.programs import ProgramResult

_PATIENCE = 60  # seconds
_LARGEST = 1_000_000  # bytes that it prints: a crontab has some thousand


def run(*command: str, data: bytes = b"") -> ProgramResult:
    """Run a program of the system to its end, whatever its exit code.

    Raises:
        ScheduleError: it cannot be run, or does not end.
    """
    try:
        return programs.run(command, data, seconds=_PATIENCE, most=_LARGEST)
    except programs.ProgramError as error:
        reason = "there is no such program on this machine" if error.missing else error.reason
        raise ScheduleError(f"{command[0]}: {reason}") from None


def must(*command: str, data: bytes = b"") -> None:
    """Run a program of the system that has to succeed.

    Raises:
        ScheduleError: it did not, with its own words.
    """
    done = run(*command, data=data)
    if done.code:
        raise ScheduleError(f"{' '.join(command)}: {words(done)}")


def words(done: ProgramResult) -> str:
    """What a program that failed says of it, on one line."""
    complaint = " ".join((done.complaint or done.output).decode(errors="replace").split())
    return complaint or f"exit code {done.code}"


def write(path: Path, text: str) -> None:
    """Write a file, and make the folders above it.

    Raises:
        ScheduleError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.replace(str(path), text.encode("utf-8", "surrogateescape"))
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
