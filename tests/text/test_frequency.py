"""The table of common words, read whole or asked for one of them."""

from __future__ import annotations

import pytest

from cio_digest.text import frequency


def test_a_word_is_common_where_the_table_has_it() -> None:
    """The first and the last of a line, too."""
    assert all(map(frequency.is_common, frequency.table()))


@pytest.mark.parametrize("term", ["", "zz", "northwind", "7.8"])
def test_no_other_word_is_common(term: str) -> None:
    """Nor is a part of one, or a value of the table."""
    assert frequency.is_common(term) is (term in frequency.table())
