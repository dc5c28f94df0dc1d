"""Stages that decide are pure: they ask no clock (what they import is import-linter's to check)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[1]
CONTRACTS = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
PURE = [
    name
    for each in CONTRACTS["contracts"]
    if "Pure" in each["name"]
    for name in each["source_modules"]
]
CLOCK = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(")


@pytest.mark.parametrize("name", [*PURE, "cio_digest.digest"])
def test_a_pure_stage_is_told_the_time(name: str) -> None:
    """So that the same input gives the same output on any day."""
    path = ROOT / "src" / name.replace(".", "/")
    files = list(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
    assert files
    for file in files:
        assert not CLOCK.search(file.read_text(encoding="utf-8")), file
