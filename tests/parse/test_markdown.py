"""Markdown, whose signs would stand in the way of its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.parse.markdown import as_markup
from cio_digest.text import markup


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**We** pay *too* ~~much~~ __now__", "We pay too much now"),
        ("See [the list](https://l.example/1), `seats`", "See the list, seats"),
        ("![A chart](https://l.example/1.png)", "A chart"),
        ("# Seats\n---\nOne\n\nTwo", "Seats\nOne\nTwo"),
        ("```\ncode\n```\nwords", "code\nwords"),
        ("::: spoiler The end\nShe pays\n:::", "The end\nShe pays"),
        ("2*3*4 and snake_case_name, 5 * 6", "2*3*4 and snake_case_name, 5 * 6"),
        ("**never closed", "**never closed"),
        ("1 < 2 & <b", "1 < 2 & <b"),
    ],
    ids="emphasis link picture blocks fence spoiler products open signs".split(),
)
def test_the_words_stay(text: str, words: str) -> None:
    """And what only looks like a sign stays one."""
    assert markup.text(as_markup(text)) == words


def test_a_link_is_a_link_and_a_quotation_one() -> None:
    """So that a story is joined by it, and nobody is quoted with the words of another."""
    assert markup.read(as_markup("[list](https://l.example/1)")).links == ("https://l.example/1",)
    assert markup.quoting(as_markup("> theirs\nmine"))[0] == "mine<br>"


@given(st.text("*_~`[]()!#>: \nab<&/hps.", max_size=200))
def test_any_text(text: str) -> None:
    """Letters are never lost but for those of addresses and fences."""
    assert isinstance(markup.text(as_markup(text)), str)
