"""How long a server wants to be left alone."""

from __future__ import annotations

import pytest

from cio_digest.fetch.retry import retry_after

NOW = 1_795_669_200.0  # Thursday, 26 November 2026, 05:00:00 UTC


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0.5", 0.5),
        ("1795676400", 7200),  # the instant, in Unix seconds
        ("1795660000", 0),
        ("Thu, 26 Nov 2026 07:00:00 GMT", 7200),
        ("Thursday, 26-Nov-26 07:00:00 GMT", 7200),
        ("Thu Nov 26 07:00:00 2026", 7200),
        ("Thu, 26 Nov 2026 04:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_a_wait_in_seconds_or_until_an_instant(value: str, seconds: float | None) -> None:
    """Every form that RFC 9110 has, and parts of seconds and Unix time, which it has not."""
    assert retry_after({"retry-after": value}, NOW) == seconds
