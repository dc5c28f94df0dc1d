"""The states of sources in words, and addresses that may be shown."""

from __future__ import annotations

import pytest

from cio_digest import health, polling
from cio_digest.errors import FetchError
from tests.conftest import NOW
from tests.feeds import source

FEED = source("https://a.example/feed")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/feed.xml?page=2", "https://a.example/feed.xml?page=2"),
        (
            "https://www.reddit.com/.rss?feed=0a1b&user=me",
            "https://www.reddit.com/.rss?feed=…&user=me",
        ),
        ("https://a.example/f?user=me&TOKEN=0a1b#top", "https://a.example/f?user=me&TOKEN=…#top"),
        ("https://a.example/?feed=rss2", "https://a.example/?feed=rss2"),
        ("https://a.example/f?api_key=x&apikey=y", "https://a.example/f?api_key=…&apikey=…"),
    ],
)
def test_keys_in_addresses_are_not_shown(url: str, shown: str) -> None:
    """Somebody's private feed has its secret in the address."""
    assert health.address(url) == shown


def test_conditions_are_words() -> None:
    """From never read to gone for good."""
    fresh = polling.new(FEED)
    once = polling.failed(fresh, FEED, "answered 500", NOW)
    twice = polling.failed(once, FEED, "answered 500", NOW)
    gone = polling.refused(fresh, FEED, FetchError(FEED.url, "answered 410", status=410), NOW)
    assert health.condition(fresh) == "not read yet"
    assert health.condition(fresh._replace(succeeded=NOW)) == "fine"
    assert health.condition(once) == "failed once: answered 500"
    assert health.condition(twice) == "failed 2 times: answered 500"
    assert health.condition(gone) == "gone"


def test_health_counts_and_names_what_needs_a_person() -> None:
    """A source that failed once is nobody's business yet; one that is gone is."""
    other = source("https://b.example/feed", title="Bee")
    gone = polling.new(other)._replace(gone=True, error="answered 410", failing_since=NOW)
    states = {FEED.key: polling.new(FEED)._replace(succeeded=NOW, failures=1), other.key: gone}
    report = health.of([FEED, other], states)
    assert (report.fine, report.last_fetch) == (1, NOW)
    assert report.failing == (("Bee", "answered 410", NOW),)
