"""Tells which entries of an answer match what the source was asked for.

Networks apply filters loosely or not at all, so each is applied again here. An entry that does not
say its language or its engagement passes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cio_digest.models import Entry, Source, Topic

if TYPE_CHECKING:
    from cio_digest.networks.kind import Search
    from cio_digest.ranking.topics import Matcher

_TERM = r'"([^"]+)"|(\S+)'
_NO_LANGUAGE = frozenset({"", "und", "mul", "zxx"})  # the codes of ISO 639 for these
_OPERATOR = r'-|\(|[\w-]+:|"?$'


def keeps(search: Search | None, source: Source, entry: Entry) -> bool:
    """Whether an entry is what a source of a kind that is searched so is watched for."""
    return (
        _in_language(source.language, entry.language)
        and _engages(source.least, entry)
        and _tells(entry, link=not source.query)
        and (search is None or contains(words(search, source.query), entry))
    )


def words(search: Search, query: str) -> str:
    """What of a query must stand in each entry: nothing of a place, or of what is in part."""
    is_place = search.place and re.fullmatch(search.place, query)
    return "" if search.partial or is_place else query


def contains(query: str, entry: Entry) -> bool:
    """Whether title, text, tags or addresses hold what a query asks for.

    The query is words and "phrases" that must all be there, alternatives joined by OR, or hashtags
    of which one is enough. One with other operators cannot be judged here, and passes.
    """
    choices = alternatives(query)
    if not choices:
        return True
    whole = entry._replace(text=" ".join((entry.text, *entry.tags, entry.url, *entry.links)))
    return any(all(_mentions(term, whole) for term in terms) for terms in choices)


def alternatives(query: str) -> tuple[tuple[str, ...], ...]:
    """The terms of each alternative of a query; none where it uses operators not known here."""
    if all(word.startswith("#") for word in query.split()):
        return tuple((word[1:],) for word in query.split())
    choices = tuple(_terms(part) for part in re.split(r"\s+OR\s+", query))
    plain = not any(re.match(_OPERATOR, term) for terms in choices for term in terms)
    return choices if plain else ()


def _terms(part: str) -> tuple[str, ...]:
    return tuple(phrase or word.lstrip("#") for phrase, word in re.findall(_TERM, part))


def _mentions(term: str, entry: Entry) -> bool:
    return any(hit.kind == "whole" for match in _matcher(term).match(entry) for hit in match.hits)


@lru_cache(maxsize=256)
def _matcher(term: str) -> Matcher:
    from cio_digest.ranking import topics  # a digest without a fetch needs none of it

    return topics.compile([Topic("", (term,))])


def _tells(entry: Entry, *, link: bool) -> bool:
    """Whether a post has words, which a picture that nobody described has not.

    For whom the reader follows, a ``link`` is enough.
    """
    from cio_digest.text.headline import WORDLESS  # needed where an answer has come, nowhere else

    return entry.title != WORDLESS or (link and bool(entry.links))


def _in_language(code: str, language: str) -> bool:
    """``en-GB`` is ``en``; what is in none that is known, or in several, passes."""
    main = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return not code or main in _NO_LANGUAGE or main == code.lower()


def _engages(least: int, entry: Entry) -> bool:
    counts = [count for count in entry.engagement or () if count is not None]
    return not counts or sum(counts) >= least
