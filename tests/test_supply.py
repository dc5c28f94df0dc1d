"""What the program is made of: nothing from outside is ever run, and versions are declared."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import cio_digest

SOURCE = Path(cio_digest.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
EVALUATING = {"eval", "exec", "__import__"}
# Modules that build objects from bytes, or run what they are told.
UNSAFE = {"pickle", "marshal", "shelve", "dill", "yaml", "code", "codeop", "runpy", "imp"}
SHELLS = {"system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_text_is_ever_run(path: Path) -> None:
    """No expression is evaluated, no object unpickled, no shell started, by any module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            assert name(node.func) not in EVALUATING | SHELLS, ast.unparse(node)
            assert not any(word.arg == "shell" for word in node.keywords), ast.unparse(node)
        for module in imported(node):
            assert module.partition(".")[0] not in UNSAFE, ast.unparse(node)


def name(function: ast.expr) -> str:
    """The last name of what is called."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
