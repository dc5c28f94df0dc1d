"""Sessions kept in a file that is its owner's alone."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cio_digest.fetch import sessions
from cio_digest.models import Auth, Secret, Session, Source

ADA = Session("access.token", "refresh.token")
LOGIN = Auth("ada.example", Secret(env="PW"))
SEARCH = Source("k", "bluesky", "https://bsky.social", login=LOGIN)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Under the same names."""
    path = str(tmp_path / "s")
    sessions.save(path, {"a": ADA, "b": Session("x")})
    assert sessions.load(path) == {"a": ADA, "b": Session("x", "")}


@pytest.mark.skipif(os.name == "nt", reason="has no such modes")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    """Not under a lax umask, not where a lax file stood before."""
    path = tmp_path / "s"
    path.write_text("{}")
    path.chmod(0o666)
    before = os.umask(0)
    try:
        sessions.save(str(path), {"a": ADA})
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["s"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "3",
        '{"a": 1}',
        '{"a": ["only"], "b": null}',
        '{"a": ["x", "y", "z"]}',
        '{"a": ["line\\nbreak", "r"]}',
        '{"a": ["smörgås", ""]}',
        "[" * 100_000,
        "\0",
    ],
    ids=str,
)
def test_a_damaged_file_holds_no_session(tmp_path: Path, text: str) -> None:
    """A new one is opened then; nothing fails."""
    path = tmp_path / "s"
    path.write_text(text, encoding="utf-8")
    found = sessions.load(str(path))
    assert all(pair == Session("only") for pair in found.values())


def test_one_bad_session_does_not_cost_the_good_ones(tmp_path: Path) -> None:
    """Each stands for itself."""
    path = tmp_path / "s"
    path.write_text(json.dumps({"good": ADA, "bad": ["a\r\nX-Evil: 1", ""]}))
    assert sessions.load(str(path)) == {"good": ADA}


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    """Whatever stands in the file, it is read as sessions or none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        path.write_bytes(data)
        assert isinstance(sessions.load(str(path)), dict)


def test_a_missing_file_or_folder_is_no_fault(tmp_path: Path) -> None:
    """Neither to read nor to write."""
    path = str(tmp_path / "none" / "s")
    sessions.save(path, {"a": ADA})
    assert sessions.load(path) == {}


def test_a_store_in_memory_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no place beside it."""
    monkeypatch.chdir(tmp_path)
    sessions.save(sessions.file(":memory:"), {"a": ADA})
    assert list(tmp_path.iterdir()) == []
    assert sessions.file("/data/d.db") == "/data/d.db.sessions"


@pytest.mark.parametrize(
    "other",
    [
        SEARCH._replace(url="https://other.example"),
        SEARCH._replace(login=LOGIN._replace(user="eve.example")),
        SEARCH._replace(kind="mastodon"),
        SEARCH._replace(login=None),
    ],
    ids=["server", "user", "network", "none"],
)
def test_another_account_is_another_session(other: Source) -> None:
    """A changed server or user never gets the old one's token."""
    assert sessions.name(other) != sessions.name(SEARCH)
    assert sessions.name(SEARCH._replace(query="x", key="l")) == sessions.name(SEARCH)
