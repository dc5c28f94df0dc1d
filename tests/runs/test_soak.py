"""A few simulated hours of fetching in one process; ``python -m tests.soak`` runs a whole day."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from tests import soak

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and needs all of 127.0.0.0/8")
def test_hours_of_failures_lose_and_leak_nothing(tmp_path: Path) -> None:
    """With a third failing at random, all that was published is kept once, and files are closed."""
    feeds = soak.Feeds(sources=12, failing=0.33, seed=7)
    hours = list(soak.soak(6, feeds, tmp_path))
    assert sum(hour.failed for hour in hours) >= 5
    assert hours[-1].failed == 0
    assert soak.faults(hours, feeds, tmp_path / "store.db") == []
