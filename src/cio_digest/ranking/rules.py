"""A topic's rules by title, author and source to addends of a story's score, with reasons.

One telling is enough for a boost. A story is buried by what every telling has: one report that the
rule does not mean clears it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cio_digest.models import Term
from cio_digest.ranking.finder import Finder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from cio_digest.models import Entry, Rules, Story

_BOOST, _BURY = 3.0, -3.0  # about what four sources more or less are worth


class Ready(NamedTuple):
    """Rules made ready; ``sources`` are the keys of those that are named, with their names."""

    titles: Finder
    authors: Finder
    sources: Mapping[str, str]


class TopicRules(NamedTuple):
    """What boosts and what buries stories of one topic."""

    boost: Ready
    bury: Ready


def ready(rules: Rules, called: Mapping[str, Collection[str]]) -> Ready:
    """Rules made ready; ``called`` says which sources a folded name means, by their keys."""
    keys = {key: name for name in rules.sources for key in called.get(name.casefold(), ())}
    return Ready(Finder(rules.titles), Finder(rules.authors), keys)


def terms(rules: TopicRules, story: Story) -> Iterator[Term]:
    """What the rules of its topic add to a story's score, one term for each kind of rule."""
    for name, value, own, every in (
        ("boost", _BOOST, rules.boost, False),
        ("bury", _BURY, rules.bury, True),
    ):
        for kind in _KINDS:
            reasons = [kind(own, entry) for entry in story.entries]
            if all(reasons) if every else any(reasons):
                yield Term(name, value, next(filter(None, reasons)))


def _title(rules: Ready, entry: Entry) -> str:
    word = rules.titles.first(entry.title)
    return f"“{word}” in the title" if word else ""


def _author(rules: Ready, entry: Entry) -> str:
    name = rules.authors.first(entry.author) or rules.authors.first(entry.handle)
    return f"by {name}" if name else ""


def _source(rules: Ready, entry: Entry) -> str:
    name = rules.sources.get(entry.source)
    return f"from {name}" if name else ""


_KINDS: tuple[Callable[[Ready, Entry], str], ...] = (_title, _author, _source)
