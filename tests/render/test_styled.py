"""Lines of styled text, broken as Rich breaks its own."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text as RichText

from cio_digest.render.styled import Segment, broken, cells, cut, joined, plain, stripped, unstyled

WORDS = st.text("aZ.é大👍e\u0301", min_size=1, max_size=8)
BLANKS = st.sampled_from([" ", "  ", "\u3000", "\u2009"])
TEXTS = st.lists(st.tuples(WORDS, BLANKS), max_size=12).map(
    lambda pairs: "".join(word + blank for word, blank in pairs)
)
CONSOLE = Console(file=StringIO(), width=80)
TWO = (Segment("Northwind ", "1", "https://a.example"), Segment("opens its CRM  ", "2"))


@given(text=TEXTS, room=st.integers(16, 40))
def test_lines_are_broken_as_rich_breaks_them(text: str, room: int) -> None:
    """Words of any script, with any blanks between them."""
    theirs = [line.plain.rstrip() for line in RichText(text).wrap(CONSOLE, room)]
    ours = [plain(stripped(line)) for line in broken(unstyled(text), room)]
    assert ours == theirs or not text


@given(
    words=st.lists(st.text("a大👍", min_size=1, max_size=60), min_size=1), room=st.integers(2, 30)
)
def test_a_longer_word_is_broken_inside(words: list[str], room: int) -> None:
    """No line is too wide, none is empty, and nothing is lost."""
    lines = [stripped(line) for line in broken(unstyled(" ".join(words)), room)]
    assert all(0 < cells(line) <= room for line in lines)
    assert "".join(map(plain, lines)).replace(" ", "") == "".join(words)


@given(text=st.text("aé大👍\u0301\u200d🏻", max_size=20))
def test_cells_are_those_of_rich(text: str) -> None:
    """A wide character takes two, a combining one none."""
    assert cells(unstyled(text)) == cell_len(text)


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [(0, 25, ["Northwind ", "opens its CRM  "]), (5, 14, ["wind ", "open"]), (12, 12, [])],
)
def test_a_part_keeps_its_looks(start: int, end: int, texts: list[str]) -> None:
    """Each of its runs has the look and the address that it had."""
    part = cut(TWO, start, end)
    assert [segment.text for segment in part] == texts
    assert all(segment[1:] in {TWO[0][1:], TWO[1][1:]} for segment in part)


def test_blanks_at_the_end_go() -> None:
    """Those before the end stay."""
    assert plain(stripped(TWO)) == "Northwind opens its CRM"
    assert stripped(joined(TWO, unstyled(" . "))) == (*TWO, Segment(" ."))
