"""Elements of lists in TOML text, put in and taken out."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.config import elements

LINES = 'a = [\n    "one",  # first\n    "two"  # last\n]\nb = 1\n'
FULL = 'a = [\n    "one", "two",\n    "three", "four",\n]\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param('a = ["one"] # c\n', 'a = ["one", "new"] # c\n', id="one line"),
        pytest.param("a = []", 'a = ["new"]', id="empty"),
        pytest.param("a = [ # why\n]\n", 'a = ["new" # why\n]\n', id="empty with a comment"),
        pytest.param('a = ["one",]', 'a = ["one", "new",]', id="comma at the end"),
        pytest.param(
            LINES,
            'a = [\n    "one",  # first\n    "two",  # last\n    "new"\n]\nb = 1\n',
            id="a line each",
        ),
        pytest.param(FULL, FULL.replace('"four",', '"four", "new",'), id="several in a line"),
        pytest.param(
            f'a = [\n  "{"x" * 60}", "{"y" * 30}",\n]',
            f'a = [\n  "{"x" * 60}", "{"y" * 30}",\n  "new",\n]',
            id="a full line",
        ),
        pytest.param(
            LINES.replace("\n", "\r\n"),
            'a = [\n    "one",  # first\n    "two",  # last\n    "new"\n]\nb = 1\n'.replace(
                "\n", "\r\n"
            ),
            id="CRLF",
        ),
    ],
)
def test_one_more(before: str, after: str) -> None:
    """It stands last, as the others are written; comments stay with what they are about."""
    assert elements.more(before, ("a",), "new") == after


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        pytest.param('a = ["one", "two"] # c', 0, 'a = ["two"] # c', id="first"),
        pytest.param('a = ["one", "two"] # c', 1, 'a = ["one"] # c', id="last"),
        pytest.param('a = ["one", "two",]', 1, 'a = ["one",]', id="last before a comma"),
        pytest.param(LINES, 0, 'a = [\n    "two"  # last\n]\nb = 1\n', id="with its comment"),
        pytest.param(LINES, 1, 'a = [\n    "one",  # first\n]\nb = 1\n', id="last line"),
        pytest.param(FULL, 1, FULL.replace(' "two",', ""), id="end of a line"),
        pytest.param(FULL, 2, FULL.replace('"three", ', ""), id="begin of a line"),
    ],
)
def test_one_less(before: str, number: int, after: str) -> None:
    """Only it goes, and the comment beside it where it has a line of its own."""
    assert elements.less(before, ("a",), number) == after


WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=6)
BETWEEN = st.sampled_from([", ", ",", " ,\n", ",\n    ", ', # why, "not" ]\n', ",\r\n\t"])


@given(WORDS, st.data())
def test_however_the_list_is_written(words: list[str], data: st.DataObject) -> None:
    """The document means the same but for the one element."""
    from cio_digest.config import writing

    body = data.draw(st.sampled_from(["", "\n  ", " # of\n"]))
    for number, word in enumerate(words):
        comma = data.draw(BETWEEN) if number < len(words) - 1 else ""
        body += writing.value(word) + comma
    text = f"[t]\na = [{body}{data.draw(st.sampled_from(['', ',', chr(10)]))}]\nb = 2\n"
    assert tomli.loads(text)["t"]["a"] == words
    place = data.draw(st.integers(0, len(words) - 1))
    fewer = words[:place] + words[place + 1 :]
    assert tomli.loads(elements.less(text, ("t", "a"), place)) == {"t": {"a": fewer, "b": 2}}
    more = tomli.loads(elements.more(text, ("t", "a"), "new"))
    assert more == {"t": {"a": [*words, "new"], "b": 2}}
