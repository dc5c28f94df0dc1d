"""Verdicts: which rule holds, and that none is given on too little."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scorecards.factories import case

from cio_digest.scorecards import verdicts


@pytest.mark.parametrize(
    ("parts", "word", "because"),
    [
        pytest.param({"shown": 20}, "keep", "20 of 100 posts reached", id="brings much"),
        pytest.param({"shown": 5}, "watch", "10% is usual", id="cannot be told"),
        pytest.param({"judged": 400}, "drop", "under a quarter of the usual", id="brings nothing"),
        pytest.param({}, "watch", "0 of 100", id="nothing, but of few posts"),
        pytest.param({"judged": 19}, "", "19 posts since the first digest, 20", id="too few posts"),
        pytest.param({"judged": 1}, "", "1 post since", id="one post"),
        pytest.param({"usual": 0.0}, "", "no digest", id="no digest was made"),
        pytest.param({"noisy": 70}, "drop", "70 of 100 posts are noise", id="noise"),
        pytest.param({"noisy": 55}, "watch", "0 of 100", id="not surely noise"),
        pytest.param({"copied": 28}, "drop", "28 of 30 were printed", id="copies"),
        pytest.param({"noisy": 70, "shown": 20}, "keep", "20 of 100", id="noise that one reads"),
        pytest.param({"noisy": 9, "posts": 9, "judged": 9}, "", "20", id="noise, but of few posts"),
        pytest.param({"trouble": "silent"}, "watch", "silent", id="in trouble"),
        pytest.param({"trouble": "gone", "gone": True}, "drop", "gone", id="gone for good"),
    ],
)
def test_the_first_rule_that_holds_decides(parts: dict[str, Any], word: str, because: str) -> None:
    """With its reason and the number behind it."""
    found = verdicts.verdict(case(**parts))
    assert found.word == word
    assert because in found.because


@given(st.integers(0, 19), st.floats(0.001, 1), st.data())
def test_nobody_is_judged_by_a_handful(judged: int, usual: float, data: st.DataObject) -> None:
    """Whatever became of it."""
    shown = data.draw(st.integers(0, judged))
    given_case = case(judged=judged, shown=shown, posts=judged, told=0, usual=usual)
    assert verdicts.verdict(given_case).word == ""


@given(st.integers(20, 5_000), st.floats(0.001, 1), st.data())
def test_more_that_was_shown_is_never_judged_worse(
    judged: int, usual: float, data: st.DataObject
) -> None:
    """From drop over watch to keep."""
    shown = data.draw(st.integers(0, judged - 1))
    ranks = [
        ("drop", "watch", "keep").index(verdicts.verdict(case(**parts, usual=usual)).word)
        for parts in ({"judged": judged, "shown": shown}, {"judged": judged, "shown": shown + 1})
    ]
    assert ranks == sorted(ranks)
