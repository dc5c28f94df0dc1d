"""What is muted: by words, by authors and by languages."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.models import Mute
from cio_digest.ranking.muting import code, muting

MUTE = Mute(("crypto", "sponsored post", "C++"), ("Jane Doe", "@troll@example.social"), ("fr",))
HERE = "is muted by [mute] in your feeds.toml"


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("Crypto falls", "", f"“crypto” in the title {HERE}"),
        ("The cryptography of passkeys", "", ""),
        ("Sponsored posts that pay", "", f"“sponsored post” in the title {HERE}"),
        ("A post that was sponsored", "", ""),
        ("Why C++ stays", "", f"“C++” in the title {HERE}"),
        ("Vitamin C", "", ""),
        ("Bank opens", "It trades crypto.", f"“crypto” in the first sentences {HERE}"),
        ("Bank opens", f"{'A long story. ' * 30}It trades crypto.", ""),
    ],
)
def test_words(title: str, text: str, reason: str) -> None:
    """Read as keywords are; what a long article mentions further down mutes nothing."""
    assert muting(MUTE, (), {}).reason(entry(title, text=text)) == reason


@pytest.mark.parametrize(
    ("author", "handle", "name"),
    [
        ("Jane Doe", "", "Jane Doe"),
        ("Bob Roe and jane doe", "", "Jane Doe"),
        ("Jane Doering", "", ""),
        ("T", "@troll@example.social", "@troll@example.social"),
        ("T", "@troll@other.social", ""),
    ],
)
def test_authors(author: str, handle: str, name: str) -> None:
    """By name, alone or among others, or by handle."""
    written = entry("News")._replace(author=author, handle=handle)
    reason = f"its author “{name}” {HERE}" if name else ""
    assert muting(MUTE, (), {}).reason(written) == reason


@pytest.mark.parametrize(
    ("language", "source", "reason"),
    [
        ("fr-ca", "a", f"it is in “fr”, which {HERE}"),
        ("en_us", "a", ""),
        ("", "a", ""),
        ("english", "a", ""),
        ("eng", "a", ""),
        ("it", "a", "it is in “it”; your feeds.toml wants only en, de"),
        ("fr", "b", ""),
        ("de", "b", "it is in “de”; your feeds.toml wants only fr of this source"),
    ],
)
def test_languages(language: str, source: str, reason: str) -> None:
    """What says another one is muted, what says none is not; a source's own list goes first."""
    written = entry("News", source=source)._replace(language=language)
    assert muting(MUTE, ("en", "de"), {"b": ("fr",)}).reason(written) == reason


def test_nothing_is_muted_by_nothing() -> None:
    """Whoever says nothing sees all."""
    written = entry("Crypto")._replace(language="fr", author="Jane Doe")
    assert muting(Mute(), (), {}).reason(written) == ""


@pytest.mark.parametrize(
    ("language", "letters"), [("EN-gb", "en"), ("pt_BR", "pt"), ("fil", "fil"), ("x-klingon", "")]
)
def test_code(language: str, letters: str) -> None:
    """Region and script do not count."""
    assert code(language) == letters
