"""The versions that the tests run with are written down, one for each package that is asked for."""

from __future__ import annotations

import re
from pathlib import Path

import tomli

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / ".ci" / "constraints.txt"


def name(line: str) -> str:
    """The package that a requirement asks for, as the package index spells it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=;]", line, maxsplit=1)[0]).lower()


def asked() -> set[str]:
    """What pyproject.toml asks for: to run, for each extra and to develop."""
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = (
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        project["dependency-groups"]["dev"],
    )
    return {name(each) for several in lists for each in several}


def test_every_package_has_its_version() -> None:
    """What is asked for, and what that needs, is of one exact version (else: make lock)."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"[a-z0-9-]+==[\w.!+]+( ; |$)", line) for line in lines)
    assert asked() - set(map(name, lines)) == set()
    assert len(lines) > len(asked())
