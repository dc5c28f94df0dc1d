"""Tables added to feeds.toml: whole or not at all, and every other byte as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.config import edit
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

MINE = '# mine\n[[feeds]]\nurl = "https://a.example/" # keep\n'
ADA = {"name": "Ada", "feeds": ("https://ada.example/",)}


def file(folder: Path, text: str | bytes = MINE) -> Path:
    path = folder / "feeds.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_tables_stand_below_what_was_there(tmp_path: Path) -> None:
    """The beginning is the old file, byte for byte; a copy of it lies beside."""
    path = file(tmp_path)
    backup = edit.append(str(path), "voices", [ADA, {"name": "Bob", "github": "bob", "weight": 2}])
    assert path.read_text() == MINE + (
        '\n[[voices]]\nname = "Ada"\nfeeds = ["https://ada.example/"]\n'
        '\n[[voices]]\nname = "Bob"\ngithub = "bob"\nweight = 2\n'
    )
    assert backup == f"{path}.bak"
    assert (tmp_path / "feeds.toml.bak").read_text() == MINE
    assert sorted(each.name for each in tmp_path.iterdir()) == ["feeds.toml", "feeds.toml.bak"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(MINE.rstrip("\n"), id="no end of line"),
        pytest.param(MINE.replace("\n", "\r\n"), id="CRLF"),
        pytest.param("\ufeff" + MINE, id="mark"),
        pytest.param(
            MINE + '[[voices]]\nname = "Old"\ngithub = "old"\n[digest]\n', id="in between"
        ),
        pytest.param(MINE + "# the end", id="a comment at the end"),
    ],
)
def test_however_the_file_is_written(tmp_path: Path, text: str) -> None:
    """The document means the same and one voice more; line ends stay of one kind."""
    path = file(tmp_path, text)
    edit.append(str(path), "voices", [ADA])
    after = path.read_bytes()
    assert after.startswith(text.encode())
    assert after.count(b"\r\n") in {0, after.count(b"\n")}
    assert [voice.name for voice in config.load(path).voices][-1] == "Ada"


def test_a_file_that_cannot_be_extended_stays(tmp_path: Path) -> None:
    """One line says what to do."""
    text = 'voices = [{ name = "Old", github = "old" }]\n'
    path = file(tmp_path, text)
    with pytest.raises(ConfigError, match=r"put \[\[voices\]\] above each table"):
        edit.append(str(path), "voices", [ADA])
    assert path.read_text() == text
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_run_would_refuse_is_not_written(tmp_path: Path) -> None:
    """Every value is checked as if the reader had written it."""
    path = file(tmp_path)
    with pytest.raises(ConfigError, match="unknown key"):
        edit.append(str(path), "voices", [{**ADA, "command": "rm"}])
    assert path.read_text() == MINE


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions and links")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """A private file stays private, its copy too; a link into somebody's dotfiles stays one."""
    home = tmp_path / "dotfiles"
    home.mkdir()
    path = file(home)
    path.chmod(0o600)
    link = tmp_path / "feeds.toml"
    link.symlink_to(path)
    backup = edit.append(str(link), "voices", [ADA])
    assert link.is_symlink()
    assert [(os.stat(each).st_mode & 0o777) for each in (path, backup)] == [0o600, 0o600]  # noqa: PTH116


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """One line, and the file as it was."""
    path = file(tmp_path)
    tmp_path.chmod(0o500)
    with pytest.raises(ConfigError, match="cannot be written"):
        edit.append(str(path), "voices", [ADA])
    tmp_path.chmod(0o700)
    assert path.read_text() == MINE


def test_a_copy_that_cannot_be_made_stops_it(tmp_path: Path) -> None:
    """No copy, no change."""
    path = file(tmp_path)
    (tmp_path / "feeds.toml.bak").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        edit.append(str(path), "voices", [ADA])
    assert path.read_text() == MINE
    assert len(list(tmp_path.iterdir())) == 2


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(st.sampled_from(["name", "sector", "organisation"]), _TEXT))
def test_no_text_gets_out_of_its_quotes(facts: dict[str, str]) -> None:
    """Quotes, line ends, brackets, controls: what is read back is what was given."""
    table: dict[str, Any] = {**ADA, **facts}
    text = edit.written("voices", [table])
    assert tomli.loads(text) == {"voices": [{**table, "feeds": list(table["feeds"])}]}
