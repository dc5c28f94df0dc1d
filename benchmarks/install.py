"""Installs what a benchmark measures beside this program, where it may; says what it cannot.

    python -m benchmarks.install

Debian packages where it runs as root and apt is there; PyPI packages go into ``.bench``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(__file__).resolve().parents[1] / ".bench"
PYTHON = VENV / "bin" / "python"
PROGRAMS = {  # the Debian package of each
    "newsboat": "newsboat",
    "newsraft": "newsraft",
    "sfeed_update": "sfeed",
    "r2e": "rss2email",
    "curl": "curl",
}
# The feedparser within reader imports sgmllib, which nothing it depends on brings any more.
READER = ("reader==3.26", "sgmllib3k==1.0.0")


def _quiet(*command: str) -> bool:
    """Whether a command ends well; what it prints is of no interest."""
    return not subprocess.run(command, capture_output=True, check=False).returncode


def _missing() -> list[str]:
    return [package for name, package in PROGRAMS.items() if not shutil.which(name)]


def main() -> None:
    """Install, and say in a line what is not to be had."""
    if _missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        _quiet("apt-get", "update")
        for package in _missing():
            _quiet("apt-get", "install", "-y", "--no-install-recommends", package)
    missing = _missing()
    pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *READER)
    if not (_quiet(sys.executable, "-m", "venv", str(VENV)) and _quiet(*pip)):
        missing.append(f"{READER[0]} (from PyPI)")
        shutil.rmtree(VENV, ignore_errors=True)
    if missing:
        print(f"not installed, and so not measured: {', '.join(missing)}", file=sys.stderr)


if __name__ == "__main__":
    main()
