"""What a request carries to what may be shown of its answer."""

from __future__ import annotations

import pytest

from cio_digest.fetch.secrets import hidden_bytes, known
from cio_digest.masking import replaced
from cio_digest.models.wire import Request

URL = "https://a.example/feed"


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL, private_headers=(("Authorization", "Bearer tok/en&1234"),)),
        Request(URL, private_headers=(("Cookie", "session=tok/en&1234; theme=dark-mode-1"),)),
        Request(URL, private_headers=(("X-Member", "tok/en&1234"),)),
        Request(URL, body=b'{"identifier": "ada.example", "password": "tok/en&1234"}'),
        Request(URL, proxy="http://me:tok%2Fen&1234@proxy.example"),
    ],
    ids=["bearer", "cookie", "header", "session", "proxy"],
)
@pytest.mark.parametrize(
    "echo",
    ["no tok/en&1234 here", "no tok%2Fen%261234 here", "no tok/en&amp;1234 here"],
    ids=["plain", "in an address", "in markup"],
)
def test_a_secret_is_hidden(request_: Request, echo: str) -> None:
    """Wherever it stands in a request, in each form that it may come back in."""
    secrets = known(request_)
    assert replaced(echo, secrets) == "no … here"
    assert hidden_bytes(echo.encode(), secrets, is_content=True) == "no … here".encode()


def test_what_is_no_secret_stays() -> None:
    """A name, a header that says what is read, and what is too short to be told from a word."""
    headers = (("Accept", "application/rss+xml"), ("Authorization", "Basic YWRhOnJz"))  # ada:rs
    secrets = known(Request(URL, private_headers=headers, body=b'{"identifier": "ada.example"}'))
    text = "application/rss+xml of ada.example: rss"
    assert replaced(text, secrets) == text


def test_a_short_password_may_be_a_word_of_a_feed() -> None:
    """It is hidden in an error, and a feed stays a feed."""
    secrets = known(Request(URL, private_headers=(("X-Key", "feed"),)))
    assert hidden_bytes(b"<feed>", secrets, is_content=True) == b"<feed>"
    assert hidden_bytes(b"no feed", secrets) == "no …".encode()


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff", b"null"])
def test_any_body_is_looked_through(body: bytes) -> None:
    """One that is no table holds no field."""
    assert known(Request(URL, body=body, proxy="http://[")) == ()
