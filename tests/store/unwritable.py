"""Places that nothing can be written to, for root, too, which no permission stops."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def full(command: Sequence[str]) -> list[str]:
    """The command with no room on any disk: no file may grow."""
    if sys.platform == "win32":
        pytest.skip("needs limits on the size of files")
    limit = (
        "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    return [sys.executable, "-c", limit, *command]


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder and its files as they are, until the body ends."""
    if sys.platform == "win32":
        pytest.skip("needs permissions")
    places = [*folder.iterdir(), folder]
    if os.geteuid():
        modes = [place.stat().st_mode for place in places]
        try:
            for place in places:
                place.chmod(place.stat().st_mode & ~0o222)
            yield
        finally:
            for place, mode in zip(places, modes, strict=True):
                place.chmod(mode)
        return
    if not shutil.which("chattr"):
        pytest.skip("root may write all, and there is no chattr")
    try:
        if subprocess.run(["chattr", "+i", *places], capture_output=True, check=False).returncode:
            pytest.skip("root may write all, and this file system knows no immutable files")
        yield
    finally:
        subprocess.run(["chattr", "-i", *places], capture_output=True, check=False)
