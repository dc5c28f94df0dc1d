"""Secrets to a mask: the one rule for all that is stored, logged, printed or sent on.

A secret is hidden in each form that it may come back in: as it is, in an address, in markup, in
JSON. Keys that stand in an address are secrets, too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "…"
SHORTEST = 4  # characters of a secret that can be told from a word

_LOGIN = r"(?<=://)[^/?#\s]*@"


@cache
def _keys() -> re.Pattern[str]:
    """Parameters that hold a key to somebody's own feed, such as Reddit's private ones.

    "?feed=rss2" of a WordPress is none.
    """
    return re.compile(
        r"([?&;](?:[\w.-]*(?:token|key|secret|auth|password|passwd|pwd|signature|credentials?)"
        r"|feed|hash|pass|sig|sid|session)=)"
        r"(?!(?:rss2?|rdf|atom|podcast|comments-\w+)(?:[&#]|$))([^&;#\s]+)",
        re.IGNORECASE,
    )


def masked(url: str) -> str:
    """An address, or a text with addresses, without the passwords and keys that some carry."""
    text = re.sub(_LOGIN, f"{MASK}@", url)
    return _keys().sub(rf"\1{MASK}", text) if "=" in text else text


def keys(*urls: str) -> set[str]:
    """The keys that addresses carry."""
    return {match[2] for url in urls for match in _keys().finditer(url)}


def forms(secrets: Iterable[str]) -> tuple[str, ...]:
    """Secrets in each of the forms that they may come back in, the longest first."""
    import html
    import json
    from urllib.parse import quote

    every = set()
    for secret in secrets:
        escaped = html.escape(secret)
        every |= {secret, quote(secret, ""), json.dumps(secret)[1:-1]}
        every |= {escaped, html.escape(escaped)}  # twice in the markup of a feed
    return tuple(sorted((form for form in every if len(form) >= SHORTEST), key=len, reverse=True))


def replaced(text: str, forms: Iterable[str]) -> str:
    """A text without these forms of secrets."""
    for form in forms:
        text = text.replace(form, MASK)
    return text


def hidden(text: str, secrets: Iterable[str]) -> str:
    """A text as it may be shown: without the secrets, and without the keys in its addresses."""
    return masked(replaced(text, forms(secrets)))
