"""Accounts are called as the reader called them, wherever their posts come from."""

from __future__ import annotations

import pytest

from cio_digest.models import Source
from cio_digest.text import handles


@pytest.mark.parametrize(
    ("network", "configured", "posted"),
    [
        ("mastodon", "@ada@example.social", "@Ada@example.social"),
        ("mastodon", "ada@example.social", "@ada@example.social"),
        ("bluesky", "ada.bsky.social", "@ada.bsky.social"),
        ("reddit", "ada", "u/ada"),
        ("reddit", "u/ada", "u/ada"),
        ("hackernews", "ada", "ada"),
        ("x", "@ada", "@ada"),
    ],
)
def test_an_account_is_known_however_it_is_written(
    network: str, configured: str, posted: str
) -> None:
    """By its network and name, without the signs before it."""
    names = handles.names([Source("k", network, "", handle=configured, voice="Ada Byron")])
    assert names[handles.key(network, posted)] == "Ada Byron"


def test_nobody_is_taken_for_somebody_else() -> None:
    """A name on another network is another account; nobody has no key."""
    names = handles.names([Source("k", "x", "", handle="@ada", voice="Ada Byron")])
    assert handles.key("reddit", "u/ada") not in names
    assert handles.key("x", "") not in names
    assert handles.names([Source("k", "feed", "https://a.example/", voice="Ada")]) == {}
