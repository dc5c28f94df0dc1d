"""A page to the article on it, without what stands around it."""

from __future__ import annotations

import pytest

from cio_digest.errors import ParseError
from cio_digest.parse import article

pytest.importorskip("trafilatura", reason="the extra [read] is not installed")

URL = "https://news.example/1"
SENTENCE = "From January the maker bills by the resolved case, and seats cost nothing any more."


def page(body: str) -> bytes:
    return (
        "<!doctype html><html><head><title>Seats are over</title></head><body>"
        f"<nav><a href='/'>Home</a> <a href='/x'>More</a></nav>{body}"
        "<footer>We use cookies. Accept?</footer></body></html>"
    ).encode()


def paragraphs(form: str) -> list[str]:
    return [form.format(f"{SENTENCE} It says so {n} times over.") for n in range(6)]


def test_the_article_is_found() -> None:
    """Its paragraphs, not the menu nor the cookie note."""
    body = f"<article><h1>Seats</h1>{''.join(paragraphs('<p>{}</p>'))}</article>"
    found = article.paragraphs(page(body), URL)
    assert [part for part in found if part in paragraphs("{}")] == paragraphs("{}")
    assert not any("cookies" in part or "Home" in part for part in found)


def test_hostile_text_is_cleaned() -> None:
    """No control character and no markup comes through."""
    body = "".join(paragraphs("<p>{} \x1b[31m&lt;b&gt;red \u202eback</p>"))
    text = "".join(article.paragraphs(page(f"<article>{body}</article>"), URL))
    assert SENTENCE in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_a_page_without_an_article_says_so() -> None:
    """With what to do instead."""
    with pytest.raises(ParseError, match="no article was found"):
        article.paragraphs(page("<p>Sign in.</p>"), URL)
