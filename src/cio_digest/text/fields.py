"""Tells texts about technology and about public affairs, by words of tables of our own.

``technology.txt`` has words that news about other things seldom use, English ones and some of
German, French, Spanish, Portuguese, Italian and Dutch; ``public.txt`` has English ones of politics,
war, crime and sport. All are folded and stemmed as ``words.terms`` does. What has another everyday
sense ("box", "edge", "search"; "coach", "campaign", "president") is left out.
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING

from cio_digest.text import companies, translations, words

if TYPE_CHECKING:
    from collections.abc import Collection

_OTHER = r"[^\x00-\u024f\W\d_]"  # a letter that is not Latin
_PUBLIC = 2  # words of public affairs from which a text is about them
# Those of them that a headline may have for a meeting or a market.
_FIGURATIVE = frozenset(
    "bomb boxing coup deadly election explosion explosive funeral golf hijack hostage kill killer"
    " killing martial medal mutiny nuclear pardon rebel referee riot siege soldier stab striker"
    " suicide torture tyrant veto victim violence violent vote voter".split()
)


def technology(text: str, *, but: Collection[str] = ()) -> bool:
    """Whether a text has a word of technology, or "IT", other than these terms."""
    spoken = words.spoken(text)
    others = filter(lambda term: term not in but, spoken) if but else spoken
    if not _table("technology.txt").isdisjoint(others):  # looks no further than the first
        return True
    return "IT" in text and "IT" in words.written(text)


def technological(keyword: str) -> bool:
    """Whether a keyword has a word of technology, or is the name of a product or its maker."""
    return technology(keyword) or companies.is_product(keyword)


def public_affairs(text: str, *, alone: bool = False) -> bool:
    """Whether a text is about politics, war, crime or sport, in whichever language.

    Of a title that stands ``alone``, without a text, one word tells it that is no figure of speech.
    """
    english = translations.english()
    terms = {english.get(term, term) for term in words.terms(text)}
    found = _table("public.txt") & terms
    return len(found) >= _PUBLIC or (alone and not found <= _FIGURATIVE)


def public(keyword: str) -> bool:
    """Whether a keyword has a word of public affairs."""
    return not _table("public.txt").isdisjoint(words.terms(keyword))


def can_tell(text: str) -> bool:
    """Whether a text is in a script that the tables have words of."""
    return text.isascii() or not re.search(_OTHER, text)


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset((pkgutil.get_data(__package__, name) or b"").decode("ascii").split())
