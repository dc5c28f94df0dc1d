"""Hashes of named tuples, which later releases of the program must not change."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.models.marks import mark, written


class Today(NamedTuple):
    """What is hashed now."""

    name: str
    words: tuple[str, ...] = ()
    weight: float = 1.0


class Tomorrow(NamedTuple):
    """The same in a later release: another order, and a field more."""

    name: str
    colour: str = ""
    weight: float = 1.0
    words: tuple[str, ...] = ()


words = st.lists(st.text(max_size=5), max_size=3).map(tuple)
values = st.builds(Today, st.text(max_size=3), words, st.sampled_from([0, 0.5, 1, 1.0]))


@given(st.text(max_size=5), words, st.floats(allow_nan=False))
def test_a_new_field_and_another_order_change_nothing(
    name: str, several: tuple[str, ...], weight: float
) -> None:
    """Inside other values, too."""
    before, after = Today(name, several, weight), Tomorrow(name, words=several, weight=weight)
    assert mark(before) == mark(after)
    assert mark([(before,), 1]) == mark([(after,), 1])


@given(values, values)
def test_different_values_are_written_differently(one: Today, other: Today) -> None:
    """However texts are cut into parts."""
    assert (written(one) == written(other)) == (one == other)


def test_a_field_that_is_set_counts() -> None:
    """Unless it is to be left out."""
    coloured = Tomorrow("a", "red")
    assert mark(coloured) != mark(Tomorrow("a"))
    assert written(coloured, without=frozenset({"colour"})) == written(Tomorrow("a"))


def test_marks_are_the_same_in_every_release() -> None:
    """They are kept in stores."""
    noon = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)
    value: tuple[object, ...] = (Today("a", ("b", "ü\ud800"), 2), noon.date(), noon)
    value = (*value, timedelta(hours=1), ZoneInfo("Europe/Berlin"), None, True)
    assert mark(value) == "09d9edc1"


def test_what_has_no_text_of_its_own_is_refused() -> None:
    """An object's address in memory would be another in the next run."""
    with pytest.raises(TypeError, match="no mark is made of a object"):
        mark((object(),))
