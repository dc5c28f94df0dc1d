"""Tells entries that are about a topic from those that only mention it, by points.

A keyword in the title gives 2.5 points, among the first ten words of the text 1, later none; a
second keyword or a second mention half a point; each companion of the topic a fifth of its
relevance weight above ½. Three points make an entry one about the topic. Where the reader's feeds
have taught too little company, one point does; where there is no text to hold any, a keyword in
the title does.

Keywords that mean one thing (product names, acronyms, words that are no everyday ones) need no
points, but for an outlet's own name in its texts. A keyword in a record of addresses and tags is
about nothing: it stands in no sentence. No points help an everyday word that is meant in another
sense (``sense``). All values were chosen on the labelled news of docs/quality.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.ranking import names, sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import Entry
    from cio_digest.ranking.hit import Hit

_TITLE, _EARLY, _MORE, _UNCLEAR = 2.5, 1.0, 0.5, 0.5  # points
_FIRST_WORDS = 10
_COMPANY = 0.2  # points for each unit of a companion's relevance weight above _USUAL
_USUAL = 0.5
_ENOUGH, _ENOUGH_ALONE = 3.0, 1.0  # points; the latter where nothing is known of the company
_OF_ADDRESSES = frozenset(".@/")  # each address has one of these, but for a hash
_HASH = 32  # characters of the shortest
_BEGINNING = 300  # characters of a text that show whether it has a sentence
_TEXT = 3  # words of a text that could hold company
_LEARNT = 4  # companions from which something is


def doubt(
    subject: sense.Subject,
    entry: Entry,
    hits: Sequence[Hit],
    company: Iterable[float],
    learnt: int,
    length: int,
) -> str:
    """Why an entry with these hits is not about the topic, in words; "" if it is.

    Args:
        subject: whose keywords show in what sense they are meant.
        entry: whose outlet's own name tells nothing, nor does a record without a sentence.
        hits: what was found of the topic.
        company: the relevance weights of its companions in the entry.
        learnt: how many companions the topic has.
        length: of the entry's text, in words.
    """
    own = [hit for hit in hits if hit.kind == "whole"]
    if own and is_record(entry):
        return f"“{own[0].keyword}” in no sentence"
    if any(not names.everyday(hit.keyword) and not _signs(hit, entry.outlet) for hit in own):
        return ""
    if sense.is_another(entry, own, subject):
        return f"“{own[0].keyword}” in another sense"
    unclear = [hit for hit in hits if hit.kind == "unclear"]
    points = _points(own) if own else _unclear(unclear)
    points += sum(_COMPANY * max(0.0, telling - _USUAL) for telling in company)
    enough = _ENOUGH if length >= _TEXT else _TITLE
    enough = enough if learnt >= _LEARNT else _ENOUGH_ALONE
    if (own or unclear) and points >= enough:
        return ""
    if own:
        return f"“{own[0].keyword}” only in passing"
    other = [*unclear, *(hit for hit in hits if hit.kind == "common")]
    return f"“{other[0].keyword}” {_as_what(other[0])}" if other else ""


def _as_what(hit: Hit) -> str:
    """As what a keyword stands in an entry that may not mean it."""
    return f"as part of “{hit.phrase}”" if hit.phrase else "as a common word"


def is_record(entry: Entry) -> bool:
    """Whether an entry is a machine's list of addresses and tags; a post of them may lead on."""
    title = entry.title
    plain = _OF_ADDRESSES.isdisjoint(title) and all(len(word) < _HASH for word in title.split())
    if entry.network or plain:
        return False
    from cio_digest.text import prose  # few titles could be an address

    return not prose.says(title, entry.text[:_BEGINNING])


def _signs(hit: Hit, outlet: str) -> bool:
    """Whether an outlet says but its own name, as example.com does under "Follow Example"."""
    return hit.where == "text" and hit.keyword.lower() in outlet.split(".")


def _points(own: Sequence[Hit]) -> float:
    points = max(_place(hit) for hit in own)
    points += _MORE * (len(own) > 1)
    return points + _MORE * (sum(hit.times for hit in own) > 1)


def _unclear(hits: Sequence[Hit]) -> float:
    """A keyword not written as the reader does is in doubt wherever it stands."""
    return _UNCLEAR * any(hit.where == "title" for hit in hits)


def _place(hit: Hit) -> float:
    if hit.where == "title":
        return _TITLE
    return _EARLY if hit.place <= _FIRST_WORDS else 0.0
