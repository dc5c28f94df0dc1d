"""Whether a story is about a product that the reader runs, by the catalogues that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.models import Term
from cio_digest.text import products

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.models import Entry, Product

TITLE = "Your stack"
_WORTH = 20.0  # more than topics give: what one runs is not to be crowded out of a full digest


def term(entries: Iterable[Entry], stack: Mapping[str, Sequence[Product]]) -> Term | None:
    """The term of a score that names the products, with the due date and ransomware, if any.

    Args:
        entries: those of the story.
        stack: the products that each catalogue is read for, by its key.
    """
    runs: dict[str, None] = {}
    more: dict[str, None] = {}
    for entry in entries:
        tags = dict.fromkeys(map(products.plain, entry.tags))
        known = {products.shown(each): None for each in stack.get(entry.source, ())}
        own = [name for name in known if products.plain(name) in tags]
        runs |= dict.fromkeys(own)
        if own:
            more |= dict.fromkeys(tag for tag in entry.tags if tag == "ransomware")
            more |= dict.fromkeys(tag for tag in entry.tags if tag.startswith("due "))
    if not runs:
        return None
    parts = (f"you run {', '.join(runs)} (stack)", *more)
    return Term("stack", _WORTH, ", ".join(parts))
