"""A web page to the article on it, as paragraphs of clean text, by trafilatura (an optional extra).

See https://trafilatura.readthedocs.io: it finds the main text and leaves menus, comments and
cookie notes out.
"""

from __future__ import annotations

from cio_digest.errors import CioDigestError, ParseError
from cio_digest.text import normalize

_LEAST = 100  # characters: a page with less has no article on it


def paragraphs(body: bytes, url: str) -> tuple[str, ...]:
    """The paragraphs of the article, list items with a dash before them.

    Raises:
        CioDigestError: the extra is not installed.
        ParseError: there is no article on the page.
    """
    try:
        from trafilatura import extract
    except ImportError:
        raise CioDigestError(
            'reading here needs an extra: pip install "cio-digest[read]"; or: cio-digest open'
        ) from None
    found = extract(body, url=url, include_comments=False, include_tables=False) or ""
    if len(found) < _LEAST:
        raise ParseError(url, "no article was found on this page; cio-digest open shows it")
    return tuple(line for part in found.splitlines() if (line := normalize.title(part)))
