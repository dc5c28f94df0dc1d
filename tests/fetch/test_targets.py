"""Addresses to what goes over the wire for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.errors import FetchError
from cio_digest.fetch.targets import redirected, target

HOME = "https://a.example/feed"


@pytest.mark.parametrize(
    "path",
    [
        "/Salt%26Pepper/feed",
        "/it%27s",
        "/q?next=http%3A//b.example/&sig=a%2Bb%3D%3D",
        "/q?a=%7Ex&b=%2c",
        "/x=1,2;3|4",
        "/plus?q=a+b%20c",
        "/%e4%b8%ad",
        "/a/../b//c/",
        "/%zz",
    ],
)
def test_an_address_is_asked_as_it_is_written(path: str) -> None:
    """Not one percent sign or letter of it changes, in feeds.toml or in a Location."""
    assert str(target(f"https://a.example{path}")) == f"https://a.example{path}"
    if "/../" not in path:
        assert redirected(HOME, path) == f"https://a.example{path}"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://a.example", "https://a.example/"),
        ("https://a.example/x#part", "https://a.example/x"),
        ("https://a.example:8443/ü?q=ä b", "https://a.example:8443/%C3%BC?q=%C3%A4%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("HTTP://A.example/X", "http://a.example/X"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ('http://a.example/"<x>"', "http://a.example/%22%3Cx%3E%22"),
    ],
)
def test_what_no_request_can_hold_is_encoded(url: str, asked: str) -> None:
    """Blanks, letters that are not ASCII and quotes; the fragment stays here."""
    assert str(target(url)) == asked


def test_bytes_of_a_location_stay_what_they_are() -> None:
    """A server that writes Latin-1 is asked for Latin-1."""
    location = b"/caf\xe9".decode("utf-8", "surrogateescape")
    assert redirected(HOME, location) == "https://a.example/caf%E9"


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1/x",
        "http://[x]/",
        "http://a.example:99999/",
        "ftp://a.example/",
        "http:///x",
        "",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """In our words, not in Python's."""
    with pytest.raises(FetchError, match="this is not an address that can be fetched"):
        target(url)


@pytest.mark.parametrize("location", [None, "http://[::1/x", "javascript:1", "http://a.example:x/"])
def test_a_location_that_is_none_is_refused(location: str | None) -> None:
    """And what redirected is named."""
    with pytest.raises(FetchError, match="redirects to something that is not a web address"):
        redirected(HOME, location)


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    """Nothing else raises, and what is asked is printable ASCII."""
    for url in (text, f"https://a.example/{text}"):
        try:
            asked = str(target(url))
        except FetchError:
            continue
        assert asked.isascii()
        assert asked.isprintable()
        assert " " not in asked
