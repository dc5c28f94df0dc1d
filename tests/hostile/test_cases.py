"""A third of the hostile cases: ``make hostile`` runs all of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.hostile import run, verdict
from tests.hostile.catalogue import CASES, QUICK
from tests.hostile.server import Server, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.hostile.case import Case

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="measures processes, and all of 127/8, as Linux has them"
)


class World(NamedTuple):
    """The hostile server, the healthy ones, and what a run with the latter alone takes in MB."""

    server: Server
    beside: Server
    idle: float


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """Both servers, for all cases."""
    server, beside = Server(CASES), run.healthy()
    idle = min(run.measured(run.config(beside)).peak for _ in range(2))
    yield World(server, beside, idle)
    server.close()
    beside.close()


@pytest.mark.parametrize("case", QUICK, ids=lambda case: slug(case.name))
def test_a_hostile_source_harms_nobody(world: World, case: Case) -> None:
    """Healthy sources beside it are read whole, within bounds, and what is wrong is told."""
    settings = run.config(world.beside, world.server.table(case))
    result = run.measured(settings, formats=run.FORMATS[:1])
    address = world.server.url(case)
    assert verdict.broken(case, address, result, world.beside, world.idle) == []


def test_every_case_has_an_address_of_its_own() -> None:
    """And there are enough of them."""
    assert len({slug(case.name) for case in CASES}) == len(CASES) > 400


def test_forty_large_sources_at_once_fit(world: World) -> None:
    """Of many large answers only one is in memory at a time."""
    names = (
        "feed of 14 MB of CJK",
        "feed of 14 MB of blanks",
        "comment of 10 MB",
        "string of 14 MB",
    )
    large = [case for case in CASES if case.name in names]
    tables = [
        world.server.table(case).replace(slug(case.name), f"{slug(case.name)}/{n}")
        for case in large
        for n in range(40 // len(large))
    ]
    result = run.measured(run.config(world.beside, *tables))
    assert sum(result.entries.values()) == 40 + run.HEALTHY * run.EACH
    assert result.peak < 200
