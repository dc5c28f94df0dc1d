"""The page's geometry, links and literal text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cio_digest import render

from .factories import ago, digest, full_digest, item, trends

LINKED = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\")
ESCAPES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


def page(*items: object, width: int = 80, **carries: bool) -> str:
    return render.digest(digest(*items), "terminal", render.Surface(width, **carries))  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [40, 60, 80, 88, 120, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    """Lines fit the terminal in cells, also in CJK, with emoji and combining characters."""
    text = render.digest(full_digest(), "terminal", render.Surface(width))
    assert max(map(cell_len, text.splitlines())) <= min(width, 88)


@pytest.mark.parametrize("width", [1, 20, *range(34, 66)])
def test_trends_fit_a_narrow_page(width: int) -> None:
    """A term keeps some room beside its days, down to the narrowest page there is."""
    text = render.trends(trends(), "terminal", render.Surface(width))
    assert max(map(cell_len, text.splitlines())) <= max(40, width)
    assert "seat-free" in text


@given(title=st.text(min_size=1), summary=st.text(), width=st.integers(40, 130))
def test_any_text_fits_the_page(title: str, summary: str, width: int) -> None:
    """No title or summary makes a line wider than the page."""
    text = page(item(title=title, summary=summary), width=width)
    assert max(map(cell_len, text.splitlines())) <= min(width, 88)


@pytest.mark.parametrize("title", ["A title", "標題" * 10, "Cafe\u0301 👩‍💻", "शीर्षक", "a" * 300])
def test_the_age_ends_at_the_right_edge(title: str) -> None:
    """The age stands flush right on the title's first line, whatever the letters' width."""
    line = next(line for line in page(item(title=title)).splitlines() if line.startswith(" 1"))
    assert line.endswith("2 h ago")
    assert cell_len(line) == 80


def test_after_right_to_left_letters_the_age_keeps_its_place() -> None:
    """A left-to-right mark follows a Hebrew title, so that bidi terminals keep the age right."""
    assert "\u200e" in page(item(title="שלום"))
    assert "\u200e" not in page(item(title="Hello"))


def test_a_wrapped_title_hangs_under_itself() -> None:
    """The lines after the first start under the title, not under the number."""
    lines = page(item(title="word " * 30)).splitlines()
    assert lines[4].startswith(" 1  word")
    assert lines[5].startswith("    word")


def test_a_number_of_three_digits_takes_its_room() -> None:
    """Story 100 still fits the page."""
    lines = page(item(number=100, title="word " * 30)).splitlines()
    assert lines[4].startswith("100  word")
    assert max(map(cell_len, lines)) == 80


def test_a_summary_is_three_lines_at_most() -> None:
    """What is too long ends in an ellipsis, at the end of a word."""
    lines = page(item(summary="word " * 100)).splitlines()
    shown = [line for line in lines if line.startswith("    word")]
    assert len(shown) == 3
    assert shown[-1].endswith("word…")


@pytest.mark.parametrize(
    ("summary", "end"),
    [
        ("word " * 25 + "and this. " + "word " * 40, "and this."),
        ("word " * 25 + "and this? " + "word " * 40, "and this?"),
        ("word " * 25 + "so (and this.) " + "word " * 40, "so (and this.)"),
        ("word " * 20 + "in the U.S. " + "word " * 40, "word…"),
        ("word " * 14 + "and this. " + "word " * 60, "word…"),
        ("漢字" * 30 + "。" + "漢字" * 60, "漢字。"),
    ],
    ids=["stop", "question", "bracket", "abbreviation", "too early", "CJK"],
)
def test_a_long_summary_ends_with_a_sentence(summary: str, end: str) -> None:
    """What is shortened ends where a sentence does, unless that leaves half of it out."""
    story = page(item(summary=summary)).split("\n\n")[1]
    assert " ".join(story.split()).endswith(end)


def test_markup_and_emoji_codes_stay_literal() -> None:
    """Rich's own notation in a title is text like any other."""
    title = r"[red]x[/red] [/] [link=https://evil.example]y :smile: \[b]"
    assert title in page(item(title=title))


def test_titles_are_links() -> None:
    """A title carries its address, on each of its lines, and no random id."""
    text = page(item(title="word " * 30, url="https://a.example/b"), links=True)
    assert len(LINKED.findall(text)) == 3
    assert {url for url, _ in LINKED.findall(text)} == {"https://a.example/b"}


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a.example/a;b c", "https://a.example/a%3Bb%20c"),
        ("https://a.example/\x1b]8;;https://evil.example\x1b\\", None),
        ("https://a.example/日本", "https://a.example/%E6%97%A5%E6%9C%AC"),
        ("https://a.example/%20?q=1&r=2#f", "https://a.example/%20?q=1&r=2#f"),
        ("HTTPS://A.EXAMPLE/", "HTTPS://A.EXAMPLE/"),
    ],
    ids=["separators", "escape", "unicode", "already encoded", "capitals"],
)
def test_an_address_cannot_leave_its_link(url: str, target: str | None) -> None:
    """Separators, escapes and letters outside ASCII are percent-encoded."""
    ((linked, title),) = LINKED.findall(page(item(title="T", url=url), links=True))
    assert ESCAPES.sub("", title) == "T"
    assert re.fullmatch(r"https?://[!-:<-~]+", linked, re.IGNORECASE)
    assert target in (None, linked)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "file:///etc/passwd", "ftp://a.example"]
)
def test_other_schemes_are_no_links(url: str) -> None:
    """Only http and https are followed."""
    assert "\x1b]8" not in page(item(url=url), links=True)


def test_without_colour_and_links_there_is_no_escape_sequence() -> None:
    """A dumb terminal gets text alone; with NO_COLOR bold and links stay, colours go."""
    assert "\x1b" not in page(item())
    plainer = page(item(), links=True)
    assert "\x1b[1m" in plainer
    assert not re.search(r"\x1b\[[\d;]*3\d", plainer)


def test_colour_changes_nothing_but_colour() -> None:
    """The same page stands behind the escape sequences."""
    bare = render.digest(full_digest(), "terminal", render.Surface(80))
    color = render.digest(full_digest(), "terminal", render.Surface(80, color=True, links=True))
    assert ESCAPES.sub("", color) == bare


def test_a_story_without_title_or_summary_stands() -> None:
    """An empty title has a stand-in, an empty summary no empty line."""
    assert "(untitled)\n" not in page(item())
    lines = page(item(title="", summary="", published=ago(2))).splitlines()
    assert lines[4].startswith(" 1  (untitled)")
    assert lines[5:8] == ["    The Ledger", "", "SOURCES     54 fine"]


def test_table_cells_wrap_where_the_terminal_is_narrow() -> None:
    """No word of a table gets lost, and no line is too wide."""
    text = render.table(
        ("check", "advice"), [("store", "word " * 40)], "terminal", render.Surface(50)
    )
    assert text.count("word") == 40
    assert max(map(cell_len, text.splitlines())) <= 50


def test_addresses_stand_under_their_rows_where_the_terminal_is_narrow() -> None:
    """An address stays whole, so that it can be clicked and copied."""
    address = "https://a.example/" + "x" * 40
    rows = [("The Ledger", "fine", address), ("Quay", "failing", "https://b.example/")]
    wide = render.table(("source", "state", "address"), rows, "terminal", render.Surface(100))
    narrow = render.table(("source", "state", "address"), rows, "terminal", render.Surface(60))
    assert f"The Ledger  fine     {address}\n" in wide
    assert f"The Ledger  fine\n  {address}\nQuay        failing\n" in narrow
