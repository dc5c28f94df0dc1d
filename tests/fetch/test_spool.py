"""Parts of a body to all of it, in memory or on disk."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from cio_digest.fetch import spool

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("parts", [[], [b"a"], [b"a" * 300_000] * 5], ids=["none", "one", "many"])
def test_what_was_added_is_read(parts: list[bytes]) -> None:
    """Whole and in order."""
    body = spool.Spool()
    for part in parts:
        body.add(part)
    assert body.size == sum(map(len, parts))
    assert body.read() == b"".join(parts)


def test_a_large_body_is_on_disk() -> None:
    """A small one is not."""
    body = spool.Spool()
    body.add(b"a" * spool.IN_MEMORY)
    assert not _is_file(body)
    body.add(b"b")
    assert _is_file(body)
    assert body.read()[-2:] == b"ab"


def _is_file(body: spool.Spool) -> bool:
    try:
        return body.file.fileno() >= 0
    except OSError:
        return False


def test_without_a_place_on_disk_it_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder for temporary files that is gone costs no feed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    body = spool.Spool()
    for _ in range(3):
        body.add(b"a" * 300_000)
    assert body.read() == b"a" * 900_000
