"""Counts by day as a row of dots."""

from __future__ import annotations

from math import pi
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.render import dots


def drawn(days: list[int], most: int) -> list[tuple[float, float]]:
    """Where each dot is, and its radius."""
    circles = [each for each in ET.fromstring(dots.svg(days, most)) if each.tag.endswith("circle")]
    return [(float(each.get("cx", "-1")), float(each.get("r", "-1"))) for each in circles]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=14))
def test_each_day_with_a_count_has_a_dot_within_its_cell(days: list[int]) -> None:
    """Dots neither touch nor leave the picture, and a day of nothing has none."""
    made = drawn(days, dots.scale([days]))
    assert [int(x // 20) for x, _ in made] == [at for at, count in enumerate(days) if count]
    assert all(0 < radius < 10 for _, radius in made)


def test_a_dot_four_times_as_large_is_four_times_as_many() -> None:
    """It is the area that is read, on one scale for every row of a plot."""
    (_, few), (_, many) = drawn([16, 64], dots.scale([[64], [16]]))
    assert pi * many**2 == pytest.approx(4 * pi * few**2, rel=0.02)


def test_a_day_of_single_reports_is_no_day_of_large_dots() -> None:
    """Where nothing is told by many, nothing looks as if it were."""
    [(_, alone)] = drawn([1], dots.scale([[1], [1]]))
    [(_, wide)] = drawn([6], dots.scale([[6]]))
    assert alone < wide / 2
