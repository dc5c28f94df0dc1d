"""Adds, removes and changes a topic of the reader's feeds.toml, whose every other byte stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cio_digest.config import edit, elements, shipped, surgery, writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.config.writing import Table

_BY_HAND = "edit it by hand"


class ListChange(NamedTuple):
    """Texts that a list of a topic gets, and that it loses."""

    key: str
    more: Sequence[str] = ()
    less: Sequence[str] = ()


def add(path: str, name: str, table: Table, after: str | None) -> str:
    """Write a topic below the one called ``after``, else above the feeds; gives the copy's path.

    Raises:
        ConfigError: the file cannot be extended so, or not written; then it is as it was.
    """
    block = writing.table("topics", name, table)

    def rewritten(text: str) -> str:
        if after is None:
            return _first(text, block)
        return surgery.followed(text, ("topics", after), block)

    def meant(document: dict[str, Any]) -> None:
        document.setdefault("topics", {})[name] = edit.plain(table)

    return edit.rewrite(path, rewritten, meant, f"write [topics.{name}] by hand")


def _first(text: str, block: str) -> str:
    """The document with its first topic above the heading of the feeds, else at the end."""
    above, heading, feeds = text.partition(f"\n{shipped.FEEDS}")
    if not heading:
        return surgery.ended(text, block)
    return surgery.ended(above.rstrip("\n") + "\n", f"{block}\n") + heading + feeds


def remove(path: str, name: str) -> str:
    """Take a topic out; gives the path of the copy, as ``add`` does.

    Raises:
        ConfigError: as ``add`` does.
    """

    def meant(document: dict[str, Any]) -> None:
        del document["topics"][name]
        if not document["topics"]:
            del document["topics"]

    def rewritten(text: str) -> str:
        return surgery.without(text, ("topics", name))

    return edit.rewrite(path, rewritten, meant, _BY_HAND)


def change(path: str, name: str, lists: Sequence[ListChange], weight: float | None) -> str:
    """Give the lists of a topic texts or take some, and its weight another value.

    Raises:
        ConfigError: as ``add`` does.
    """

    def rewritten(text: str) -> str:
        for each in lists:
            text = _listed(text, name, each)
        return text if weight is None else surgery.changed(text, ("topics", name), "weight", weight)

    def meant(document: dict[str, Any]) -> None:
        topic = document["topics"][name]
        for each in lists:
            texts = [text for text in topic.get(each.key, []) if text not in each.less]
            topic[each.key] = [*texts, *each.more]
            if not topic[each.key]:
                del topic[each.key]
        if weight is not None:
            topic["weight"] = weight

    return edit.rewrite(path, rewritten, meant, _BY_HAND)


def _listed(text: str, name: str, change: ListChange) -> str:
    """The document with one list changed; a list that would be empty goes with its key."""
    import tomli

    place, path = ("topics", name), ("topics", name, change.key)
    texts = tomli.loads(text)["topics"][name].get(change.key)
    if not texts:
        return surgery.changed(text, place, change.key, [*change.more])
    for each in change.more:
        text = elements.more(text, path, each)
    texts = [*texts, *change.more]
    if all(each in change.less for each in texts):
        return surgery.changed(text, place, change.key, None)
    for number in reversed([n for n, each in enumerate(texts) if each in change.less]):
        text = elements.less(text, path, number)
    return text
