"""The digest as a feed that other readers take, and tables that spreadsheets take for text."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import parse, render
from cio_digest.render import harmless

from .factories import ago, digest, full_digest, item

if TYPE_CHECKING:
    from cio_digest.models import Digest, RawFeed

SURFACE = render.Surface()
TITLES = [each.title for each in full_digest().sections[0].items]


def read(page: Digest, to: str) -> RawFeed:
    """The feed as our own reader reads it."""
    text = render.digest(page, to, SURFACE)
    return parse.feed(text.encode(), url="https://share.example/digest")


@pytest.mark.parametrize("to", ["atom", "jsonfeed"])
def test_our_own_reader_takes_it(to: str) -> None:
    """Every story is an entry with its title, address, date, publisher and topic."""
    feed = read(full_digest(), to)
    assert (feed.title, len(feed.entries)) == ("cio-digest", 6)
    assert [entry.title for entry in feed.entries[:2]] == TITLES
    first = feed.entries[0]
    assert (first.url, first.published) == ("https://ledger.example/agents", ago(2))
    assert (first.author, first.tags) == ("The Ledger", ("CRM",))
    assert "<p>The vendor drops per-seat fees" in first.content
    assert "Why: “CRM” in the title" in first.content


def test_feedparser_takes_the_atom_feed() -> None:
    """Without a complaint, and with what RFC 4287 requires."""
    found = feedparser.parse(render.digest(full_digest(), "atom", SURFACE).encode())
    assert (found.bozo, found.version) == (False, "atom10")
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.updated == "2026-11-22T06:30:00Z"
    for entry in found.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.title
        assert entry.updated == "2026-11-22T06:30:00Z"
        assert entry.author
        assert entry.content[0].type == "text/html"


def test_the_json_feed_is_as_its_standard_says() -> None:
    """Version 1.1: required keys are there, optional ones have their types or are left out."""
    types: dict[str, type] = {
        "id": str,
        "url": str,
        "title": str,
        "content_html": str,
        "summary": str,
    }
    types |= {"date_published": str, "authors": list, "tags": list}
    feed = json.loads(render.digest(full_digest(), "jsonfeed", SURFACE))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert set(feed) == {"version", "title", "description", "items"}
    for each in feed["items"]:
        assert {"id", "content_html"} <= each.keys() <= types.keys()
        assert all(each[key] and isinstance(each[key], types[key]) for key in each)
    assert "url" not in feed["items"][4]  # it has none that may be followed


@pytest.mark.parametrize("to", ["atom", "jsonfeed"])
def test_a_story_keeps_its_name(to: str) -> None:
    """The same address is the same entry on the next day, and two stories are two entries."""
    page = digest(item(), item(number=2, url="https://ledger.example/b"), item(url="", title="x"))
    later = page._replace(sections=(), late=(item(number=9, title="Its headline changed"),))
    first, second, third = (entry.id for entry in read(page, to).entries)
    assert len({first, second, third}) == 3
    assert [entry.id for entry in read(later, to).entries] == [first]


@pytest.mark.parametrize("to", ["atom", "jsonfeed"])
def test_a_quiet_day_is_a_feed(to: str) -> None:
    """Without entries."""
    assert read(digest(), to).entries == ()


@given(text=st.text(), url=st.text())
def test_any_words_are_an_atom_feed(text: str, url: str) -> None:
    """Well-formed XML in which words are text, and HTML is text of HTML."""
    page = digest(item(title=text, summary=text, publisher=text, url=f"https://a/{url}"))
    tree = ET.fromstring(render.digest(page, "atom", SURFACE))
    names = {"": "http://www.w3.org/2005/Atom"}
    children = "id title link published updated author category content"
    clean = harmless.text(text)
    assert tree.findtext("entry/title", namespaces=names) == (clean or "(untitled)")
    (entry,) = tree.findall("entry", names)
    assert {child.tag.partition("}")[2] for child in entry} == set(children.split())


# --- csv ----------------------------------------------------------------------------------------


def cell(text: str) -> str:
    """What a program reads of a cell that was written."""
    page = render.table(("name", "b"), [(text, "x")], "csv", SURFACE)
    head, (found, beside) = csv.reader(StringIO(page), strict=True)
    assert (head, beside) == (["name", "b"], "x")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        " =1",
        "＝1",
        "-",
        "+49 30 1",
        "@ada@b.example",
    ],
)
def test_a_formula_is_text(text: str) -> None:
    """An apostrophe stands before what a spreadsheet would calculate."""
    assert cell(text) == f"'{harmless.text(text)}"


@pytest.mark.parametrize(
    "text", ["", "-3", "+4.5", "1,204", "12%", "a=b", "https://a.example/?a=b", 'a "b", c', "é 顧"]
)
def test_other_cells_are_as_they_were(text: str) -> None:
    """Numbers stay numbers, commas and quotes stay within their cell."""
    assert cell(text) == text


@given(st.text())
def test_no_cell_opens_a_formula(text: str) -> None:
    """Whatever it holds, it is one cell, and begins harmlessly unless it is a number."""
    found = cell(text)
    assert found.removeprefix("'") in {harmless.text(text), harmless.text(text).removeprefix("'")}
    assert not found.startswith(("=", "@", "\t", "\r"))
