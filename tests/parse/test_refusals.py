"""Errors that come as content."""

from __future__ import annotations

from pathlib import Path

import pytest

from cio_digest import parse
from cio_digest.models import RawEntry, RawFeed

CAPTURED = Path(__file__).resolve().parents[3] / "shared" / "social" / "captured" / "rssbridge"
URL = "https://example.com/feed"


def feed(*titles: str) -> RawFeed:
    return RawFeed(entries=tuple(RawEntry(title=title) for title in titles))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Bridge returned error 0! (20779)", "bridge"),
        ("Bridge returned error 403! (19999)", "bridge"),
        ("RSS reader not yet whitelisted!", "feed reader"),
        ("Your feed reader is not whitelisted", "feed reader"),
        ("Just a moment...", "refusal"),
        ("  Access  denied ", "refusal"),
        ("Too Many Requests", "refusal"),
    ],
)
def test_a_feed_of_nothing_but_an_error_is_a_refusal(title: str, words: str) -> None:
    """The reason says what it is and repeats what it said."""
    reason = parse.refusal(feed(title))
    assert words in reason
    assert title.split(maxsplit=1)[0] in reason


@pytest.mark.parametrize(
    "titles",
    [
        (),
        ("How Bridge returned error pages, and what we learned",),
        ("Just a moment: why captchas fail",),
        ("Access denied, says the court",),
        ("Forbidden fruit",),
        ("Bridge returned error 0! (20779)", "A real article"),
        ("Too many requests",) * 4,
    ],
)
def test_news_about_refusals_is_news(titles: tuple[str, ...]) -> None:
    """Only a whole phrase counts, and only where there is nothing else in the feed."""
    assert parse.refusal(feed(*titles)) == ""


@pytest.mark.skipif(not CAPTURED.exists(), reason=f"needs the answers in {CAPTURED}")
@pytest.mark.parametrize("kind", ["Atom", "Mrss", "Json"])
def test_a_real_bridge_that_failed(kind: str) -> None:
    """The three feeds in which a bridge reports its failure are seen for what they are."""
    found = parse.feed((CAPTURED / f"err_{kind}.body").read_bytes(), url=URL)
    assert parse.refusal(found).startswith("the bridge reports an error: Bridge returned error 0!")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><head><title>Just a moment...</title></head></html>", "bot-check"),
        ("<html><script>window._cf_chl_opt={}</script></html>", "bot-check"),
        ("<title>Sign in | Intranet</title><input name=p type='password'>", "login"),
        ("<title>Before you continue to Google</title>", "bot-check"),
        ("<title>Sorry...</title>", "bot-check"),
        ("<title>Blocked</title>", "bot-check"),
        ("<title>Blocked drains: what now?</title>", ""),
        ("<title>News</title><input type=password>", ""),
        ("<title>Sign in to our newsletter</title>", ""),
        ("<title>Captchas: just a moment</title><div class=g-recaptcha>", ""),
        ("", ""),
    ],
)
def test_a_page_that_turns_readers_away(page: str, words: str) -> None:
    """Told by its title and machinery; a login box beside the news is not a login page."""
    reason = parse.refusal_page(page.encode())
    assert words in reason
    assert bool(reason) == bool(words)
