"""Names that are known to be some, though they are common words too, and what they are part of.

Of companies and their products, of places and of institutions: a brand is part of its owner, a
city of its country. Names are one in any spelling that ``words.terms`` makes one.
"""

from __future__ import annotations

from functools import cache

from cio_digest.text import companies, institutions, places, words

_OTHER = {  # other names, as terms, of what goes by one elsewhere: "us" is "U.S.", too
    "america": "United States",
    "britain": "UK",
    "eu": "European Union",
    "great britain": "UK",
    "holland": "Netherlands",
    "united kingdom": "UK",
    "us": "United States",
    "usa": "United States",
}
Terms = tuple[str, ...]


def is_known(name: str) -> bool:
    """Whether these words, one of them with a capital at least, are a known name."""
    return name != name.lower() and _terms(name) in _known()


def related(one: str, other: str) -> bool:
    """Whether one name may stand for the other: both of one thing, or one of a part of it.

    Two parts of one whole, as two products of a company or two cities of a country, may not.
    """
    first, second = _terms(one), _terms(other)
    return first == second or _wholes().get(first) == second or _wholes().get(second) == first


def _terms(name: str) -> Terms:
    """The terms of a name, of the usual one where it has several."""
    terms = words.terms(name)
    other = _OTHER.get(" ".join(terms))
    return tuple(words.terms(other) if other else terms)


@cache
def _known() -> frozenset[Terms]:
    listed = (companies.COMPANIES, places.COUNTRIES, institutions.INSTITUTIONS)
    named = frozenset(_terms(name) for names in listed for name in names.split(","))
    return named | _wholes().keys() | frozenset(_wholes().values())


@cache
def _wholes() -> dict[Terms, Terms]:
    """What each name is part of that is part of something."""
    parts = {**companies.PARTS, **places.PARTS, **institutions.PARTS}
    return {_terms(name): _terms(whole) for whole, own in parts.items() for name in own.split(",")}
