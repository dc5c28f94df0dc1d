"""The last door before an output."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.render import harmless

from .factories import full_digest


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("a\x1b[31mb", "a [31mb"),
        ("a\x9b31mb", "a 31mb"),
        ("a\r\n\tb", "a b"),
        ("a\u2028b\u2029c", "a b c"),
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("pass\u200bword\ufeff", "password"),
        ("a\ud800b", "a\ufffdb"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cشود", "می\u200cشود"),
        ("e\u0301", "e\u0301"),
        ("  a  ", "a"),
        ("a\ufdd1b\ufdefc", "abc"),
        ("a\ue000b\ue001c", "a\ue000b\ue001c"),
    ],
    ids=[
        "escape",
        "C1",
        "line ends",
        "separators",
        "bidi",
        "zero width",
        "surrogate",
        "emoji joiner",
        "Persian",
        "combining",
        "edges",
        "noncharacters",
        "private use",
    ],
)
def test_text(given: str, clean: str) -> None:
    """What a terminal would obey goes; what letters are written with stays."""
    assert harmless.text(given) == clean


@given(st.text())
def test_text_is_settled(text: str) -> None:
    """Cleaning what is clean changes nothing."""
    assert harmless.text(harmless.text(text)) == harmless.text(text)


@given(st.text())
def test_links_are_printable_ascii(text: str) -> None:
    """Whatever is in an address, it has no space, control, bracket or separator."""
    link = harmless.link("https://" + text)
    assert link.isascii()
    assert link.isprintable()
    assert not set(link) & set(' ;<>"\\`')


def test_values_keep_their_shape() -> None:
    """A clean digest passes through as it is, types and all."""
    assert harmless.value(full_digest()) == full_digest()
