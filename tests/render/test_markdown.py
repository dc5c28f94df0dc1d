"""Markdown that CommonMark renders as exactly what was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cio_digest import render
from cio_digest.render import harmless

from .factories import digest, entry, explanation, full_digest, item

if TYPE_CHECKING:
    from markdown_it.token import Token

    from cio_digest.models import Item

SURFACE = render.Surface()
LEDGER = "https://ledger.example/agents"
ADVERSARIAL = [
    "[a](https://evil.example)",
    "![a][1]",
    "[1]: https://evil.example",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "*a* **b** _c_ __d__ ~~e~~ `f` ``g``",
    "snake_case and _edge_ and a_ _b",
    "# heading",
    "1. list",
    "12) list",
    "- list",
    "+ list",
    "> quote",
    "===",
    "---",
    "***",
    "```",
    "~~~",
    "a | b",
    "|-|-|",
    "AT&amp;T &copy; &#35; &nosuch AT&T",
    "ends with a backslash\\",
    "\\* \\[ \\\\",
    "    indented",
    "a]",
    "]: x",
    "!",
    "a  ",
    "=",
    "1.",
    "x " * 60 + "# y",
    ("word " * 14 + "- 1. + # = > ") * 3,
    "a\xa0b \xa0- c",
]
TEXTS = st.one_of(
    st.text(),
    st.sampled_from(ADVERSARIAL),
    st.text(alphabet="ab12 .)([]<>*_`~#+-=|&;!\\:/\n\t", max_size=200),
)


def rendered(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(markdown)


def shown(token: Token) -> str:
    """What a reader sees of an inline token, a line break in the source being a space."""
    parts = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(parts.get(each.type, each.content) for each in token.children or [])


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def list_item(story: Item) -> list[Token]:
    """The inline tokens of the one list item that a story renders to."""
    page = render.digest(digest(story), "markdown", render.Surface())
    tokens = rendered(page)
    kinds = [token.type for token in tokens]
    start, end = kinds.index("list_item_open"), kinds.index("list_item_close")
    assert kinds.count("list_item_open") == 1
    assert kinds.count("heading_open") == 3
    inside = tokens[start + 1 : end]
    assert {token.type for token in inside} <= {"paragraph_open", "inline", "paragraph_close"}
    assert tokens[start - 1].attrs.get("start", 1) == story.number
    return [token for token in inside if token.type == "inline"]


@given(title=TEXTS, summary=TEXTS, url=TEXTS, number=st.integers(1, 120))
@example(title="a", summary="[1]: <https://evil.example>", url="x", number=1)
@example(title="a\\", summary="===", url="&copy;<>\\", number=10)
def test_any_story_is_one_list_item(title: str, summary: str, url: str, number: int) -> None:
    """A story renders to one list item with exactly its title, its link and its summary."""
    address = f"https://a.example/{url}"
    story = item(title=title, summary=summary, url=address, number=number, terms=())
    head, *rest = list_item(story)
    seen_title, telling = shown(head).split("\n")
    assert spaced(seen_title) == spaced(harmless.text(title) or "(untitled)")
    assert telling == "The Ledger · 2 h ago"
    assert spaced(" ".join(map(shown, rest))) == spaced(harmless.text(summary))
    links = [token for token in head.children or [] if token.type == "link_open"]
    meant = MarkdownIt().normalizeLink(harmless.link(harmless.text(address)))
    assert [link.attrs["href"] for link in links] == [meant]
    spans = {token.type for inline in (head, *rest) for token in inline.children or []}
    assert spans <= {"text", "softbreak", "hardbreak", "link_open", "link_close", "text_special"}


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_notation_in_a_title_without_a_link_is_text(text: str) -> None:
    """Nothing in a title opens a span or a block when no link stands around it."""
    head, *_ = list_item(item(title=text, url="", summary=text))
    assert spaced(shown(head).split("\n")[0]) == spaced(text)
    assert not any(token.type == "link_open" for token in head.children or [])


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_notation_in_a_cell_is_text(text: str) -> None:
    """A cell renders to exactly its text, and every row keeps its columns."""
    page = render.table(("a", "b"), [(text, "x"), ("y", text)], "markdown", render.Surface())
    cells = [token for token in rendered(page) if token.type == "inline"]
    assert [spaced(shown(cell)) for cell in cells] == [
        "a",
        "b",
        spaced(text),
        "x",
        "y",
        spaced(text),
    ]


@pytest.mark.parametrize("text", ADVERSARIAL)
def test_notation_in_an_explanation_is_text(text: str) -> None:
    """Each entry of a story is one list item with its address as a link."""
    page = render.explanation(
        explanation(entries=(entry(title=text), entry(publisher=text)), note=text),
        "markdown",
        render.Surface(),
    )
    tokens = rendered(page)
    told = [token for token in tokens if token.type == "inline"][-2:]
    seen = [spaced(shown(token)) for token in told]
    text = harmless.text(text)
    assert seen[0] == spaced(f"The Ledger, 2 h ago: {text} {LEDGER}")
    assert seen[1] == spaced(f"{text}, 2 h ago: Northwind opens its agent pricing {LEDGER}")


def test_a_story_that_no_digest_shows_has_no_number() -> None:
    """It is explained as a paragraph, its title still a link."""
    alone = explanation(item=item(number=0, quotes=(), talks=()), note="Not shown: you hid it.")
    page = render.explanation(alone, "markdown", render.Surface())
    tokens = rendered(page)
    assert [token.type for token in tokens[:2]] == ["paragraph_open", "inline"]
    assert page.startswith("[Northwind opens its agent pricing to seat-free plans][story]")
    assert "\n[story]: <https://ledger.example/agents>\n" in page


def test_every_story_of_a_page_keeps_its_number_and_link() -> None:
    """Numbers run on over the sections, raw and rendered, and each title has its own link."""
    page = render.digest(full_digest(), "markdown", render.Surface())
    lists = [token for token in rendered(page) if token.type == "ordered_list_open"]
    assert [token.attrs.get("start", 1) for token in lists] == [1, 3, 6]
    assert re.findall(r"^ (\d)\. ", page, re.MULTILINE) == list("123456")
    assert re.findall(r"^    \[(\d)\]: <h", page, re.MULTILINE) == list("12346")


def test_columns_line_up_by_the_width_of_letters() -> None:
    """A CJK cell takes two columns a character, figures end under each other."""
    page = render.table(("name", "x"), [("品川", "1"), ("e\u0301a", "2")], "markdown", SURFACE)
    assert page.splitlines()[2:] == ["| 品川 |   1 |", "| e\u0301a   |   2 |"]


def test_lines_fit_a_mail() -> None:
    """Text with spaces is wrapped at 78 columns; addresses stay whole."""
    long = item(
        summary="- word _word " * 40, title="[x] " * 60, url="https://a.example/" + "x" * 90
    )
    lines = render.digest(digest(long), "markdown", render.Surface()).splitlines()
    assert [line for line in lines if len(line.rstrip()) > 78] == [f"    [1]: <{long.url}>"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("says @ada@example.social, again", "says `@ada@example.social`, again"),
        ("[Update] CRM | ERP: 5 * 3 < 16", "[Update] CRM | ERP: 5 * 3 < 16"),
        ("C:\\data, [1] and [x](y)", "C:\\data, \\[1\\] and \\[x\\](y)"),
        ("*bold* <b> [Update]: x", "\\*bold\\* \\<b> \\[Update\\]: x"),
    ],
    ids=["a handle is no mail address", "no needless backslash", "references", "spans"],
)
def test_a_backslash_stands_only_where_it_must(text: str, written: str) -> None:
    """What is read raw, as in a mail, has as few as that takes."""
    assert f"    {written}\n" in render.digest(
        digest(item(summary=text, terms=())), "markdown", SURFACE
    )
