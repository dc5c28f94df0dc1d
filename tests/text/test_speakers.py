"""Who says an entry, and how many say a story by themselves."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.feeds import entry, saved

from cio_digest.models import Entry, RawEntry, RawFeed
from cio_digest.store import opened
from cio_digest.text import normalize, sites, speakers

NOW = datetime(2026, 11, 22, 6, tzinfo=timezone.utc)
HOME = "https://links.example/"
ABROAD = tuple(f"https://{name}.example/1" for name in "abc")


def clean(site: str = "", **fields: Any) -> Entry:
    raw = RawEntry(id="1", url="https://www.ledger.example/1", title="One")._replace(**fields)
    return normalize.entry(raw, source="s", now=NOW, first_fetch=False, site=site)


@pytest.mark.parametrize(
    ("found", "speaker"),
    [
        (clean(), "ledger.example"),
        (clean(author="Ann Other"), "ledger.example"),
        (clean(publisher="The Ledger"), "the ledger"),
        (clean("links.example"), "links.example"),
        (clean("links.example", publisher="The Ledger"), "the ledger"),
        (clean(network="mastodon", handle="@Ada@social.example"), "@ada@social.example"),
        (clean("social.example", network="mastodon", author="Ada", publisher="X"), "ada"),
        (clean("social.example", network="mastodon"), "social.example"),
        (clean(url=""), "s"),
    ],
    ids=["site", "reporter", "publisher", "feed", "named", "handle", "author", "nobody", "source"],
)
def test_an_entry_has_one_speaker(found: Entry, speaker: str) -> None:
    """The person of a post, the publisher of an article, else the site of its feed or its own."""
    assert speakers.speaker(found) == speaker


def feed(home: str, *addresses: str) -> str:
    """The site of a feed with entries at these addresses."""
    return sites.site(RawFeed(tuple(RawEntry(url=each) for each in addresses), url=home))


def test_an_aggregator_speaks_for_itself() -> None:
    """However many sites it links to, and some entries of its own."""
    assert feed(HOME, *ABROAD) == "links.example"
    assert feed(HOME, *ABROAD[:2]) == "links.example"
    assert feed(HOME, *ABROAD, f"{HOME}1") == "links.example"


def test_a_feed_speaks_for_the_site_of_most_entries() -> None:
    """Whatever its home is said to be; a link to elsewhere is the same author's word."""
    paper = [f"https://paper.example/{n}" for n in range(4)]
    assert feed("https://paper.test/", *paper, *ABROAD) == "paper.example"
    assert feed("", *paper[:1]) == "paper.example"
    assert feed("", *ABROAD) == feed("") == ""


def test_the_name_to_show() -> None:
    """A person's, a publisher's, else what the reader calls the source."""
    post = clean(network="mastodon", handle="@ada@social.example", publisher="X")
    assert speakers.name(post, {"s": "#crm"}) == "@ada@social.example"
    assert speakers.name(clean(publisher="The Ledger"), {"s": "News"}) == "The Ledger"
    assert speakers.name(clean(), {"s": "News"}) == "News"
    assert speakers.name(clean(), {}) == "s"


def test_articles_at_one_address_are_one_telling() -> None:
    """An aggregator that links to an article adds nothing to it; people who post it do."""
    article = entry(outlet="ledger.example")
    link = article._replace(outlet="links.example", source="links")
    posts = [entry(str(n), outlet=f"@{n}", network="mastodon") for n in range(2)]
    assert speakers.independent([article, link]) == 1
    assert speakers.independent([article, link, *posts]) == 3
    assert speakers.independent([]) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["", "x", "y"]), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_the_store_counts_alike(told: list[tuple[str, str, bool]]) -> None:
    """A story's number of outlets is that of its entries."""
    entries = [
        entry(
            "One story in the same words",
            guid=str(n),
            outlet=outlet,
            canonical=f"https://{place}.example/1" if place else "",
            network="mastodon" if post else "",
        )
        for n, (outlet, place, post) in enumerate(told)
    ]
    with opened(":memory:") as db:
        saved(db, *entries)
        for story, outlets in db.execute("SELECT id, outlets FROM stories").fetchall():
            keys = [
                row[0] for row in db.execute("SELECT id FROM entries WHERE story = ?", (story,))
            ]
            members = [entries[key - 1]._replace(id=key) for key in keys]
            assert outlets == speakers.independent(members)
