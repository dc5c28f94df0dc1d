"""What a source was asked for, told from what came along."""

from __future__ import annotations

from typing import Any

import pytest
from tests.feeds import entry
from tests.networks.conversations import source

from cio_digest.models import Engagement
from cio_digest.networks import filters, registry


@pytest.mark.parametrize(
    ("query", "parts", "found"),
    [
        ("#SocialCRM", {"title": "On social CRM"}, True),
        ("#SocialCRM", {"tags": ("socialcrm",)}, True),
        ("#CRM #Sales", {"title": "Sales"}, True),
        ("#AI", {"title": "Training"}, False),
        ("crm", {"title": "A launch", "url": "https://a.example/new-crm-launch"}, True),
        ("crm", {"title": "A launch", "links": ("https://crm.example/",)}, True),
        ("crm", {"title": "A launch", "author": "crm", "handle": "crm"}, False),
        ('"social crm"', {"text": "A Social CRM"}, True),
        ('"social crm"', {"text": "CRM is social"}, False),
        ("social crm", {"text": "CRM is social"}, True),
        ('"social crm" OR sharepoint', {"text": "Share Point"}, True),
        ('"social crm" OR sharepoint', {"text": "Share a point"}, False),
        ("crm -rollout", {"title": "Anything"}, True),
        ("from:ada.example crm", {"title": "Anything"}, True),
        ("", {"title": "Anything"}, True),
    ],
)
def test_what_a_query_asks_for(query: str, parts: dict[str, Any], found: bool) -> None:
    """Words, phrases, alternatives and hashtags are judged; other operators are not."""
    assert filters.contains(query, entry(**parts)) is found


@pytest.mark.parametrize(
    ("wanted", "said", "kept"),
    [
        ("en", "en-GB", True),
        ("en", "en_US", True),
        ("en", "de", False),
        ("en", "", True),
        ("en", "und", True),
        ("en", "mul", True),
        ("", "de", True),
    ],
)
def test_language(wanted: str, said: str, kept: bool) -> None:
    """A region makes no difference; who does not say passes."""
    assert registry.keeps(source("feed", language=wanted), entry(language=said)) is kept


@pytest.mark.parametrize(
    ("engagement", "kept"),
    [
        (Engagement(likes=3, reposts=2), True),
        (Engagement(likes=3), False),
        (Engagement(), True),
        (None, True),
    ],
)
def test_engagement(engagement: Engagement | None, kept: bool) -> None:
    """All that the public did counts together; what is not told is no reason to leave out."""
    assert registry.keeps(source("feed", least=5), entry(engagement=engagement)) is kept


def test_only_whole_texts_are_searched_again() -> None:
    """A headline does not have to hold the words that its article has."""
    assert registry.keeps(source("googlenews", query="crm"), entry("Anything"))
    assert not registry.keeps(source("bluesky", query="crm"), entry("Anything"))


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("lemmy", "c/crm"),
        ("lemmy", "c/crm@other.example"),
        ("lemmy", "u/ada"),
        ("reddit", "r/crm+sales"),
        ("github", "northwind/crm"),
        ("discourse", "c/sales/5"),
    ],
)
def test_a_place_is_no_words(kind: str, query: str) -> None:
    """What is told in a community need not name it."""
    assert registry.keeps(source(kind, query=query), entry("Anything"))


def test_every_network_is_judged_unless_it_says_why_not() -> None:
    """What says nothing of its entries brings none that has nothing to do with a query."""
    judged = filters.words(registry.Search(), "crm")
    assert judged == "crm"
    assert filters.words(registry.Search(partial=True), "crm") == ""


def test_a_post_that_says_nothing_is_nobodys() -> None:
    """A picture that nobody described; what leads on to a page is kept of whom one follows."""
    searched, followed = source("mastodon", query="#crm"), source("mastodon", handle="@a@b.example")
    bare = entry(title="A post", text="#CRM", network="mastodon")
    leading = bare._replace(links=("https://a.example/1",))
    kept = [registry.keeps(*each) for each in ((searched, bare), (searched, leading))]
    assert kept == [False, False]
    assert not registry.keeps(followed, bare)
    assert registry.keeps(followed, leading)
