"""What a post of a network says beside its own words, and the posts of one thread to one entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.networks import answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cio_digest.models import RawEntry


_CODE = r"(?<!\S):[a-z][a-z0-9_+-]{1,40}:(?!\S)"


class Post(NamedTuple):
    """An entry with the network's own name of the post, and that of the post it goes on from.

    ``before`` is the post of the same author that this one answers, "" where it answers none.
    """

    entry: RawEntry
    name: str
    before: str = ""


def plain(text: Any) -> str:
    """The markup of a post that is plain text; nothing where there is none."""
    words = answers.literal(text).replace("\n", "<br>")
    return f"<p>{words}</p>" if words else ""


def content(own: str, others: Iterable[Any]) -> str:
    """The markup of a post: its own, and what it shows beside it, a plain text to a paragraph."""
    return own + "".join(f"<p>{words}</p>" for words in map(answers.literal, others) if words)


def decoded(title: str) -> str:
    """A title without the codes of emoji (``:tada:``), which some places leave as they are."""
    return re.sub(_CODE, "", title).strip()


def threads(posts: Sequence[Post]) -> tuple[RawEntry, ...]:
    """The entries of a page, each thread of one author as its first post with what follows.

    Posts come newest first, as pages do; a thread stands where its newest post did. A post of a
    thread that comes a second time, as its author's repost, says nothing more.
    """
    known: dict[str, int] = {}
    for number, post in enumerate(posts):
        known.setdefault(post.name, number)
    parts: dict[int, list[RawEntry]] = {}
    for number, post in enumerate(posts):
        first = _first(posts, known, number)
        if first == number or known[post.name] == number:
            parts.setdefault(first, []).append(post.entry)
    return tuple(_joined(entries) for entries in parts.values())


def _first(posts: Sequence[Post], known: dict[str, int], number: int) -> int:
    """The number of the first post that is at hand of the thread that a post is in."""
    passed = {number}
    while (before := posts[number].before) and before in known and known[before] not in passed:
        number = known[before]
        passed.add(number)
    return number


def _joined(entries: list[RawEntry]) -> RawEntry:
    """The first entry of a thread, given the newest first, with what all of them say in order."""
    entries = [*reversed(entries)]  # posts of one moment stay in their order
    entries.sort(key=_written)
    first, *rest = entries
    if not rest:
        return first
    moments = [moment for each in entries for moment in (each.published, each.updated) if moment]
    return first._replace(
        content="".join(f"<div>{each.content}</div>" for each in entries),
        updated=max(moments, default=None),
        tags=tuple(tag for each in entries for tag in each.tags),
        links=tuple(link for each in entries for link in each.links),
    )


def _written(entry: RawEntry) -> float:
    return entry.published.timestamp() if entry.published else 0.0
