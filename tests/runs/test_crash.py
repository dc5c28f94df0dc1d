"""Runs that are killed at the points where most could go wrong, and two runs at once."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from tests import crash
from tests.crash import FETCH, TODAY, Point

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")

FEW = 8  # sources
IN_FETCH = [
    Point("CREATE TABLE entries"),
    Point("INSERT INTO sources", 3),
    Point("COMMIT", 6),
    Point("UPDATE entries SET story"),
    Point("INSERT INTO entries_text (rowid"),
    Point("DELETE FROM companions"),
    Point("INSERT INTO terms"),
    Point("DELETE FROM trends"),
]
IN_TODAY = [Point("INSERT INTO digests"), Point("INSERT INTO shown", 2)]


class World:
    """The invented world, and what comes of it when nothing disturbs."""

    def __init__(self, config: Path) -> None:
        """Read it once, and print its digest."""
        self.config = config
        store = config.parent / "whole.db"
        assert crash.run(config, store, FETCH).code == 0
        self.read, self.result = store.read_bytes(), crash.result(store)
        self.page = crash.run(config, store, TODAY).out


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A few sources on loopback."""
    with crash.world(FEW) as config:
        yield World(config)


@pytest.mark.parametrize("point", IN_FETCH, ids=lambda point: f"{point.beginning} {point.nth}")
def test_a_killed_fetch_is_made_up_for(world: World, tmp_path: Path, point: Point) -> None:
    """The next one, though hardly a source is due, leaves the store as if nothing had been."""
    store = tmp_path / "store.db"
    assert crash.run(world.config, store, FETCH, at=point).code == -signal.SIGKILL
    assert crash.run(world.config, store, FETCH).code == 0
    assert crash.differences(crash.result(store), world.result) == []


@pytest.mark.parametrize("point", IN_TODAY, ids=lambda point: point.beginning)
def test_a_killed_digest_is_made_again(world: World, tmp_path: Path, point: Point) -> None:
    """Word for word."""
    store = tmp_path / "store.db"
    store.write_bytes(world.read)
    assert crash.run(world.config, store, TODAY, at=point).code == -signal.SIGKILL
    assert crash.run(world.config, store, TODAY).out == world.page


def test_two_fetches_at_once_are_one(world: World, tmp_path: Path) -> None:
    """The second is told so, and nothing is doubled."""
    store = tmp_path / "store.db"
    children = []
    for name in "ab":
        child = os.fork()
        if not child:
            os._exit(_fetch(world.config, store, tmp_path / name))
        children.append(child)
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert codes in ([0, 0], [0, 4])  # as fast as the machine lets them meet
    assert crash.differences(crash.result(store), world.result) == []


def _fetch(config: Path, store: Path, output: Path) -> int:
    link = output.with_suffix(".db")
    link.symlink_to(store)
    return crash.run(config, link, FETCH).code
