"""Programs that fetch in turn: cold, warm, and where a tenth of the feeds have news."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import cost, peers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.cost import Cost
    from benchmarks.peers import Peer
    from benchmarks.serving import Served

AGAIN = "again"  # not shown: newsboat sends validators from its third fetch of a feed on
KINDS = {
    "cold": "/news/off",
    AGAIN: "/news/off",
    "warm": "/news/off",
    "changed": "/news/on",
}


class Runs(NamedTuple):
    """What a program took in each round, and the feeds and entries that it has after the last."""

    costs: list[Cost]
    kept: tuple[int, int] | None


Found = dict[str, dict[str, Runs]]  # by kind of fetch and program


def measured(served: Served, programs: Sequence[Peer], kinds: Sequence[str], rounds: int) -> Found:
    """The runs of each program by kind of fetch."""
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    counts: dict[tuple[str, str], tuple[int, int] | None] = {}
    for number in range(1, rounds + 1):
        for peer in programs:
            peers.prepare(peer, _home(served, peer), served.urls)
        for kind in kinds:
            print(
                f"round {number} of {rounds}, {len(served.urls):,} feeds: {kind}", file=sys.stderr
            )
            served.ask(KINDS[kind])
            for peer in programs:
                home = _home(served, peer)
                costs[kind, peer.name].append(peers.run(peer, home))
                counts[kind, peer.name] = peers.kept(peer, home)
    return {
        kind: {p.name: Runs(costs[kind, p.name], counts[kind, p.name]) for p in programs}
        for kind in kinds
        if kind != AGAIN
    }


def _home(served: Served, peer: Peer) -> Path:
    return served.folder / "homes" / peer.name.replace("/", "-")


def warn(served: Served, programs: Sequence[Peer], found: Found, files: int) -> None:
    """Say which programs seem not to have read the feeds, so that their figures mean nothing."""
    for peer in programs:
        cold, warm, changed = (found[kind][peer.name] for kind in ("cold", "warm", "changed"))
        if cold.kept and warm.kept and changed.kept:
            well = cold.kept[0] > files / 2 and changed.kept[1] > warm.kept[1]
        else:
            well = not any(run.code for run in (*cold.costs, *warm.costs, *changed.costs))
        if not well:
            log = (_home(served, peer) / cost.LOG).read_text(errors="replace").strip()
            why = log.rpartition("\n")[2] or "it says nothing"
            print(f"{peer.name} has read too little: {why}", file=sys.stderr)
