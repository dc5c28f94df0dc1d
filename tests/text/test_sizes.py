"""A company's size as people write it, and the band in which it is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.text import sizes


@pytest.mark.parametrize(
    ("written", "size", "band"),
    [
        ("1–50", "1–50", "1–50"),
        ("5,000+", "5,000+", "5,001+"),
        ("51-200 employees", "51–200", "51–200"),
        ("12000", "12,000", "5,001+"),
        ("12.000", "12,000", "5,001+"),
        ("12 000 Mitarbeiter", "12,000", "5,001+"),
        ("10k+", "10,000+", "5,001+"),
        ("1-5k", "1,000–5,000", "1,001–5,000"),
        ("10 to 49", "10–49", "1–50"),
        (">5000", "5,000+", "5,001+"),
        ("More than  5,000", "5,000+", "5,001+"),
        ("< 50", "1–50", "1–50"),
        ("about 300 people", "300", "201–1,000"),
        ("10,001+", "10,001+", "5,001+"),
        ("100-500", "100–500", "201–1,000"),
        ("250+", "250+", "201–1,000"),
        ("50", "50", "1–50"),
        ("51", "51", "51–200"),
    ],
)
def test_a_size_as_people_write_it(written: str, size: str, band: str) -> None:
    """One form for each, and a band that ranges of profiles fit into."""
    found = str(sizes.read(written))
    assert (found, sizes.band(found)) == (size, band)


@pytest.mark.parametrize(
    "written",
    ["", "0", "-5", "enterprise", "SMB", "200-100", "1,5", "Nov-50", "50%", "9" * 9, "1" * 500],
)
def test_what_is_no_number_of_employees(written: str) -> None:
    """It is said rather than guessed."""
    with pytest.raises(ValueError, match="no number of employees"):
        sizes.read(written)


@given(st.integers(1, 10**7), st.none() | st.integers(0, 10**6))
def test_what_is_written_reads_the_same(least: int, more: int | None) -> None:
    """So that what an import writes into feeds.toml is read back."""
    size = sizes.Size(least, None if more is None else least + more)
    assert sizes.read(str(size)) == size
    assert sizes.band(sizes.band(str(size))) == sizes.band(str(size))


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_larger_companies_stand_in_no_smaller_band(one: int, other: int) -> None:
    """Bands are in order."""
    small, large = sorted((one, other))
    assert sizes.order(sizes.band(f"{small}")) <= sizes.order(sizes.band(f"{large}"))


def test_no_size_stands_last() -> None:
    """Below the largest companies."""
    assert sizes.band("") == ""
    assert sizes.order("") > sizes.order("5,001+")
