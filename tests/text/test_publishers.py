"""A feed is named beside a headline by whose it is."""

from __future__ import annotations

import pytest

from cio_digest.text import publishers


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("The Ledger", "The Ledger", id="a name"),
        pytest.param("The Ledger - Technology", "The Ledger - Technology", id="a section"),
        pytest.param("Ledger-News: Oslo", "Ledger-News: Oslo", id="a place"),
        pytest.param("RSS - All items - ledger.example", "ledger.example", id="what it is"),
        pytest.param("ledger.example - Top Stories - Public RSS", "ledger.example", id="endings"),
        pytest.param("Ledger > Home Page", "Ledger", id="a page"),
        pytest.param("Le Grand Livre : A la Une", "Le Grand Livre", id="french"),
        pytest.param("Aktuell - Das Hauptbuch", "Das Hauptbuch", id="german"),
        pytest.param("Recent content in Posts on The Ledger", "The Ledger", id="a program's"),
        pytest.param("The Ledger on The Ledger", "The Ledger", id="twice"),
        pytest.param("News - Blog", "News - Blog", id="of nobody"),
        pytest.param("Home", "Home", id="one word of nobody"),
        pytest.param(
            "The Ledger | News, Business, Culture and More of Northern Oslo",
            "The Ledger",
            id="long",
        ),
        pytest.param(
            "All the news of the day from the north in the order of time | The Ledger",
            "The Ledger",
            id="a long beginning",
        ),
    ],
)
def test_a_name_is_what_says_whose_a_feed_is(title: str, name: str) -> None:
    """Neither what it is nor what it is about, where that is long."""
    assert publishers.name(title) == name


def test_a_feed_without_a_title_is_named_by_its_host() -> None:
    """A search that is no address by its words."""
    assert publishers.shown("", "https://www.ledger.example/feed.xml") == "ledger.example"
    assert publishers.shown("", "#kubernetes") == "#kubernetes"
