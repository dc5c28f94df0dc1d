"""A real WordPress: feeds of tags and of searches, and its answer when nothing changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.servers.conftest import Heard, started

from cio_digest.models import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Done

    from cio_digest.store import Store

pytestmark = pytest.mark.servers


def search(query: str) -> Source:
    return Source(f"wordpress://site/{query}", "wordpress", started("WORDPRESS"), query=query)


def test_a_tag_and_a_search_end_in_a_digest(morning: Callable[..., tuple[Done, Done]]) -> None:
    """A site's posts with a tag, and those with a word."""
    searches = "".join(
        f"""
        [[searches]]
        network = "wordpress"
        server = "{started("WORDPRESS")}"
        query = "{query}"
        """
        for query in ("#crm", "SharePoint")
    )
    topics = '[topics.CRM]\nkeywords = ["CRM"]\n[topics.SharePoint]\nkeywords = ["SharePoint"]\n'
    fetched, today = morning(topics + searches)
    assert (fetched.code, fetched.err, today.code) == (0, "", 0)
    assert "2 sources · 3 entries → 2 stories" in today.out
    assert "What a CRM costs after three years" in today.out
    assert "Moving 41,000 SharePoint sites in one weekend" in today.out


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("#crm", 2, id="a tag"),
        pytest.param("#crm #sharepoint", 3, id="one of two tags"),
        pytest.param("SharePoint", 1, id="a word"),
    ],
)
def test_what_did_not_change_is_not_sent_again(
    ask: Callable[..., Heard], query: str, found: int
) -> None:
    """The second read is answered by 304."""
    first, again = ask(search(query)), ask(search(query))
    assert ([status for _, status in first.answers], first.outcomes[0].new) == ([200], found)
    assert ([status for _, status in again.answers], again.outcomes[0].new) == ([304], 0)


def test_the_words_lead_to_the_site(ask: Callable[..., Heard], db: Store) -> None:
    """Entries are the site's, with their tags."""
    ask(search("#crm"))
    rows = db.execute("SELECT title, tags, network FROM entries ORDER BY title").fetchall()
    assert [title for title, _, _ in rows] == [
        "Northwind opens its agent pricing",
        "What a CRM costs after three years",
    ]
    assert all("crm" in tags and not network for _, tags, network in rows)


def test_an_unknown_tag_has_no_posts(ask: Callable[..., Heard]) -> None:
    """It looks like one that nobody used yet: no entries, and no failure."""
    (outcome,) = ask(search("#nosuchtag")).outcomes
    assert (outcome.new, outcome.after.error) == (0, "")
