"""Tells in which sense an entry has an everyday word of a topic that has to do with technology.

Who asks for "ransomware", "phishing" and "attack" does not mean the attack on a market. Where most
other keywords of the topic are of technology, an everyday word that stands alone is meant in
another sense unless the entry has a word of technology besides. Where only some are, as in "CIO"
and "leadership", it is in entries about public affairs, and so it is where none is ("strategy",
"change") if half of the reader's other topics have some, but for topics of public affairs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cio_digest.ranking import names
from cio_digest.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Entry, Topic
    from cio_digest.ranking.hit import Hit

_BEGINNING = 600  # characters of a text that show what it is about


class Subject(NamedTuple):
    """What a topic is about: its keywords, and those of each of the reader's topics."""

    keywords: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...]


def subjects(topics: Sequence[Topic]) -> dict[str, Subject]:
    """The subjects of a reader's topics, by their names."""
    every = tuple(topic.keywords for topic in topics)
    return {topic.name: Subject(topic.keywords, every) for topic in topics}


def is_another(entry: Entry, hits: Sequence[Hit], subject: Subject) -> bool:
    """Whether an entry means something else by what was found of a topic's keywords in it.

    Several keywords are company to each other. In a script that the tables of fields have no words
    of, nothing is told apart.
    """
    if len(hits) != 1 or not _is_everyday(hits[0].keyword):
        return False
    from cio_digest.text import fields  # which few mornings need

    if fields.technological(hits[0].keyword):
        return False
    share = _technological(tuple(each for each in subject.keywords if each != hits[0].keyword))
    if not share and not _is_readers_field(subject):
        return False
    text = beginning(entry)
    own = words.terms(hits[0].keyword)
    if fields.technology(text, but=own) or not fields.can_tell(text):
        return False
    return share > 1 / 2 or fields.public_affairs(text, alone=not entry.text)


def beginning(entry: Entry) -> str:
    """What of an entry shows its field: the title, the first of the text, the tags."""
    return "\n".join((entry.title, entry.text[:_BEGINNING], *entry.tags))


@cache
def _is_everyday(keyword: str) -> bool:
    """Whether a keyword is one everyday word, and no known name as the reader writes it."""
    if len(words.terms(keyword)) > 1 or not names.everyday(keyword):
        return False
    from cio_digest.text.names import is_known

    return not is_known(keyword)


@cache
def _technological(keywords: tuple[str, ...]) -> float:
    """The share of keywords that are of technology."""
    from cio_digest.text import fields

    return sum(map(fields.technological, keywords)) / len(keywords) if keywords else 0.0


@cache
def _is_readers_field(subject: Subject) -> bool:
    """Whether a topic may be meant as one of technology though no keyword says so.

    Half of the reader's topics have a keyword of technology, and it has none of public affairs.
    """
    from cio_digest.text import fields

    if any(map(fields.public, subject.keywords)):
        return False
    topics = subject.topics
    return sum(_technological(keywords) > 0 for keywords in topics) >= len(topics) / 2
