"""``cio-digest doctor --repair`` and ``--compact``: the store's file made whole, or smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.cli.failures import say
from cio_digest.cli.setup import now
from cio_digest.config import paths

if TYPE_CHECKING:
    import click

# What is the reader's own or came from outside; what is in other tables, runs make anew.
_NAMES = {"entries": "entry", "sources": "source", "digests": "digest", "feedback": "verdict"}


def repair(ctx: click.Context) -> None:
    """Repair the store, and say what became of it."""
    from cio_digest.render import words
    from cio_digest.store import locked
    from cio_digest.store import repair as store

    path, moment = paths.store_file(paths.here(), ctx.find_root().obj[1]), now()
    with locked(path, moment):
        repaired = store.repair(path, moment)
    if repaired is None:
        say(f"{path}: sound, nothing to repair")
        return
    lost = [
        words.count(each.lost, _NAMES[each.table])
        for each in repaired.losses
        if each.table in _NAMES
    ]
    lost += [f"a part of {each.table}" for each in repaired.losses if each.table not in _NAMES]
    say(
        f"{path}: repaired, with {words.count(repaired.entries, 'entry')}",
        f"lost: {', '.join(lost)}" if lost else "nothing that was read is lost",
        f"the damaged file is kept as {repaired.old}",
    )


def compact(ctx: click.Context) -> None:
    """Compact the store, and say by how much."""
    from cio_digest.store import compact as store
    from cio_digest.store import locked

    path = paths.store_file(paths.here(), ctx.find_root().obj[1])
    with locked(path, now()):
        before, after = store.compact(path)
    say(f"{path}: compacted, {before:,} bytes before and {after:,} now")
