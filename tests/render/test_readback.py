"""Pages with any strings in them, read back by others' parsers: the same text, no new structure."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from wcwidth import wcwidth

from cio_digest import render
from cio_digest.models import Failing, Headline, Health, Quote, Talk, Trend
from cio_digest.models.pages import Figure, Happening
from cio_digest.render import harmless

from .factories import NOW, digest, entry, explanation, item, timeline, trends

if TYPE_CHECKING:
    from collections.abc import Callable

    from cio_digest.models import Digest

PIECES = (
    "\\ ` * ** _ { } [ ] ( ) # ## + - . ! | ~ ~~ ~~~ ``` ``` < > & &amp; &#35; &lt;b&gt; <b> </a> "
    "<!-- --> <![CDATA[ ]]> <script> <?x ?> ]( ![i](//e.example) [x](javascript:alert(1)) [1]: "
    "https://e.example/a_b_c www.e.example a@e.example <https://e.example> 1. 1) --- === > "
    "[red] [/red] [/] [link=https://e.example] :smile: =1+1 @x +x -x ' \" , ; $(id) %s {0} \\n "
    "\x1b[31m \x1b]0;t\x07 \x1b]8;;https://e.example\x1b\\ \x9b2J \x07 \u202e \u2066 \ue001 \ue002 "
    "a word Wörter 新聞 שלום é 👩\u200d💻 1 2 \x85 \u2028"
).split(" ")
# What a terminal can show: assigned, and as wide as everybody agrees on.
LETTERS = st.characters(exclude_categories=("Cs", "Cn", "Co", "Cf", "Mn", "Me", "Mc")).filter(
    lambda sign: wcwidth(sign) != 0  # the emulator drops what follows a filler of no width
)
TEXTS = st.builds(
    lambda parts, between: between.join([*parts, "w"]),
    st.lists(st.sampled_from(PIECES) | st.text(LETTERS, min_size=1, max_size=4), max_size=8),
    st.sampled_from(["", " ", "\n"]),
)
SURFACE = render.Surface(88, color=True, links=True)
INNOCENT = "w"


def page(text: str) -> Digest:
    """A digest that has a text wherever somebody outside may put one."""
    told = item(
        title=text,
        summary=text,
        publisher=text,
        url=f"https://a.example/{text}",
        others=(text,),
        talks=(Talk(text, f"https://a.example/{text}", 9),),
        quotes=(Quote(text, text, f"https://a.example/{text}"),),
    )
    return digest(
        told,
        health=Health(1, (Failing(text, text, NOW),), NOW),
        rising=(Trend(text, 2.0, (1, 2)),),
        notes=(text,),
    )


def folded(text: str) -> str:
    """A text without blanks, in composed form."""
    return "".join(unicodedata.normalize("NFC", harmless.text(text)).split())


class Tags(HTMLParser):
    """Tags with their attributes by name, the texts between them, and comments."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[object] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, [name for name, _ in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def explained(text: str, to: str) -> str:
    post = entry(title=text, text=text, handle=text, publisher=text, network="mastodon")
    return render.explanation(
        explanation(item=item(title=text, others=(text,)), entries=(post,), note=text), to, SURFACE
    )


def moving(text: str, to: str) -> str:
    story = Headline(1, text, "https://a.example/", text)
    term = Trend(text, 2.0, (0.0, 1.0), None, 2, 1, (story,))
    shown = trends(heading="Rising", terms=(term,), topics=(term,), stories=(), notes=(text,))
    return render.trends(shown, to, SURFACE)


def dated(text: str, to: str) -> str:
    said = Happening(NOW.date(), text, text, "https://a.example/", text)
    figures = ((Figure(text, text, "https://a.example/"),),)
    shown = timeline(heading=text, happenings=(said,), differences=figures, notes=(text,))
    return render.timeline(shown, to, SURFACE)


def tabled(text: str, to: str) -> str:
    """A table; a cell that is an address and nothing else is a link to it."""
    cell = text if to == "csv" else f"x {text}"
    return render.table(("a", "b"), [(cell, cell), ("x", cell)], to, SURFACE)


def digested(text: str, to: str) -> str:
    return render.digest(page(text), to, SURFACE)


VIEWS: list[Callable[[str, str], str]] = [digested, explained, moving, dated, tabled]


def blocks(text: str) -> list[tuple[str, str]]:
    """The structure of a CommonMark document: its tokens, but for text and where lines break."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [
        (token.type, token.tag)
        for block in tokens
        for token in [block, *(block.children or [])]
        if token.type not in {"text", "softbreak", "text_special"}
    ]


@pytest.mark.parametrize("view", VIEWS)
@given(text=TEXTS)
def test_commonmark_reads_back_what_was_written(view: Callable[[str, str], str], text: str) -> None:
    """Whatever a title holds, the document has the blocks and links of one with a plain word."""
    document = view(text, "markdown")
    assert blocks(document) == blocks(view(INNOCENT, "markdown"))
    tokens = MarkdownIt("commonmark").enable("table").parse(document)
    shown = "".join(
        token.content
        for block in tokens
        for token in block.children or []
        if token.type in {"text", "code_inline"}
    )
    assert folded(text) in folded(shown)


@pytest.mark.parametrize("to", ["html", "letter"])
@pytest.mark.parametrize("view", VIEWS)
@given(text=TEXTS)
def test_html_reads_back_what_was_written(
    view: Callable[[str, str], str], to: str, text: str
) -> None:
    """No tag, attribute or comment comes of a text."""
    if to == "letter" and view is not digested:
        pytest.skip("a letter is a digest")
    read, plain = Tags(view(text, to)), Tags(view(INNOCENT, to))
    assert read.tags == plain.tags
    assert folded(text) in folded("".join(read.texts))


_TONES = dict.fromkeys(range(0x1F3FB, 0x1F400))


@pytest.mark.parametrize("view", VIEWS)
@given(text=TEXTS)
def test_a_terminal_shows_what_was_written(view: Callable[[str, str], str], text: str) -> None:
    """No text moves the cursor, changes the title or leaves a colour behind."""
    text = text.replace("\u200d", "")  # the emulator drops what follows one
    text = text.translate(_TONES)  # Rich gives a skin tone by itself no room, the emulator two
    written = view(text, "terminal")
    screen = pyte.Screen(100, 300)
    stream = pyte.Stream(screen)
    stream.feed(written.replace("\n", "\r\n"))
    assert (screen.title, screen.icon_name) == ("", "")
    assert screen.cursor.y == written.count("\n") < 290
    assert screen.cursor.attrs == pyte.Screen(1, 1).cursor.attrs
    letters = [sign for sign in folded(text) if sign.isascii() and sign.isalnum()]
    shown = iter("".join(screen.display))
    assert all(letter in shown for letter in letters)


@given(text=TEXTS)
def test_data_reads_back_as_it_was(text: str) -> None:
    """JSON, CSV and feeds hold the text itself; a formula in a table is quoted."""
    clean = harmless.text(text)
    rows = list(csv.reader(io.StringIO(tabled(text, "csv"))))
    assert len(rows) == 3
    assert [cell.removeprefix("'") for cell in rows[1]] == [clean.removeprefix("'")] * 2
    assert json.loads(digested(text, "json"))["sections"][0]["items"][0]["title"] == clean
    assert json.loads(digested(text, "jsonfeed"))["items"][0]["title"] == clean
    atom = ET.fromstring(digested(text, "atom"))
    assert clean in [title.text for title in atom.iter("{http://www.w3.org/2005/Atom}title")]
