"""Stories go onto a list of the reader's own, which stays otherwise as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW

from cio_digest.lists import readinglist
from cio_digest.models import Item, Talk

if TYPE_CHECKING:
    from collections.abc import Callable


def item(title: str = "Seats are over", url: str = "https://news.example/1?a=1&b=2") -> Item:
    return Item(1, 7, title, url, NOW, "The Ledger", (), "", "CRM", (), 1.0)


def links_of_markdown(text: str) -> list[str]:
    return [line.rpartition("<")[2].rstrip(">") for line in text.splitlines() if line[:1] == "-"]


def links_of_json(text: str) -> list[str]:
    return [each["url"] for each in json.loads(text)]


def links_of_opml(text: str) -> list[str]:
    return [each.get("url", "") for each in ET.fromstring(text.encode()).iter("outline")]


def test_a_discussion_stands_beside_its_story() -> None:
    """The liveliest, in each kind of list."""
    thread = "https://news.ycombinator.com/item?id=1"
    told = item()._replace(
        talks=(Talk("Hacker News", thread, 9), Talk("r/crm", "https://r.example/"))
    )
    assert f"<{told.url}>, talk: {thread}\n" in readinglist.add("a.md", "", [told], NOW)
    (kept,) = json.loads(readinglist.add("a.json", "", [told], NOW))
    assert kept["talks"] == [thread, "https://r.example/"]
    outline = next(ET.fromstring(readinglist.add("a.opml", "", [told], NOW)).iter("outline"))
    assert outline.get("comments") == thread
    for path, _ in KINDS:
        text = readinglist.add(path, "", [told], NOW)
        assert not readinglist.has(text, item("Ask HN", thread))


KINDS = [("a.md", links_of_markdown), ("a.JSON", links_of_json), ("a.opml", links_of_opml)]


@pytest.mark.parametrize(("path", "links"), KINDS, ids=["markdown", "json", "opml"])
def test_a_list_grows(path: str, links: Callable[[str], list[str]]) -> None:
    """A story is added once, at the end."""
    other = item("Another", "https://news.example/2")
    one = readinglist.add(path, "", [item()], NOW)
    two = readinglist.add(path, one, [item(), other], NOW)
    assert links(two) == [item().url, other.url]
    assert readinglist.add(path, two, [other], NOW) == two


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=50))
def test_no_title_breaks_a_list(title: str) -> None:
    """Whatever it holds, the list reads as one story."""
    for path, links in KINDS:
        assert links(readinglist.add(path, "", [item(" ".join(title.split()))], NOW)) == [
            item().url
        ]


def test_what_stands_there_stays() -> None:
    """Notes of the reader's, an order of theirs."""
    before = "# Later\n\nMy notes.\n"
    assert readinglist.add("a.md", before, [item()], NOW).startswith(before)


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("list.txt", "", "name a list that ends in"),
        ("a.json", "{}", "no JSON list"),
        ("a.json", "[", "no JSON"),
        ("a.opml", "<opml>", "no OPML"),
        ("a.opml", "<opml/>", "it has no body"),
    ],
)
def test_what_is_no_list_is_left_alone(path: str, text: str, reason: str) -> None:
    """And it says why."""
    with pytest.raises(ValueError, match=reason):
        readinglist.add(path, text, [item()], NOW)
