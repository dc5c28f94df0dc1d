"""Runs give values: they print nothing and ask nobody."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from cio_digest import runs

FILES = sorted(Path(runs.__file__).parent.glob("*.py"))
# What speaks to a person, and the streams on which it would.
SPEAKS = {"print", "input", "breakpoint"}
STREAMS = {"stdin", "stdout", "stderr"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_run_never_prints(path: Path) -> None:
    """Neither by print nor by a stream of the process."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in SPEAKS, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            process_stream = node.value.id == "sys" and node.attr in STREAMS
            assert not process_stream, f"{path.name}:{node.lineno}"
