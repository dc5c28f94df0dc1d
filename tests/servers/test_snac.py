"""A real server of the Fediverse: a hashtag's timeline, an account, and whom it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import Page, Site
from tests.feeds import item, rss
from tests.servers.conftest import Heard, started

from cio_digest.models import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done

    from cio_digest.store import Store

pytestmark = pytest.mark.servers


def account(name: str) -> Source:
    server = started("SNAC")
    return Source(f"mastodon://snac/@{name}", "mastodon", server, handle=f"{server}/{name}")


def test_a_tag_and_an_account_end_in_a_digest(
    morning: Callable[..., tuple[Done, Done]], site: Site
) -> None:
    """What both bring is one story; the post that links to an article joins the article's."""
    site.pages["/feed"] = Page(
        rss(item("Agents get dearer, says CRM maker", link="https://news.example/northwind"))
    )
    config = f"""
        [topics.SharePoint]
        keywords = ["SharePoint"]
        [topics.CRM]
        keywords = ["CRM"]
        [[feeds]]
        url = "{site.url("/feed")}"
        title = "The Ledger"
        [[searches]]
        network = "mastodon"
        server = "{started("SNAC")}"
        query = "#SharePoint"
        [[voices]]
        name = "Ada Byron"
        role = "peer"
        mastodon = "{started("SNAC")}/@ada"
    """
    fetched, today = morning(config)
    assert (fetched.code, fetched.err, today.code) == (0, "", 0)
    for number in (1, 2, 3):
        assert today.out.count(f"Moving site {number} of our intranet") == 1
    assert "The Ledger +1" in today.out
    assert "3 sources · 8 entries → 4 stories" in today.out


def test_an_account_is_looked_up_once(ask: Callable[..., Heard], db: Store) -> None:
    """By name at first, by its number afterwards."""
    first, again = ask(account("ada")), ask(account("ada"))
    assert ["lookup" in url for url, _ in first.answers] == [True, False]
    assert ["lookup" in url for url, _ in again.answers] == [False]
    assert (first.outcomes[0].new, again.outcomes[0].new) == (4, 0)
    host = started("SNAC").removeprefix("http://")
    handles = db.execute("SELECT DISTINCT handle, network FROM entries").fetchall()
    assert handles == [(f"@ada@{host}", "mastodon")]


def test_nobody_of_that_name(ask: Callable[..., Heard]) -> None:
    """One line that asks whether the name is right."""
    (outcome,) = ask(account("nobody")).outcomes
    assert "404" in outcome.after.error
    assert "is the name right" in outcome.after.error


def test_a_search_for_text_needs_a_token(ask: Callable[..., Heard]) -> None:
    """The server refuses, and the line says what to do."""
    words = Source("mastodon://snac/crm", "mastodon", started("SNAC"), query="crm")
    (outcome,) = ask(words).outcomes
    assert "[accounts.mastodon]" in outcome.after.error
