"""Which IP addresses count as private."""

from __future__ import annotations

import pytest

from cio_digest.text.inside import is_private


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.254", "0.0.0.0", "255.255.255.255",
        "224.0.0.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_private(address: str) -> None:
    """Addresses that no public page may lead to, also when an IPv6 address carries them."""
    assert is_private(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_public(address: str) -> None:
    """Addresses of the open net."""
    assert not is_private(address)
