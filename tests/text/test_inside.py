"""Names of hosts that can only mean something inside a private network."""

from __future__ import annotations

import pytest

from cio_digest.text.inside import is_inside


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("news.example", False),
        ("例え.テスト", False),
        ("8.8.8.8", False),
        ("10.0.0.1", True),
        ("[fe80::1]", True),
        ("localhost", True),
        ("printer", True),
        ("wiki.corp", True),
        ("NAS.LOCAL.", True),
        ("0x7f.1", True),
        ("2130706433", True),
        ("127.1", True),
        ("[64:ff9b::a00:1]", True),
        ("[2002:a00:1::]", True),
        ("[64:ff9b::808:808]", False),
        ("224.0.0.1", True),
        ("[ff02::1]", True),
        ("100.64.0.1", True),
        ("127.evil.example", False),
    ],
)
def test_a_name_tells(host: str, inside: bool) -> None:
    """Private addresses, names without a dot, private top levels and numbers in disguise."""
    assert is_inside(host) == inside
