"""One word of several languages, and of several forms, has one number."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.stories.fingerprints import fingerprint, keep, number, read, translated


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("olimpico", "olimpica", True),
        ("argentina", "argentine", True),
        ("guinea", "guine", True),
        ("ceremonia", "ceremonie", True),
        ("price", "prices", False),  # a plural is another matter: ``words.stem``
        ("peru", "per", False),
        ("aaaaaa", "aaaaa", False),
    ],
)
def test_vowels_at_the_end_tell_no_words_apart(one: str, other: str, *, same: bool) -> None:
    """Short words, and those that would be nothing without, stay as they are."""
    assert (number(one) == number(other)) is same


def test_titles_and_texts_have_the_same_numbers() -> None:
    """A word of a title is found in another's text, whatever its ending."""
    title, text = entry("Olimpica"), entry("", text="Olimpico")
    assert set(fingerprint(title).words) == set(fingerprint(text).words) == {number("olimpic")}


def test_a_word_of_another_language_is_its_english_one() -> None:
    """In titles and in texts."""
    attack = set(fingerprint(entry("attack")).words)
    assert attack == {number("attack")} < translated()
    assert set(fingerprint(entry("Angriff")).words) == attack
    assert set(fingerprint(entry("", text="Ataques")).words) == attack


def test_what_another_version_kept_is_empty() -> None:
    """Its words have other numbers."""
    kept = keep(fingerprint(entry("Northwind opens")))
    assert read(kept).words
    assert not read(bytes((kept[0] - 1,)) + kept[1:]).words
