"""Values over time as a line of blocks and as a picture."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.render import sparks


@pytest.mark.parametrize(
    ("history", "blocks"),
    [
        ((), ""),
        ((0, 0), "▁▁"),
        ((0, 7), "▁█"),
        ((0, 1, 2, 3, 4, 5, 6, 7), "▁▂▃▄▅▆▇█"),
        ((9, 0, 0, 1, 1, 1, 1, 2, 2), "▁▅▅█"),
        ((0,) * 24 + (1,) * 4, "▁▁▁▁▁▁█"),
        ((0.1, 0, 99.0), "▂▁█"),
    ],
    ids=[
        "empty",
        "flat",
        "two",
        "eight",
        "odd length: the oldest give way",
        "four weeks",
        "hardly anything is not nothing",
    ],
)
def test_line(history: tuple[float, ...], blocks: str) -> None:
    """Values become at most so many blocks of equal spans, the highest one full."""
    assert sparks.line(history, 8) == blocks


@given(st.lists(st.floats(0, 1e9), max_size=40))
def test_a_picture_is_drawn_inside_its_frame(history: list[float]) -> None:
    """One bar a value, none higher or further right than the picture."""
    bars = [*ET.fromstring(sparks.svg(history, 100, 20))]
    assert len(bars) == len(history)
    for bar in bars:
        assert 0 <= float(bar.get("y", "-1")) <= 20
        assert float(bar.get("x", "0")) + float(bar.get("width", "0")) <= 100.1
