"""How likely two stories tell one event: what their shared words say together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cio_digest.stories import fingerprints
from cio_digest.stories.likeness import likeness
from cio_digest.stories.rarity import Rarity
from cio_digest.stories.story import OpenStory, alone, keep, read

HOUR = 3600.0


def unit(vector: dict[int, float]) -> dict[int, float]:
    """A vector made one of length one."""
    length = sum(value * value for value in vector.values()) ** 0.5
    return {word: value / length for word, value in vector.items()}


VECTORS = st.dictionaries(st.integers(0, 9), st.floats(0.05, 1), min_size=1).map(unit)


def told(teller: str, hours: float = 0, **weights: float) -> OpenStory:
    """A story of one entry; each word of ``weights`` has the value given."""
    vector = {hash_of(word): value for word, value in weights.items()}
    return alone(1, hours * HOUR, teller, unit(vector))


def hash_of(word: str) -> int:
    """A number for a word of one letter or more."""
    return int.from_bytes(word.encode(), "big")


def test_one_shared_word_is_no_event() -> None:
    """However rare it is; with a second one beside it it counts."""
    one = told("a", rare=9.0, ferry=3.0, pier=3.0)
    assert likeness(one, told("b", rare=9.0, bread=3.0, oven=3.0)) == 0.0
    both = likeness(one, told("b", rare=9.0, ferry=3.0, oven=3.0))
    assert 0 < both < likeness(one, told("b", rare=9.0, ferry=3.0, pier=3.0))


def test_many_tellings_make_a_word_the_event() -> None:
    """What they all have says more than it does between two entries."""
    new = told("n", rare=9.0, ferry=3.0, oven=4.0)
    few, many = told("a", rare=9.0, ferry=3.0), told("a", rare=9.0, ferry=3.0)
    for number in range(6):
        many.extend(told(f"t{number}", rare=9.0, ferry=3.0))
    assert likeness(new, many) > likeness(new, few)


@given(VECTORS, VECTORS, st.floats(0, 96), st.floats(0.01, 1))
def test_what_is_not_alike_enough_is_told_sooner(
    one: dict[int, float], other: dict[int, float], hours: float, least: float
) -> None:
    """Who asks for stories of some likeness gets that of each story that has it, and no other's."""
    first, second = alone(1, 0.0, "a", one), alone(2, hours * HOUR, "b", other)
    value = likeness(first, second)
    quick = likeness(first, second, least)
    assert quick == value or (quick == 0.0 and value < least)


def test_words_of_a_story_are_weighed_only_where_it_may_be_the_same() -> None:
    """Three days later two shared words cannot make one event, however rare they are."""
    rarity = Rarity()
    shared, own = {1: 0.4, 2: 0.4}, dict.fromkeys(range(10, 27), 0.2)
    data = keep(alone(1, 0.0, "a", shared | own), rarity)
    late, soon = (alone(2, hours * HOUR, "b", shared | {3: 0.82}) for hours in (72, 1))
    rarity = Rarity()
    assert likeness(late, read(1, data, rarity), 0.2) == 0.0
    assert not rarity.of
    likeness(soon, read(1, data, rarity), 0.2)
    assert rarity.of.keys() == {*shared, *own}


def test_likeness_halves_by_the_day() -> None:
    """What is a day apart is half as likely the same, unless it is a copy."""
    one = told("a", ferry=3.0, pier=3.0, gull=5.0, mast=5.0)
    near, far = (told("b", h, ferry=3.0, pier=3.0, tide=5.0, rope=5.0) for h in (0, 24))
    assert abs(likeness(one, far) / likeness(one, near) - 0.5) < 1e-6
    copy = told("b", 24, ferry=3.0, pier=3.0, gull=5.0, mast=5.0)
    assert likeness(one, copy) > 0.99


def test_time_counts_more_between_stories_that_grew() -> None:
    """Two stories of three tellings each, half a day apart, are rather two events."""

    def alike(size: int, hours: float) -> float:
        one, other = (
            told(f"{name}0", hours=hour, ferry=3.0, pier=3.0, **{name: 6.0})
            for name, hour in (("a", 0.0), ("b", hours))
        )
        for story, name, hour in ((one, "a", 0.0), (other, "b", hours)):
            for number in range(1, size):
                own = {f"{name}{number}": 6.0}
                story.extend(told(f"{name}{number}", hours=hour, ferry=3.0, pier=3.0, **own))
        return likeness(one, other)

    assert alike(3, 12) / alike(3, 0) < 0.9 * alike(1, 12) / alike(1, 0)


def test_of_two_languages_names_and_figures_are_compared() -> None:
    """What can't be shared does not count against two tellings, where each has a text."""
    english = {f"e{number}": 2.0 for number in range(30)}
    german = {f"g{number}": 2.0 for number in range(30)}
    names = {"halyard": 6.0, "figure": 4.0, "january": 3.0}
    one, other = told("a", **english, **names), told("b", **german, **names)
    before = likeness(one, other)
    one.languages, other.languages = {1: 1}, {2: 1}
    assert 1.4 * before < likeness(one, other) < 1
    other.languages = {1: 1}
    assert likeness(one, other) == before


def test_common_words_of_two_languages_need_a_name_beside_them() -> None:
    """An attack on a hospital is told in the same words wherever it is."""
    words = ("attack", "hospital", "surgery", "patient")
    common = dict.fromkeys(map(fingerprints.number, words), 0.4)
    one, other = alone(1, 0.0, "a", common | {1: 0.6}), alone(2, 0.0, "b", common | {2: 0.6})
    named = alone(3, 0.0, "c", common | {1: 0.6})
    within = likeness(one, other)
    for story, language in ((one, 1), (other, 2), (named, 2)):
        story.languages = {language: 1}
    assert within > 0.3
    assert likeness(one, other) == 0.0
    assert likeness(one, named) > 0.3
