"""What a program takes: CPU, time and memory of its process and of all its children together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOG = "log"
# The peak of a process begins with that of the one that starts it, so a small one does.
_START = f"""
import json, os, sys, time
output = (os.POSIX_SPAWN_OPEN, 1, {LOG!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
started = time.monotonic()
pid = os.posix_spawnp(
    sys.argv[1], sys.argv[1:], os.environ, file_actions=[output, (os.POSIX_SPAWN_DUP2, 1, 2)]
)
status, usage = os.wait4(pid, 0)[1:]
wall = time.monotonic() - started
cpu = usage.ru_utime + usage.ru_stime
print(json.dumps([cpu, wall, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)]))
"""


class Cost(NamedTuple):
    """What one run took: seconds of CPU and in all, peak MB of its largest process."""

    cpu: float
    wall: float
    memory: float
    code: int


def environment(**more: str) -> dict[str, str]:
    """The environment of what is measured: no proxies, and Python keeps what it compiled."""
    unset = {"PYTHONDONTWRITEBYTECODE"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in unset and not name.lower().endswith("_proxy") and name[:4] != "XDG_"
    } | more


def measure(command: list[str], folder: Path, env: Mapping[str, str]) -> Cost:
    """Run a command in a folder to its end; what it prints goes into the log there.

    Children count if they were waited for, as each program here waits for its own.
    """
    start = [sys.executable, "-I", "-S", "-c", _START, *command]
    done = subprocess.run(
        start, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True
    )
    return Cost(*json.loads(done.stdout))
