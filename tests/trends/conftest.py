"""A place for the stores that tests of trends start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.trends import worlds

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder that lasts as long as the tests."""
    worlds.FOLDER.append(tmp_path_factory.mktemp("stores"))
    yield
    worlds.FOLDER.clear()
