"""A page to the article on it, without what stands around it."""

from __future__ import annotations

import pytest

from cio_digest.errors import ParseError
from cio_digest.models.pages import Block
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
    found = [block.text for block in article.blocks(page(body), URL)]
    assert [part for part in found if part in paragraphs("{}")] == paragraphs("{}")
    assert not any("cookies" in part or "Home" in part for part in found)


def test_hostile_text_is_cleaned() -> None:
    """No control character and no markup comes through."""
    body = "".join(paragraphs("<p>{} \x1b[31m&lt;b&gt;red \u202eback</p>"))
    text = "".join(b.text for b in article.blocks(page(f"<article>{body}</article>"), URL))
    assert SENTENCE in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_a_paragraph_is_whole_and_its_signs_are_its_own() -> None:
    """However long it is, and where it writes about markup."""
    long = " ".join(f"{SENTENCE} It says so {n} times over." for n in range(20))
    about = f"Write &amp;amp; for an ampersand and &lt;b&gt; for bold letters. {SENTENCE}"
    body = f"<article><p>{long}</p><p>{about}</p>{''.join(paragraphs('<p>{}</p>'))}</article>"
    texts = [block.text for block in article.blocks(page(body), URL)]
    assert texts[0] == long
    assert texts[1].startswith("Write &amp; for an ampersand and <b> for bold letters.")


def test_a_page_without_an_article_says_so() -> None:
    """With what to do instead."""
    with pytest.raises(ParseError, match="no article was found"):
        article.blocks(page("<p>Sign in.</p>"), URL)


def test_headings_lists_and_code_keep_their_shape() -> None:
    """So that a howto can be followed."""
    code = "<pre><code>def f(x):\n    return x\n\nprint(f(1))</code></pre>"
    steps = "<h2>What to do</h2><ul><li>one thing</li><li>another <b>thing</b></li></ul>"
    text = "".join(paragraphs("<p>{}</p>"))
    quoted = "<blockquote><p>He said so, and more.</p></blockquote>"
    found = article.blocks(page(f"<article>{text}{steps}{code}{quoted}{text}</article>"), URL)
    shaped = [block for block in found if block.kind != "text"]
    assert shaped == [
        Block("What to do", "heading"),
        Block("one thing", "item"),
        Block("another thing", "item"),
        Block("def f(x):", "code"),
        Block("return x", "code", 4),
        Block("", "code"),
        Block("print(f(1))", "code"),
        Block("He said so, and more.", "quote"),
    ]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("We use cookies to improve this site. " * 5 + "Accept all or manage settings.", URL),
        ("Bevor Sie fortfahren: wir setzen Cookies ein. " * 5 + "Alle akzeptieren", URL),
        (SENTENCE * 5, "https://consent.example.com/m?continue=x"),
        ("We and our 1,204 partners use cookies to show you what may interest you. " * 2, URL),
        ("With consent, vendors can store and/or access information on a device. " * 2, URL),
        ("Wir und unsere 96 Partner lesen Cookies und Kennungen Ihres Geräts aus. " * 2, URL),
    ],
    ids=["English", "German", "a host for that", "partners", "a device", "Partner"],
)
def test_a_consent_wall_is_no_article(text: str, url: str) -> None:
    """It is said to be one, and not shown as the story."""
    with pytest.raises(ParseError, match="asks for consent"):
        article.blocks(page(f"<article><p>{text}</p></article>"), url)


def test_an_article_about_consent_is_one() -> None:
    """A report on cookies, and on partners, is no wall."""
    text = "The regulator says that cookies need consent. " + SENTENCE * 3
    more = "“We and our partners will comply”, said the company."
    assert article.blocks(page(f"<article><p>{text}</p><p>{more}</p></article>"), URL)
