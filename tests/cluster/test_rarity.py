"""A word weighs as much as it is rare, in the window and in its own source."""

from __future__ import annotations

from array import array

import pytest

from cio_digest.cluster.fingerprints import Fingerprint
from cio_digest.cluster.rarity import Rarity

COMMON = 1


def told(*words: int, source: str = "") -> Fingerprint:
    """A fingerprint of these words, each as heavy as the other."""
    return Fingerprint(array("I", words), bytes([1]) * len(words), source)


def test_a_rare_word_weighs_more() -> None:
    """What few entries say tells more."""
    vector = Rarity([told(COMMON, n) for n in range(10, 20)]).vector(told(COMMON, 10))
    assert vector[10] > vector[COMMON]


def test_a_vector_has_length_one() -> None:
    """Long entries are not more alike for being long."""
    vector = Rarity([told(COMMON, n, n + 50) for n in range(10, 20)]).vector(told(1, 10, 60))
    assert sum(value * value for value in vector.values()) == pytest.approx(1)


def test_what_most_entries_of_a_source_say_is_its_template() -> None:
    """A word that a source puts everywhere weighs less there than elsewhere."""
    own = [told(COMMON, n, source="magazine") for n in range(10, 22)]
    others = [told(n, source="paper") for n in range(100, 300)]
    rarity = Rarity([*own, *others])
    here, elsewhere = told(COMMON, 10, source="magazine"), told(COMMON, 10, source="paper")
    assert rarity.vector(here)[COMMON] < rarity.vector(elsewhere)[COMMON] / 2


def test_a_few_entries_show_no_template() -> None:
    """Three entries on one event are not yet a habit of their source."""
    own = [told(COMMON, n, source="blog") for n in range(10, 13)]
    rarity = Rarity([*own, *(told(n) for n in range(100, 300))])
    here, elsewhere = told(COMMON, 10, source="blog"), told(COMMON, 10)
    assert rarity.vector(here) == rarity.vector(elsewhere)


def test_no_words_give_no_vector() -> None:
    """An empty entry is like nothing."""
    assert Rarity([told()]).vector(told()) == {}
