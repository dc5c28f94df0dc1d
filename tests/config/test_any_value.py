"""Every key that the pages name, given a value of every kind that TOML has."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cio_digest import config
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOCS = Path(__file__).resolve().parents[2] / "docs"
_VALUES = ('""', '"\\u0000"', "1", "nan", "true", "2027-01-10", "07:00:00", "[]", "[[]]", "[1]")
_TABLES = ("{}", "{ a = 1 }", '{ env = "" }', "{ command = [] }", "{ user = 1 }")


def _keys() -> Iterator[tuple[str, str]]:
    """Each table as its heading writes it, with each of its keys."""
    for page in ("config", "mail", "deliver"):
        table = ""
        for line in (_DOCS / f"{page}.md").read_text("utf-8").splitlines():
            if line.startswith("## "):
                table = line[3:].replace("EVENT", "after_digest") if line[3] == "[" else ""
            elif table and (row := re.match(r"\| ((?:`\w+`(?:, )?)+) \|", line)):
                for key in re.findall(r"\w+", row[1]):
                    yield table, key


def test_the_pages_name_the_keys() -> None:
    """Or nothing would be tried below."""
    assert {("[digest]", "minutes"), ("[[feeds]]", "auth"), ("[mail]", "port")} <= {*_keys()}


@pytest.mark.parametrize(("table", "key"), [*_keys()])
def test_a_value_of_any_kind_is_read_or_told(table: str, key: str) -> None:
    """In lines without a control character, and never as a fault of the program."""
    for value in (*_VALUES, *_TABLES):
        said = _said(f"{table}\n{key} = {value}\n[wrong]\n")
        assert "\0" not in said
        assert said.startswith("feeds.toml:")


def _said(toml: str) -> str:
    """What is said of a feeds.toml with a mistake at its end."""
    with pytest.raises(ConfigError) as caught:
        config.parse(toml, "feeds.toml")
    return str(caught.value)
