"""The recorded feeds of Google News, Bing News and Google Alerts to entries."""

from __future__ import annotations

import pytest
from tests.networks.conversations import EMPTY, answer, entry, hold, recorded, source

from cio_digest.models import RawEntry
from cio_digest.models.wire import Response
from cio_digest.networks import googlenews, links


def test_recorded_google_headlines_lose_their_publisher() -> None:
    """Headline and publisher stand apart; nobody is a person of a network."""
    folder = "recorded/googlenews/RSS-Parser__rssparser__src__commonTest__resources__"
    name = f"{folder}feed-test-source.xml"
    (raw,) = hold(source("googlenews", query="x"), answer(recorded(name))).entries
    found = entry(raw)
    assert found.title.endswith("par manque de réactifs")
    assert (found.publisher, found.outlet, found.network) == ("RTBF", "rtbf", "")
    assert found.text == ""


def test_recorded_google_headlines_without_a_source_element() -> None:
    """What follows the last dash is the publisher."""
    for number in (0, 1):
        body = recorded(f"recorded/googlenews/extracted/googlenews_test.{number}.xml")
        for found in map(entry, hold(source("googlenews", query="x"), answer(body)).entries):
            assert found.publisher
            assert not found.title.endswith(found.publisher)


def test_a_dash_inside_a_headline_stays() -> None:
    """Only the publisher's name at the end is cut off."""
    raw = googlenews.entry(RawEntry(title="CRM - what next", publisher="The Ledger"))
    assert raw.title == "CRM - what next"


@pytest.mark.parametrize(
    ("parts", "query"),
    [
        ({"query": "crm"}, "q=crm+when%3A7d&hl=en-US&gl=US&ceid=US%3Aen"),
        ({"query": "crm when:1h"}, "q=crm+when%3A1h&hl=en-US&gl=US&ceid=US%3Aen"),
        ({"query": "crm", "language": "de"}, "q=crm+when%3A7d&hl=de&gl=DE&ceid=DE%3Ade"),
    ],
    ids=["plain", "dated", "german"],
)
def test_what_google_is_asked_for(parts: dict[str, str], query: str) -> None:
    """The last week in the edition of the language."""
    held = hold(source("googlenews", "https://news.google.com", **parts), answer(EMPTY))
    assert held.urls == [f"https://news.google.com/rss/search?{query}"]


def test_recorded_bing_news() -> None:
    """The article's own address, and the publisher in Bing's own namespace."""
    name = (
        "recorded/bingnews/RSS-Parser__rssparser__src__commonTest__resources__feed-bing-image.xml"
    )
    held = hold(
        source("bingnews", "https://www.bing.com", query="real madrid"), answer(recorded(name))
    )
    assert held.urls == ["https://www.bing.com/news/search?q=real+madrid&format=rss"]
    (found,) = map(entry, held.entries)
    assert found.url.startswith("https://www.dailymail.co.uk/sport/football/article-9554407/")
    assert found.publisher == "Daily Mail"


def test_recorded_google_alerts() -> None:
    """The article's own address, and no bold words."""
    name = "recorded/googlealerts/feedjira__spec__sample_feeds__google_alerts_atom.xml"
    entries = hold(source("googlealerts"), answer(recorded(name))).entries
    assert len(entries) == 20
    for found in map(entry, entries):
        assert "google.com" not in found.url
        assert "<b>" not in found.title
    assert entries[1].url == "https://investorplace.com/2019/07/slack-stock-truly-compelling/"


def item(title: str, link: str, more: str = "") -> str:
    """A feed of one item."""
    return (
        f'<rss version="2.0" xmlns:N="urn:n"><channel><item><title>{title}</title>'
        f"<link>{link}</link>{more}</item></channel></rss>"
    )


def test_headline_and_publisher_of_google() -> None:
    """The publisher is the source element's, and the text of others' headlines is dropped."""
    more = '<source url="https://l.example">The Ledger</source><description>Others</description>'
    body = item("A - B - The Ledger", "https://news.google.com/rss/articles/x", more)
    (found,) = map(entry, hold(source("googlenews", query="x"), answer(body)).entries)
    assert (found.title, found.publisher, found.text) == ("A - B", "The Ledger", "")


@pytest.mark.parametrize("kind", ["bingnews", "googlealerts"])
def test_wrapped_addresses_are_unwrapped(kind: str) -> None:
    """What stands in ``url`` is the article's address, and a publisher in any namespace counts."""
    wrapper = "https://www.bing.com/news/apiclick.aspx?a=1&amp;url=https%3a%2f%2fn.example%2f1"
    body = item("A", wrapper, "<N:Source>The Ledger</N:Source>")
    (found,) = map(entry, hold(source(kind, query="x"), answer(body)).entries)
    assert (found.url, found.publisher) == ("https://n.example/1", "The Ledger")


@pytest.mark.parametrize(
    "address", ["http://[::1?url=x", "https://[", "https://a.example/?url=file:x"]
)
def test_what_carries_no_address_stays_as_it_is(address: str) -> None:
    """Half an address among them."""
    assert links.inside(address, "url") == address


@pytest.mark.parametrize("target", ["http://[::1/2", "//other.example/2", "javascript:x"])
def test_a_next_page_elsewhere_is_none(target: str) -> None:
    """Nor is what is no address."""
    response = Response("https://a.example/1", 200, {"link": f'<{target}>; rel="next"'})
    assert links.following(response) == ""


@pytest.mark.parametrize(
    "link",
    [
        '<http://server.example/2>; rel="next"',
        '<https://server.example/2>; REL = "Next"',
        "</2>;rel=next",
    ],
)
def test_the_next_page_however_it_is_named(link: str) -> None:
    """Names of parameters have no case (RFC 8288), and no page is asked less safely than before."""
    response = Response("https://server.example/1", 200, {"link": link})
    assert links.following(response) == "https://server.example/2"


def test_a_publisher_whose_name_has_a_dash() -> None:
    """All of it is cut off."""
    raw = googlenews.entry(RawEntry(title="CRM - a story - Patch - Bay", publisher="Patch - Bay"))
    assert raw.title == "CRM - a story"
