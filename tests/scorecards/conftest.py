"""The demo world, read and lived in as ``cio-digest demo`` does: what figures are checked by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.conftest import NOW

from cio_digest import config, demo
from cio_digest.runs import Setup
from cio_digest.runs.rehearsal import fill
from cio_digest.store import Store, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cio_digest.config import Config


class World(NamedTuple):
    """What is followed, and what was read of it."""

    config: Config
    db: Store


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Made once, and not written to."""
    folder = tmp_path_factory.mktemp("world")
    path, store = folder / "feeds.toml", folder / "demo.db"
    with demo.serve(NOW) as address:
        path.write_text(demo.config(address), encoding="utf-8")
        made = config.load(path)
        fill(Setup(made, str(store), NOW))
    with opened(str(store)) as db:
        yield World(made, db)
