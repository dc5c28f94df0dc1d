"""Rate-limit headers to the rest that a host wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.fetch.windows import rest

NOW = 1_795_329_000.0  # 2026-11-22T06:30:00Z


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-22T06:35:00Z"}, 300),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-22T06:35:00.290188Z"}, 300),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795329060"}, 60),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "1795329900"}, 900),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "1795329010"}, 10),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "30"}, 30),
        ({"x-ratelimit-remaining": "0.0", "x-ratelimit-reset": "45"}, 45),
        ({"x-ratelimit-remaining": "299", "x-ratelimit-reset": "1795329060"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795328000"}, 0),
        ({"x-ratelimit-remaining": "0"}, 0),
        ({}, 0),
    ],
    ids="mastodon fraction github x bluesky draft reddit left past half none".split(),
)
def test_dialects(headers: dict[str, str], seconds: float) -> None:
    """A date, Unix seconds and seconds from now are told apart."""
    assert rest(headers, NOW) == pytest.approx(seconds, abs=1)


@pytest.mark.parametrize(("left", "others", "seconds"), [(1, 0, 0), (1, 1, 60), (2, 1, 0)])
def test_what_is_under_way_may_not_be_counted_yet(left: int, others: int, seconds: float) -> None:
    """The last request of a window is not made twice."""
    headers = {"ratelimit-remaining": str(left), "ratelimit-reset": "60"}
    assert rest(headers, NOW, others) == seconds


@given(st.text(), st.text())
def test_any_header(remaining: str, reset: str) -> None:
    """Whatever a server sends, nothing raises and no rest is negative."""
    assert rest({"ratelimit-remaining": remaining, "ratelimit-reset": reset}, NOW) >= 0


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795329030000"},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "Sun, 22 Nov 2026 06:30:30 GMT"},
        {"ratelimit-remaining": "0", "ratelimit-reset": "30;w=60"},
        {"ratelimit-remaining": "0, 7", "ratelimit-reset": "30, 90"},
        {"ratelimit": '"default";r=0;t=30'},
        {"ratelimit": "limit=100, remaining=0, reset=30"},
    ],
    ids="milliseconds http policy lists structured combined".split(),
)
def test_dialects_of_gateways(headers: dict[str, str]) -> None:
    """What stands before a server speaks its own."""
    assert rest(headers, NOW) == pytest.approx(30, abs=1)


def test_one_header_with_something_left_asks_for_no_rest() -> None:
    """Unless what is under way uses it up."""
    assert rest({"ratelimit": '"default";r=1;t=30'}, NOW) == 0
    assert rest({"ratelimit": '"default";r=1;t=30'}, NOW, 1) == 30
