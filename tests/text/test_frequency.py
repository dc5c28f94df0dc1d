"""The table of common words, read whole or asked for one of them."""

from __future__ import annotations

import pkgutil

import pytest

from cio_digest.text import frequency, words


def test_a_word_is_common_where_the_table_has_it() -> None:
    """The first and the last of a line, too."""
    assert all(map(frequency.is_common, frequency.table()))


def test_everyday_words_of_other_languages() -> None:
    """English ones and those of the other languages; no part of one."""
    every = pkgutil.get_data("cio_digest.text", "everyday.txt") or b""
    terms = every.decode().split()
    assert all(map(frequency.is_everyday, (*terms, *frequency.table())))
    assert [term for term in terms if words.terms(term) != [term]] == []
    assert terms == sorted(set(terms) - frequency.table().keys())
    assert not frequency.is_everyday("egurida")


@pytest.mark.parametrize("term", ["", "zz", "northwind", "7.8"])
def test_no_other_word_is_common(term: str) -> None:
    """Nor is a part of one, or a value of the table."""
    assert frequency.is_common(term) is (term in frequency.table())
