"""Checks what the searches of ``[[sections]]`` name: topics, voices, roles, networks and times.

A source may be called as it calls itself, which only the store knows; the digest says of such a
name that it is nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.config.problems import Problem, nearest, shown
from cio_digest.config.social import ROLES
from cio_digest.networks import registry
from cio_digest.search import query
from cio_digest.text import when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def unmet(document: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for every filter that names what there is not."""
    own = {each.network for each in document.get("feeds", ()) if each.network}
    known = {
        "topic": [topic.name for topic in document.get("topics", ())],
        "voice": [each.voice.name for each in document.get("voices", ())],
        "role": [*ROLES],
        "network": [*registry.KINDS, *own],
    }
    for place, section in enumerate(document["sections"]):
        for each in query.read(section.search).filters:
            if reason := _unknown(each, known.get(each.name, [])):
                yield Problem(("sections", place, "search"), reason)


def _unknown(criterion: query.Filter, known: list[str]) -> str:
    """What is wrong with the value of a filter, "" where nothing is."""
    name, value = criterion.name, criterion.value
    if name in {"since", "until"}:
        return "" if when.read(value) else f"has {shown(value)}, which is no time; {when.WRITTEN}"
    same = value.casefold()
    fits = any(
        same in each.casefold() if name == "voice" else same == each.casefold() for each in known
    )
    if name in {"source", "language"} or fits or (name == "voice" and same.startswith("@")):
        return ""
    hint = nearest(value, known) or (f"; there are {', '.join(known)}" if known else "")
    return f"names the {name} {shown(value)}, which there is not{hint}"
