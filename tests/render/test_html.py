"""A page in which everybody's words are only ever words, whoever reads it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cio_digest import render
from cio_digest.models import Trend
from cio_digest.render import harmless

from .factories import digest, explanation, full_digest, item

SURFACE = render.Surface()
ADVERSARIAL = [
    "<script>alert(1)</script>",
    "</title></style></h3><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)> ' onclick='x",
    "&lt;b&gt; &amp;amp; &#60; AT&T &copy",
    "<!-- --> ]]> <![CDATA[ <?php ?>",
    "{{ 7*7 }} ${x}",
]
TEXTS = st.one_of(st.text(), st.sampled_from(ADVERSARIAL), st.text(alphabet="<>&\"'/=! a-;#"))
TAGS = set(
    "html head meta link title style body header p h1 h2 h3 time nav ul ol li a span main section "
    "article bdi details summary footer div svg path circle".split()
)


def parsed(page: str) -> LexborHTMLParser:
    """The page as a browser reads it."""
    return LexborHTMLParser(page)


def one(tree: LexborHTMLParser, selector: str) -> str:
    (node,) = tree.css(selector)
    return node.text()


def attribute(tree: LexborHTMLParser | LexborNode, selector: str, name: str) -> str:
    (node,) = tree.css(selector)
    return node.attributes[name] or ""


@given(text=TEXTS, url=TEXTS)
def test_any_words_are_text(text: str, url: str) -> None:
    """A story shows exactly its title and summary; they make no element and no attribute."""
    address = f"https://a.example/{url}"
    story = item(title=text, summary=text, publisher=text, url=address, others=(text,))
    tree = parsed(render.digest(digest(story), "html", SURFACE))
    clean = harmless.text(text)
    assert one(tree, "h3 > a:not(.number)") == (clean or "(untitled)")
    assert "".join(node.text() for node in tree.css(".summary")) == clean
    assert {node.tag for node in tree.css("*")} <= TAGS
    (link,) = tree.css("h3 > a:not(.number)")
    assert link.attributes == {"href": harmless.link(harmless.text(address))}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " javascript:x", "file:///etc/passwd", ""]
)
def test_only_web_addresses_are_links(url: str) -> None:
    """A story with any other address has a title that is no link."""
    for page in (
        render.digest(digest(item(url=url)), "html", SURFACE),
        render.explanation(explanation(item=item(url=url), entries=()), "html", SURFACE),
        render.table(("name", "address"), [("x", url)], "html", SURFACE),
    ):
        hrefs = [node.attributes["href"] or "" for node in parsed(page).css("a")]
        assert all(href.startswith(("#", "https://ledger.example")) for href in hrefs)


def test_each_story_has_an_anchor() -> None:
    """Its number points at it, so that it can be copied and sent."""
    tree = parsed(render.digest(full_digest(), "html", SURFACE))
    assert [node.id for node in tree.css("li[id]")] == [f"story-{n}" for n in range(1, 7)]
    assert [node.attributes["href"] for node in tree.css(".number")] == [
        f"#story-{n}" for n in range(1, 7)
    ]
    targets = {node.attributes["href"] for node in tree.css("nav a")}
    assert targets == {f"#{node.id}" for node in tree.css("section > h2") if node.id != "rising"}


def test_the_page_forbids_itself_everything() -> None:
    """Its policy allows its own stylesheet by its hash, and neither scripts nor requests."""
    page = render.digest(full_digest(), "html", SURFACE)
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    named = b64encode(sha256(style.encode()).digest()).decode()
    policy = attribute(parsed(page), "meta[http-equiv]", "content")
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{named}';")
    assert "url(" not in style
    assert "@import" not in style


def test_the_reason_stands_beside_each_story() -> None:
    """The two terms that count most are read at once, all of them and their sum on opening."""
    tree = parsed(render.digest(digest(item(others=("a", "b"))), "html", SURFACE))
    assert one(tree, "summary") == "Why: “CRM” in the title, 7 sources tell it"
    figures = [float(node.text()) for node in tree.css("li:not(.sum) > .points")]
    assert sum(figures) == pytest.approx(float(one(tree, ".sum > .points")))
    assert one(tree, "details > p") == "Also told by a, b."


def test_a_trend_is_drawn_and_told() -> None:
    """The bars have a text in their place."""
    page = digest(rising=(Trend("passkeys", 4, (0, 2, 8)), Trend("flat", 1, (0, 0))))
    drawn, flat = parsed(render.digest(page, "html", SURFACE)).css(".spark")
    assert drawn.attributes["role"] == "img"
    assert drawn.attributes["aria-label"] == "3 days, from 0 to 8, at most 8"
    assert len(drawn.css("svg[aria-hidden=true] > rect")) == 3
    assert len(flat.css("rect")) == 2


def test_a_trend_without_days_is_not_drawn() -> None:
    """There is nothing to see."""
    page = render.digest(digest(rising=(Trend("x", 2, ()),)), "html", SURFACE)
    assert "<svg" not in page


def test_the_stories_are_drawn_day_by_day() -> None:
    """A row a story, named by its title and leading to it; its dots are told in words."""
    page = digest(item(days=(0, 0, 0, 0, 2, 0, 1)), item(number=2, days=(0, 0, 0, 0, 0, 0, 8)))
    tree = parsed(render.digest(page, "html", SURFACE))
    assert [node.text() for node in tree.css(".week span")] == [*"MTWTFSS"]
    assert [node.attributes["href"] for node in tree.css(".days a")] == ["#story-1", "#story-2"]
    first, second = tree.css(".dots")
    assert first.attributes["aria-label"] == "2 sources on Friday, 1 on Sunday"
    assert second.attributes["aria-label"] == "8 sources on Sunday"
    assert [len(each.css("circle")) for each in (first, second)] == [2, 1]


def test_a_digest_kept_without_its_days_has_no_plot_of_them() -> None:
    """Older versions kept none."""
    page = digest(item(days=()), item(number=2, days=(0,) * 7))
    assert "Day by day" not in render.digest(page, "html", SURFACE)


def test_one_section_needs_no_contents() -> None:
    """A list of places to jump to starts with two."""
    assert "<nav" not in render.digest(digest(item()), "html", SURFACE)
