"""A word weighs as much as it is rare among the last entries, and the counts are kept."""

from __future__ import annotations

from array import array
from collections import Counter
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.stories.fingerprints import Fingerprint
from cio_digest.stories.rarity import Rarity, read, read_weights

COMMON = 1


def told(*words: int) -> Fingerprint:
    """A fingerprint of these words, each as heavy as the other."""
    return Fingerprint(array("I", words), bytes([1]) * len(words))


def test_a_rare_word_weighs_more() -> None:
    """What few entries say tells more."""
    rarity = Rarity().seen([told(COMMON, n) for n in range(10, 20)])
    vector = rarity.vector(told(COMMON, 10))
    assert vector[10] > vector[COMMON]


def test_a_vector_has_length_one() -> None:
    """Long entries are not more alike for being long."""
    rarity = Rarity().seen([told(COMMON, n, n + 50) for n in range(10, 20)])
    vector = rarity.vector(told(1, 10, 60))
    assert sum(value * value for value in vector.values()) == pytest.approx(1)


def test_no_words_give_no_vector() -> None:
    """An empty entry is like nothing."""
    assert Rarity().seen([told()]).vector(told()) == {}


def test_what_was_long_ago_counts_for_less() -> None:
    """A word of the last thousands weighs less than one as often said tens of thousands ago."""
    old, late = 2, 3
    rarity = Rarity().seen([told(old, n) for n in range(10, 100)])
    for start in range(100, 60_100, 4_000):
        rarity = rarity.seen([told(n) for n in range(start, start + 4_000)])
    rarity = rarity.seen([told(late, n) for n in range(70_000, 70_090)])
    vector = rarity.vector(told(old, late))
    assert vector[old] > vector[late] > 0


def test_counting_in_parts_is_counting_at_once() -> None:
    """As long as nothing fades, it does not matter how entries are parted into runs."""
    prints = [told(COMMON, n, n % 7 + 2) for n in range(10, 210)]
    parts = Rarity().seen(prints[:50]).seen(prints[50:])
    assert parts.vector(prints[3]) == pytest.approx(Rarity().seen(prints).vector(prints[3]))


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=5, unique=True), max_size=20))
def test_what_is_kept_is_what_was_seen(entries: list[list[int]]) -> None:
    """Kept bytes give the same vectors again."""
    prints = [told(*words) for words in entries]
    rarity = Rarity().seen(prints)
    again = read(rarity.kept())
    assert [again.vector(each) for each in prints] == [rarity.vector(each) for each in prints]


@given(st.lists(st.lists(st.integers(0, 9), max_size=5, unique=True), max_size=20))
def test_words_weigh_the_same_without_those_that_one_entry_has(entries: list[list[int]]) -> None:
    """They are most of all, and a word that nobody has weighs as much."""
    rarity = Rarity().seen([told(*words) for words in entries])
    weights = read_weights(rarity.kept())
    assert [weights.of[word] for word in range(11)] == [rarity.of[word] for word in range(11)]
    assert (weights.rarest, weights.learnt) == (rarity.rarest, rarity.learnt)
    often = Counter(word for words in entries for word in words)
    assert [word in weights for word in range(11)] == [often[word] > 1 for word in range(11)]


def test_nothing_kept_is_nothing_seen() -> None:
    """A new store has seen no word; English at large stands in for what it has not seen yet."""
    rarity = read(b"")
    assert COMMON not in rarity
    common, rare = crc32(b"year"), crc32(b"stevedore")
    vector = rarity.vector(told(common, rare))
    assert vector[rare] > 2 * vector[common]


def test_what_no_other_has_counts_less() -> None:
    """A word of one entry is in common with none; one of two entries may be."""
    alone, two = 2, 3
    rarity = Rarity().seen([told(COMMON, n) for n in range(10, 3_000)])
    rarity = rarity.seen([told(alone, two), told(two)])
    vector = rarity.vector(told(alone, two))
    assert vector[alone] < vector[two] / 2
    again = rarity.seen([told(alone)]).vector(told(alone, two))
    assert again[alone] == pytest.approx(again[two], rel=0.01)


def test_a_new_store_cannot_tell_what_no_other_has() -> None:
    """In the first entries nearly every word stands once."""
    rarity = Rarity().seen([told(2, 3), told(3)])
    vector = rarity.vector(told(2, 3))
    assert vector[2] > vector[3]
    assert rarity.learnt < 0.01


def test_how_far_a_store_has_learnt() -> None:
    """From nothing to all of it with its first thousand entries, however they came in."""
    rarity, learnt = Rarity(), [0.0]
    for part in range(6):
        rarity = read(rarity.seen([told(COMMON, part)] * 200).kept())
        learnt.append(rarity.learnt)
    assert learnt == sorted(learnt)
    assert learnt[3] == pytest.approx(0.6, abs=0.01)
    assert learnt[5:] == [1.0, 1.0]


def test_who_is_in_the_news_is_not_rare_for_not_being_in_the_archives() -> None:
    """A name that a tenth of the news has, and nothing of ten years before that."""
    name, news = 1, Rarity().seen([told(1, 2 + n) if n < 30 else told(2 + n) for n in range(300)])
    small = Rarity().seen([told(1000 + n % 250) for n in range(300)])
    large = Rarity().seen([told(1000 + n % 250) for n in range(15_000)])
    assert news.against(small).of[name] == pytest.approx(news.against(large).of[name])
    assert news.seen([told(1000 + n % 250) for n in range(15_000)]).of[name] > 6
    assert news.against(large).of[name] < 3


def test_what_an_archive_has_everywhere_is_not_rare() -> None:
    """A reader of a dozen sources on one product has its name in all that they ever wrote."""
    archive = Rarity().seen([told(1, 2 + n) for n in range(40)])
    assert Rarity().against(archive).of[1] < Rarity().against(archive).of[2] / 2


def test_a_store_without_archives_stays_as_it_is() -> None:
    news = Rarity().seen([told(1, 2), told(2, 3)])
    assert news.against(Rarity()) is news
