"""Tells what only looks like a keyword: "San Francisco" is no SAN, "linked in" no LinkedIn.

Nor is the Oval Office an Office, or a cutting edge the edge.

Such a form is in doubt, as it may be what is meant nevertheless: the company that the topic keeps
decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cio_digest.ranking import names
from cio_digest.text import frequency, phrases, words

if TYPE_CHECKING:
    from collections.abc import Sequence

# Makers and products whose names are English words as well, but none of the common ones, which are
# judged as names may be (see ``names``).
_WORDS = frozenset(
    "Anthropic Asana Cohere Confluence Intuit Lattice Mistral Perplexity Rippling Snowflake Tableau"
    " Tenable Workday".split()
)


def is_one(keyword: str, texts: Sequence[str]) -> bool:
    """Whether the ``texts`` of an entry have a keyword only in a form that may be other words."""
    if names.is_acronym(keyword):
        return _other_letters(keyword, texts)
    if names.HUMP.search(keyword):
        return _in_words(" ".join(words.written(keyword)), texts)
    return keyword in _WORDS and _in_small_letters(keyword, texts)


def phrase(keyword: str, texts: Sequence[str]) -> str:
    """A phrase with a meaning of its own, if texts have a keyword of one word in such alone."""
    terms = words.terms(keyword)
    return phrases.holding(terms[0], texts) if len(terms) == 1 else ""


def _other_letters(keyword: str, texts: Sequence[str]) -> bool:
    """Whether an acronym is there in letters that may be another word.

    With one capital, as San Francisco is no SAN; small in another language than English, as "ai
    bambini" is Italian; small where that is English and the text has capitals, as a tree's "sap".
    """
    if any(names.count(keyword, text) for text in texts):
        return False
    from cio_digest.text import languages  # which few mornings need

    small, whole = names.exact(keyword.lower()), words.unaccented("\n".join(texts))
    others = small.sub("", whole)
    if others == whole:
        return names.has(keyword, whole)
    language = languages.of(others)
    if language in languages.LATIN - {"en"}:
        return True
    plain = whole == whole.lower()
    return not plain and language in {"en", ""} and frequency.is_common(keyword.lower())


def _in_small_letters(keyword: str, texts: Sequence[str]) -> bool:
    """Whether a name that is a word as well ("Workday") is written as one alone."""
    if any(names.count(keyword, text) for text in texts):
        return False
    return any(names.exact(keyword.lower()).search(words.unaccented(text)) for text in texts)


def _in_words(keyword: str, texts: Sequence[str]) -> bool:
    """Whether a coined name stands there as the words of its parts alone, and not as a name.

    So does "linked in", and "Service Now" in a Heading of Capitals; "Share Point" is one else.
    """
    parts = _parts(keyword)
    if not all(frequency.is_common(term) for part in parts for term in words.terms(part)):
        return False
    together = re.compile("[ -]?".join(map(re.escape, keyword.split())), re.IGNORECASE)
    hyphened = re.compile("-".join(map(re.escape, parts)), re.IGNORECASE)
    if any(together.search(text) or hyphened.search(text) for text in texts):
        return False
    apart = " ".join(parts)
    return not any(apart in text and not names.is_heading(text, parts) for text in texts)


def _parts(keyword: str) -> list[str]:
    """A coined name parted before each capital within: SharePoint, Share Point."""
    return names.HUMP.sub(lambda hump: f"{hump[0][0]} {hump[0][1]}", keyword).split()
