"""Sources as other readers take them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW
from tests.feeds import source

from cio_digest import config
from cio_digest.config import writing
from cio_digest.errors import ConfigError
from cio_digest.lists import feeds, folders, opml, read

if TYPE_CHECKING:
    from cio_digest.models import Source


def document(*sources: Source) -> ET.Element:
    return ET.fromstring(opml.document(sources, NOW))


def test_each_tag_is_a_folder() -> None:
    """A source stands in all of its folders; one without tags below them."""
    body = document(
        source("https://a.example/feed", title="A & B", tags=("crm", "daily")),
        source("https://b.example/?x=1&y=2"),
    ).find("body")
    assert body is not None
    assert [each.get("text") for each in body] == ["crm", "daily", "https://b.example/?x=1&y=2"]
    assert [each.attrib for each in body[1]] == [
        {"type": "rss", "text": "A & B", "title": "A & B", "xmlUrl": "https://a.example/feed"}
    ]


def test_folders_in_folders_come_out_as_they_went_in() -> None:
    """A list that was imported is exported with the same folders, in the same order."""
    nested = (
        '<opml version="2.0"><body><outline text="Tech"><outline text="Cloud / AI">'
        '<outline text="A" xmlUrl="https://a.example/feed"/></outline>'
        '<outline text="B" xmlUrl="https://b.example/feed"/></outline>'
        '<outline text="Cloud / AI"><outline text="C" xmlUrl="https://c.example/feed"/></outline>'
        "</body></opml>"
    )
    lines = feeds.plan(read.subscriptions(nested.encode(), "list"), config.parse("", "f"), {})
    text = writing.tables("feeds", [line.table for line in lines])
    body = document(*config.parse(text, "f").sources).find("body")
    assert body is not None

    def shape(outline: ET.Element) -> Any:
        return {each.get("text"): shape(each) for each in outline} if len(outline) else None

    assert shape(body) == {
        "Tech": {"Cloud / AI": {"A": None}, "B": None},
        "Cloud / AI": {"C": None},
    }


def test_it_says_what_it_is() -> None:
    """OPML 2.0 with a date of RFC 822."""
    root = document(source("https://a.example/"))
    assert root.get("version") == "2.0"
    assert root.findtext("head/dateCreated") == "Sun, 22 Nov 2026 06:30:00 GMT"


def test_what_has_no_address_and_what_is_secret_stays_here() -> None:
    """Searches, accounts, programs and files are no feeds; credentials are not in it."""
    found = config.parse(
        """
        [topics.CRM]
        keywords = ["CRM"]
        search = ["googlenews"]
        [[feeds]]
        url = "https://a.example/feed"
        auth = { user = "me-myself", password = { env = "PASSWORD" } }
        proxy = "http://proxy.example"
        [[feeds]]
        command = ["cat"]
        [[feeds]]
        file = "/feed.xml"
        [[voices]]
        name = "Ada"
        github = "ada"
        feeds = ["https://ada.example/blog"]
        """,
        "feeds.toml",
    )
    feeds = [each for each in found.sources if opml.is_feed(each)]
    assert [each.url for each in feeds] == ["https://a.example/feed", "https://ada.example/blog"]
    text = opml.document(feeds, NOW)
    assert not any(word in text for word in ("me-myself", "PASSWORD", "proxy", "command"))


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(_TEXT, st.lists(_TEXT, max_size=3, unique=True))
def test_any_title_and_tag_is_well_formed(title: str, tags: list[str]) -> None:
    """An XML parser reads it, and so does our own import, to the same words."""
    table: dict[str, Any] = {"url": "https://a.example/?a&b", "title": title, "tags": tags}
    text = writing.tables("feeds", [table])
    try:
        sources = config.parse(text, "feeds.toml").sources
    except ConfigError:  # a blank text
        return
    document(*sources)
    lines = read.subscriptions(opml.document(sources, NOW).encode(), "list")
    plain = {"".join(char for char in tag if char not in "\ufffe\uffff") for tag in sources[0].tags}
    assert {tag for line in lines for tag in line.tags} >= {
        folders.tag(folders.steps(tag)) for tag in plain if tag.strip(" >")
    }
    assert {line.url for line in lines} == {"https://a.example/?a&b"}
