"""An open story is the sum of its entries, and survives being kept."""

from __future__ import annotations

import struct
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.stories.fingerprints import Fingerprint
from cio_digest.stories.rarity import Rarity
from cio_digest.stories.story import OpenStory, alone, keep, read

# No four entries of such words say more than what is kept of a story.
WORDS = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=16, unique=True)


def told(words: list[int]) -> Fingerprint:
    return Fingerprint(array("I", words), bytes([1]) * len(words))


def grown(rarity: Rarity, prints: list[Fingerprint]) -> OpenStory:
    """A story of entries an hour apart, by two tellers in turn."""
    tellings = [
        alone(7, n * 3600.0, f"teller {n % 2}", rarity.vector(each), ("en", "de", "")[n % 3])
        for n, each in enumerate(prints)
    ]
    for other in tellings[1:]:
        tellings[0].extend(other)
    return tellings[0]


def test_a_story_is_the_sum_of_its_entries() -> None:
    """Times, tellers and the length of the sum are those of all entries."""
    prints = [told([1, 2, 3]), told([1, 2, 4]), told([1, 5, 6])]
    story = grown(Rarity().seen(prints), prints)
    assert (story.size, story.first, story.last, story.middle) == (3, 0.0, 7200.0, 3600.0)
    assert sorted(story.tellers.values()) == [1, 2]
    assert story.norm**2 == pytest.approx(sum(value**2 for value in story.total.values()))


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_what_is_kept_is_the_same_story(entries: list[list[int]]) -> None:
    """Where rarity has not changed, a story is read as it was kept."""
    prints = [told(words) for words in entries]
    rarity = Rarity().seen([*prints, told([5])])
    story = grown(rarity, prints)
    again = read(7, keep(story, rarity), rarity)
    assert again.total == pytest.approx(story.total, rel=1e-5)
    assert again.tellers == story.tellers
    assert again.languages == story.languages
    times = [(each.size, each.first, each.last, each.middle) for each in (again, story)]
    assert times[0] == times[1]


def test_words_are_as_rare_as_they_have_become() -> None:
    """What everybody says by now counts for less in an older story too."""
    prints = [told([1, 2]), *(told([n]) for n in range(10, 50))]
    before = Rarity().seen(prints)
    kept = keep(alone(7, 0.0, "", before.vector(prints[0])), before)
    after = before.seen([told([1, n]) for n in range(100, 130)])
    assert read(7, kept, after).total == pytest.approx(after.vector(prints[0]), rel=1e-5)


def test_a_large_story_keeps_its_most_telling_words() -> None:
    """What is kept of a story stays about a kilobyte, however much was said."""
    prints = [told([1, 2, *range(100 * n, 100 * n + 90)]) for n in range(1, 30)]
    rarity = Rarity().seen([*prints, *(told([n]) for n in range(9000, 9100))])
    story = grown(rarity, prints)
    kept = keep(story, rarity)
    assert len(kept) < 1200
    assert {1, 2} <= set(read(7, kept, rarity).total)


def test_a_story_of_an_earlier_release_goes_on_growing() -> None:
    """It was kept without languages; all else is read."""
    prints = [told([1, 2, 3])]
    rarity = Rarity().seen(prints)
    story = alone(7, 3600.0, "teller", rarity.vector(prints[0]))
    now = keep(story, rarity)
    head = struct.calcsize("<BIddddHH")
    before = bytes((1,)) + now[1:head] + now[head + 2 :]
    again = read(7, before, rarity)
    assert (again.size, again.tellers, again.languages) == (1, story.tellers, {})
    assert again.total == pytest.approx(story.total, rel=1e-5)
