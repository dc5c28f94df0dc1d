"""The log beside the store: lines at its end, its size bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest.runs import logfile

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_lines_are_added(tmp_path: Path) -> None:
    """Whatever is in them; half a character is no reason to lose the rest."""
    path = tmp_path / "s.db.log"
    assert logfile.place(str(tmp_path / "s.db")) == str(path)
    logfile.add(str(path), ["one"])
    logfile.add(str(path), ["zwö", "\udcff"])
    assert path.read_text(encoding="utf-8").splitlines() == ["one", "zwö", "?"]


def test_years_of_lines_fill_no_disk(tmp_path: Path) -> None:
    """However much is logged, two files of a few megabytes are all there is."""
    path = tmp_path / "s.db.log"
    for night in range(40):
        logfile.add(str(path), [f"{night} {'x' * 100}"] * 3000)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s.db.log", "s.db.log.1"]
    assert sum(each.stat().st_size for each in tmp_path.iterdir()) < 4_000_000
    assert path.read_text().splitlines()[-1].startswith("39 ")


def test_it_begins_anew_and_the_one_before_is_kept(tmp_path: Path) -> None:
    """So that a machine that fails for years does not fill its disk."""
    path = tmp_path / "s.db.log"
    path.write_bytes(b"x" * (logfile.LARGEST + 1))
    logfile.add(str(path), ["new"])
    assert path.read_text() == "new\n"
    assert path.with_name("s.db.log.1").stat().st_size == logfile.LARGEST + 1


def test_a_store_in_memory_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written to where one happens to stand."""
    monkeypatch.chdir(tmp_path)
    logfile.add(logfile.place(":memory:"), ["one"])
    assert list(tmp_path.iterdir()) == []
