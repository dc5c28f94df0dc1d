"""Turns a text into the http(s) address that it is, or says what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from cio_digest.config import check
from cio_digest.config.problems import Problem, Wrong, wrong

# What nearly every address looks like; the others are taken apart.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-~]*)?")

# What programs have put before an address, or in place of http, to be opened by a feed reader.
_HANDED = "(?i)(?:feed|rss|pcast|itpc|podcast|view-source|url):"
_AROUND = " \t\r\n\xa0\u200b\u200e\u200f\u2060\ufeff<>\"'“”‘’«»()"
_TURNS = 3  # of one around the other
_ESCAPED = "&(?:amp;)+"  # from the source of a page


def pasted(text: str) -> str:
    """An address without what a clipboard has around it: ``<feed:https://a.example>``, say."""
    text = text.strip(_AROUND).rstrip(",;").strip(_AROUND)
    for _ in range(_TURNS):
        if not (match := re.match(_HANDED, text)):
            break
        rest = text[match.end() :]
        text = f"http:{rest}" if rest.startswith("//") else rest
    return re.sub(_ESCAPED, "&", text)


def address(value: Any) -> str:
    """The http(s) address of a feed, without a password in it."""
    url = check.text(value)
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    if "@" in re.split("[/?#]", url.partition("://")[2] or url, maxsplit=1)[0]:
        raise Wrong(Problem((), "holds a user or password; give them by auth instead"))
    if not _is_address(url):
        raise wrong(value, "is not the address of a feed", "https://… or http://…")
    return url


def _is_address(url: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and url.isprintable()
            and " " not in url
        )
    except ValueError:  # a port or an IPv6 address that is none
        return False
