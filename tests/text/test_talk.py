"""Which discussions of an entry count: those that somebody has, and somewhere."""

from __future__ import annotations

from typing import Any

import pytest

from cio_digest.models import Engagement, RawEntry, Talk
from cio_digest.text import normalize

OWN, ELSEWHERE = "https://ledger.example/1#comments", "https://commons.example.org/t/1"


def of(**parts: Any) -> Talk | None:
    return normalize.talk(RawEntry(url="https://ledger.example/1", **parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param({}, None, id="no address"),
        pytest.param({"comments": OWN}, None, id="its own, uncounted"),
        pytest.param({"comments": OWN, "commented": 4}, Talk("", OWN, 4), id="its own, counted"),
        pytest.param({"comments": ELSEWHERE}, None, id="a form on another host"),
        pytest.param(
            {"comments": ELSEWHERE, "forum": "r/x"}, Talk("r/x", ELSEWHERE), id="on a network"
        ),
        pytest.param({"comments": "javascript:alert(1)", "commented": 4}, None, id="no address"),
        pytest.param({"comments": "/t/1", "forum": "A forum"}, None, id="half an address"),
        pytest.param(
            {"comments": ELSEWHERE, "forum": "<b>r/x</b>\x1b", "commented": 10**30},
            Talk("r/x", ELSEWHERE, 10**9),
            id="hostile",
        ),
        pytest.param(
            {"comments": ELSEWHERE, "forum": "r/x", "engagement": Engagement(replies=3, score=9)},
            Talk("r/x", ELSEWHERE, 3, 9),
            id="as a network counts",
        ),
    ],
)
def test_a_discussion_is_known_by_its_address(parts: dict[str, Any], expected: Talk | None) -> None:
    """A feed's own comments count by their number alone, for most feeds name them without any."""
    assert of(**parts) == expected
