"""The states of sources in words, and addresses that may be shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.feeds import source

from cio_digest.errors import FetchError, PutOffError
from cio_digest.models import Failing, Polling, Source
from cio_digest.networks import health, polling

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
    fresh = Polling.new(FEED)
    once = polling.failed(fresh, FEED, "answered 500", NOW)
    twice = polling.failed(once, FEED, "answered 500", NOW)
    gone = polling.refused(fresh, FEED, FetchError(FEED.url, "answered 410", status=410), NOW)
    assert health.condition(fresh) == "not read yet"
    assert health.condition(fresh._replace(succeeded=NOW)) == "fine"
    assert health.condition(once) == "failed once: answered 500"
    assert health.condition(twice) == "failed 2 times: answered 500"
    assert health.condition(gone) == "gone"


def test_health_counts_and_names_what_needs_a_person() -> None:
    """A source that failed once is named to nobody yet, but not called fine; one gone is named."""
    other = source("https://b.example/feed", title="Bee")
    gone = Polling.new(other)._replace(gone=True, error="answered 410", failing_since=NOW)
    states = {FEED.key: Polling.new(FEED)._replace(succeeded=NOW, failures=1), other.key: gone}
    report = health.of([FEED, other], states)
    assert (report.fine, report.unread, report.last_fetch) == (0, 1, NOW)
    assert report.failing == (Failing("Bee", "answered 410", NOW),)


def broken(number: int, kind: str, url: str, error: str = "answered 503") -> tuple[Source, Polling]:
    one = Source(f"{kind}{number}", kind, url, title=f"Search {number}")
    since = NOW - timedelta(days=number)
    return one, Polling.new(one)._replace(failures=3, error=error, failing_since=since)


def test_an_outage_is_one_line_however_many_sources_it_hits() -> None:
    """By server where there are many, by network where there is one, by host for feeds."""
    pairs = [
        broken(1, "mastodon", "https://one.example"),
        broken(2, "mastodon", "https://one.example"),
        broken(3, "mastodon", "https://two.example"),
        broken(4, "stackexchange", "https://stackoverflow.com"),
        broken(5, "stackexchange", "https://sharepoint.stackexchange.com"),
        broken(6, "feed", "https://f.example/1"),
        broken(7, "feed", "https://f.example/2"),
        broken(8, "feed", "https://f.example/3", "answered 404"),
    ]
    report = health.of([one for one, _ in pairs], {one.key: state for one, state in pairs})
    assert [(each.source, each.sources, each.reason) for each in report.failing] == [
        ("Mastodon at one.example", 2, "answered 503"),
        ("Search 3", 1, "answered 503"),
        ("Stack Exchange", 2, "answered 503"),
        ("f.example", 2, "answered 503"),
        ("Search 8", 1, "answered 404"),
    ]
    assert report.failing[0].since == NOW - timedelta(days=2)


def test_what_was_put_off_says_so() -> None:
    """It is no failure, and an older failure is not forgotten over it."""
    left = PutOffError(FEED.url, "left for the next run: its host takes no more for now")
    fresh = Polling.new(FEED)._replace(succeeded=NOW)
    assert health.condition(polling.put_off(fresh, left, NOW)).startswith("left for the next run")
    failed = polling.failed(fresh, FEED, "answered 500", NOW)
    assert health.condition(polling.put_off(failed, left, NOW)) == "failed once: answered 500"


def test_programs_that_fail_alike_are_named_each() -> None:
    """They have no host in common."""
    pair = [Source(f"command:a#{n}", "feed", f"command:a#{n}", title=f"A{n}") for n in (1, 2)]
    gone = [polling.failed(Polling.new(each), each, "no ticket", NOW) for each in pair]
    states = {each.source: each._replace(failures=3) for each in gone}
    assert [each.source for each in health.of(pair, states).failing] == ["A1", "A2"]
