"""Bounds of shares, by few cases and by many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.scorecards import bounds


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [
        pytest.param(9, 41, 0.133, 0.341, id="some of some"),
        pytest.param(0, 20, 0.0, 0.119, id="none"),
        pytest.param(20, 20, 0.881, 1.0, id="all"),
        pytest.param(0, 0, 0.0, 1.0, id="nothing was counted"),
    ],
)
def test_the_bounds_are_wilsons(some: int, of: int, low: float, high: float) -> None:
    """As tables give them for 90 percent between the two."""
    assert bounds.least(some, of) == pytest.approx(low, abs=0.001)
    assert bounds.most(some, of) == pytest.approx(high, abs=0.001)


@given(st.integers(1, 10_000), st.data())
def test_the_share_lies_between_its_bounds(of: int, data: st.DataObject) -> None:
    """Which come closer the more there is to go by."""
    some = data.draw(st.integers(0, of))
    low, high = bounds.least(some, of), bounds.most(some, of)
    assert 0 <= low <= some / of + 1e-9
    assert some / of <= high + 1e-9 <= 1 + 1e-9
    assert bounds.most(2 * some, 2 * of) - bounds.least(2 * some, 2 * of) < high - low


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_bounds_mirror_each_other(some: int, others: int) -> None:
    """What is surely so is never more than what its opposite leaves."""
    of = some + others
    assert bounds.least(some, of) == pytest.approx(1 - bounds.most(others, of))
