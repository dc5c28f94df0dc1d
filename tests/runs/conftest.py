"""Runs on both engines, where they are about the store; a server of a team's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import postgres
from tests.conftest import on_both_engines as pytest_generate_tests

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pytest_generate_tests"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server of its own: readers are roles, which all of a server's databases share."""
    with postgres.server() as address:
        yield address
