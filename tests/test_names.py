"""What things are called in the program: docs/contributing.md, "Words", held to the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

TREE = Path(__file__).parents[1]
CONTRIBUTING = (TREE / "docs" / "contributing.md").read_text(encoding="utf-8")


def _refused() -> list[str]:
    """The words that the guide refuses as names of parameters."""
    (line,) = re.findall(r"^Never: (.+?)\.$", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    return re.findall(r"`(\w+)`", line)


@cache
def _definitions() -> list[tuple[str, Definition]]:
    """The functions and classes of the program, with their places."""
    return [
        (f"{path.relative_to(TREE).as_posix()}:{node.lineno}", node)
        for path in sorted((TREE / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    ]


def _parameters(definition: Definition) -> Iterator[str]:
    if isinstance(definition, ast.ClassDef):
        return
    arguments = definition.args
    for each in chain(arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
        yield each.arg
    for rest in (arguments.vararg, arguments.kwarg):
        if rest is not None:
            yield rest.arg


def test_the_guide_names_the_words_that_are_refused() -> None:
    """The list that these tests read is there, and is no empty one."""
    assert {"found", "given", "wanted", "told", "kept"} <= set(_refused())


@pytest.mark.parametrize("word", _refused())
def test_no_parameter_has_a_name_that_says_nothing(word: str) -> None:
    """A parameter is named for what it is, so that a call can be read without the function."""
    assert [place for place, node in _definitions() if word in _parameters(node)] == []


def test_no_class_name_means_two_things() -> None:
    """A class has one definition in the tree, so that its name can be searched for."""
    places = defaultdict(list)
    for place, node in _definitions():
        if isinstance(node, ast.ClassDef):
            places[node.name].append(place)
    assert {name: several for name, several in places.items() if len(several) > 1} == {}
