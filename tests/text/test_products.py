"""Names of products are the same whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models import Product
from cio_digest.text import products


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Backup & Replication", "backup and  replication", True),
        ("Señal-Server", "senal server", True),
        ("C++", "C", False),
        ("C#", "C", False),
        ("Exchange Server", "Exchange Servers", False),
    ],
)
def test_signs_between_words_make_no_difference(one: str, other: str, same: bool) -> None:
    """Those that belong to a name do."""
    assert (products.plain(one) == products.plain(other)) is same


def test_the_vendor_stands_before_the_name_once() -> None:
    """Whether it was written or not."""
    assert products.full("Gatelight", "Edge") == products.full("Gatelight", "Gatelight Edge")
    assert products.full("PostgreSQL", "PostgreSQL") == "postgresql"


def test_a_list_of_products_is_each_of_them() -> None:
    """Whole, in parts, and with the short name in brackets alone or left out."""
    listed = products.listed("Ivanti", "Endpoint Manager (EPM), Sentry, and Core")
    assert {"ivanti endpoint manager", "ivanti epm", "ivanti sentry", "ivanti core"} <= listed
    assert "ivanti manager" not in listed


@given(st.text(), st.text())
def test_any_text_is_read(vendor: str, text: str) -> None:
    """What has no letter names nothing."""
    assert all(name.strip() for name in products.listed(vendor, text) if products.plain(vendor))


def test_a_product_is_shown_with_its_version() -> None:
    """If it has one."""
    assert products.shown(Product("Edge", "Gatelight", "9.3")) == "Edge 9.3"
    assert products.shown(Product("Edge", "Gatelight")) == "Edge"
