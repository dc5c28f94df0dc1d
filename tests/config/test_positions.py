"""Every key and value of a TOML document is found where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.config import positions
from cio_digest.config.positions import KeyPath, Spot

TABLE = r'''# [[feeds]]
[digest] # with a comment
minutes = 5
"max stories" = '#]'

[topics.CRM]
keywords = [
    "a", # "b"
    'c',
]
text = """
[[feeds]]
minutes = 7 \"""""
when = 1979-05-27 07:32:00 # noon

[[feeds]]
url = "x"
auth = { user = "u", password = { env = "P" } }

[[feeds]]
a . "b.c".d = [[1], [2, 3]]
[[feeds.more]]
e = 1
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("digest",), (2, 2), (2, 1)),
        (("digest", "minutes"), (3, 1), (3, 11)),
        (("digest", "max stories"), (4, 1), (4, 17)),
        (("topics",), (6, 2), (6, 1)),
        (("topics", "CRM"), (6, 9), (6, 1)),
        (("topics", "CRM", "keywords"), (7, 1), (7, 12)),
        (("topics", "CRM", "keywords", 1), (9, 5), (9, 5)),
        (("topics", "CRM", "text"), (11, 1), (11, 8)),
        (("topics", "CRM", "when"), (14, 1), (14, 8)),
        (("feeds", 0), (16, 1), (16, 1)),
        (("feeds", 0, "auth"), (18, 1), (18, 8)),
        (("feeds", 0, "auth", "password", "env"), (18, 35), (18, 41)),
        (("feeds", 1), (20, 1), (20, 1)),
        (("feeds", 1, "a", "b.c", "d"), (21, 11), (21, 15)),
        (("feeds", 1, "a", "b.c", "d", 1, 1), (21, 25), (21, 25)),
        (("feeds", 1, "more", 0, "e"), (23, 1), (23, 5)),
    ],
    ids=lambda value: ".".join(map(str, value)),
)
def test_place(path: KeyPath, key: tuple[int, int], value: tuple[int, int]) -> None:
    """Line and column of a key and of its value, through all the ways of writing them."""
    tomli.loads(TABLE)
    spot = positions.find(TABLE)[path]
    assert positions.line_column(TABLE, spot.key) == key
    assert positions.line_column(TABLE, spot.value) == value


def test_inline_table_over_several_lines() -> None:
    """TOML 1.1 lets an inline table run over lines, with comments and a closing comma."""
    text = "a = {\n  b = 1, # }\n  c = [\n2,],\n}\nd = 3"
    spots = positions.find(text)
    assert [positions.line_column(text, spots[path].value) for path in (("a", "c", 0), ("d",))] == [
        (4, 1),
        (6, 5),
    ]


# --- against a writer that knows where it put things --------------------------------------------

CHARS = st.sampled_from("ab\"'#[]{}=,.\\ \t\u00e9\u2026\U0001f600")
TEXT = st.text(CHARS | st.just("\n"), max_size=8) | st.sampled_from(["[[feeds]]", '"""', "''"])
SCALARS = st.sampled_from(["1", "-0.5", "0xff", "1e3", "nan", "true", "2020-01-02 03:04:05Z"])
BLANKS = st.sampled_from(["", " ", "\t"])
BREAKS = st.sampled_from(["", " ", "\n", " # ]}'\"[[x]]\n", "\n\n\t"])


class Writer:
    """Writes a document and notes where every key and value starts."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.spots: dict[KeyPath, Spot] = {(): Spot(0, 0)}

    def blank(self) -> None:
        self.text += self.draw(BLANKS)

    def key(self, key: str) -> int:
        offset = len(self.text)
        bare = key.isascii() and key.isalnum()
        styles = ["bare"] * bare + ["basic"] + ["literal"] * ("'" not in key)
        style = self.draw(st.sampled_from(styles))
        written = {"bare": key, "literal": f"'{key}'", "basic": quoted(key)}
        self.text += written[style]
        return offset

    def pair(self, path: KeyPath, keys: list[str]) -> None:
        for i, key in enumerate(keys):
            offset = self.key(key)
            path = (*path, key)
            self.spots[path] = Spot(offset, offset)
            self.blank()
            self.text += "=" if i == len(keys) - 1 else "."
            self.blank()
        start = len(self.text)
        self.value(path, 2)
        self.spots[path] = Spot(offset, start, len(self.text))

    def value(self, path: KeyPath, depth: int) -> None:
        kinds = ["text", "scalar"] + ["list", "table"] * (depth > 0)
        kind = self.draw(st.sampled_from(kinds))
        if kind == "text":
            self.text += self.draw(st.sampled_from(spellings(self.draw(TEXT))))
        elif kind == "scalar":
            self.text += self.draw(SCALARS)
        elif kind == "list":
            self.list(path, depth)
        else:
            self.inline(path, depth)

    def list(self, path: KeyPath, depth: int) -> None:
        self.text += "["
        for i in range(self.draw(st.integers(0, 3))):
            self.text += "," * (i > 0) + self.draw(BREAKS)
            start = len(self.text)
            self.value((*path, i), depth - 1)
            self.spots[(*path, i)] = Spot(start, start, len(self.text))
            self.text += self.draw(BREAKS)
        self.text += "]"

    def inline(self, path: KeyPath, depth: int) -> None:
        self.text += "{"
        for i, key in enumerate(self.draw(names(2))):
            self.text += "," * (i > 0)
            self.blank()
            offset = self.key(key)
            self.text += " = "
            start = len(self.text)
            self.value((*path, key), depth - 1)
            self.spots[(*path, key)] = Spot(offset, start, len(self.text))
            self.blank()
        self.text += "}"

    def pairs(self, path: KeyPath) -> None:
        for key in self.draw(names(3)):
            more = self.draw(st.lists(TEXT.map(one_line), max_size=2))
            self.pair(path, [key, *more])
            self.text += self.draw(st.sampled_from(["\n", " # a = 1\n", "\n\n", "\t#\n"]))

    def header(self, path: KeyPath, key: str, *, listed: bool) -> None:
        brackets = 2 if listed else 1
        start = len(self.text)
        self.text += "[" * brackets
        self.blank()
        offset = self.key(key)
        self.blank()
        self.text += "]" * brackets + self.draw(st.sampled_from(["\n", " # [x]\n"]))
        self.spots.setdefault((key,), Spot(offset, start))
        self.spots[path] = Spot(start, start) if listed else Spot(offset, start)


def one_line(text: str) -> str:
    return text.replace("\n", "")


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def spellings(text: str) -> list[str]:
    """All the ways in which TOML can write this text."""
    escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
    found = [quoted(text), f'"""\n{escaped}"""']
    if "'''" not in text:
        found.append(f"'''\n{text}'''")
    if "'" not in text and "\n" not in text:
        found.append(f"'{text}'")
    return found


def names(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(TEXT.map(one_line), max_size=most, unique=True)


@st.composite
def documents(draw: Any) -> tuple[str, dict[KeyPath, Spot]]:
    writer = Writer(draw)
    writer.text += draw(BREAKS)
    tables = draw(names(4))
    writer.pairs(()) if not tables else None
    for table in tables:
        for i in range(listed := draw(st.integers(0, 3))):
            writer.header((table, i), table, listed=True)
            writer.pairs((table, i))
        if not listed:
            writer.header((table,), table, listed=False)
            writer.pairs((table,))
    return writer.text, writer.spots


@given(documents())
def test_every_spot(document: tuple[str, dict[KeyPath, Spot]]) -> None:
    """Whatever the layout, each key and value stands and ends where the writer put it."""
    text, spots = document
    parsed = tomli.loads(text)
    found = positions.find(text)
    assert found == spots
    assert set(paths(parsed)) == set(found)


def paths(value: Any, at: KeyPath = ()) -> list[KeyPath]:
    """The path of everything in a parsed document."""
    steps: Any = value.items() if isinstance(value, dict) else ()
    steps = enumerate(value) if isinstance(value, list) else steps
    return [at, *(path for step, below in steps for path in paths(below, (*at, step)))]
