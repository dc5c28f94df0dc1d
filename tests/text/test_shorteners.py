"""Which addresses say nothing of their page until a shortener is asked."""

from __future__ import annotations

import pytest
from tests.feeds import entry

from cio_digest.text import normalize


@pytest.mark.parametrize(
    ("written", "short"),
    [
        pytest.param("https://t.co/AbC1", True, id="x"),
        pytest.param("http://www.bit.ly/AbC1?utm_source=x", True, id="as written"),
        pytest.param("https://on.wsj.com/3xYz", True, id="a brand's own"),
        pytest.param("https://t.co/", False, id="the shortener's own page"),
        pytest.param("https://news.example/t.co/a", False, id="elsewhere in the address"),
        pytest.param("https://not-t.co/a", False, id="another host"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_short_links_are_known_by_their_host(written: str, short: bool) -> None:
    """By the host alone, in canonical form, and only with something behind it."""
    assert normalize.is_short(normalize.url(written)) is short


def test_an_entry_is_led_to_what_its_links_mean() -> None:
    """Each once, none to the entry's own host, those that are not known as they were."""
    post = entry(
        "A post",
        canonical="https://social.example/1",
        links=("https://t.co/a", "https://t.co/b", "https://t.co/own", "https://t.co/unknown"),
    )
    targets = {
        "https://t.co/a": "https://news.example/1",
        "https://t.co/b": "https://news.example/1",
        "https://t.co/own": "https://social.example/2",
    }
    assert normalize.led(post, targets).links == ("https://news.example/1", "https://t.co/unknown")


def test_an_entry_at_a_short_link_is_compared_by_its_target() -> None:
    """What is shown stays as its author wrote it."""
    post = entry("A post", url="https://t.co/a", canonical="https://t.co/a")
    led = normalize.led(post, {"https://t.co/a": "https://news.example/1"})
    assert (led.url, led.canonical) == ("https://t.co/a", "https://news.example/1")
