"""Changes of feeds.toml: whole or not at all, and every other byte as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cio_digest import config
from cio_digest.config import edit, surgery, writing
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
    with pytest.raises(ConfigError, match=r"put \[\[voices\]\] above each table and run again"):
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
    (tmp_path / "feeds.toml.bak").touch()
    for number in range(1, 10):
        (tmp_path / f"feeds.toml.bak.{number}").mkdir()  # none can make room for another
    with pytest.raises(ConfigError, match="cannot be written"):
        edit.append(str(path), "voices", [ADA])
    assert path.read_text() == MINE
    assert len(list(tmp_path.iterdir())) == 11


def test_the_first_copy_stays_and_the_others_are_numbered(tmp_path: Path) -> None:
    """What the reader had before the program ever touched it is not lost to the next change."""
    path = file(tmp_path)
    copies = [edit.append(str(path), "voices", [{**ADA, "name": f"Ada {n}"}]) for n in range(14)]
    assert copies[:3] == [f"{path}.bak", f"{path}.bak.1", f"{path}.bak.2"]
    assert (tmp_path / "feeds.toml.bak").read_text() == MINE
    left = sorted(int(each.suffix[1:]) for each in tmp_path.glob("feeds.toml.bak.*"))
    assert left == list(range(5, 14))


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(st.sampled_from(["name", "sector", "organisation"]), _TEXT))
def test_no_text_gets_out_of_its_quotes(facts: dict[str, str]) -> None:
    """Quotes, line ends, brackets, controls: what is read back is what was given."""
    table: dict[str, Any] = {**ADA, **facts}
    text = writing.tables("voices", [table])
    assert tomli.loads(text) == {"voices": [{**table, "feeds": list(table["feeds"])}]}


# --- taken out and changed ----------------------------------------------------------------------

FULL = """\
# My sources.

# ---- Press ----

# the best
[[feeds]]   # one
url = "https://a.example/feed"  # keep
  tags = [
    "one",  # first
    "two",
]
# weight = 2

[[feeds]]
url = "https://b.example/feed"
[feeds.auth]
user = "me"
password = { env = "PW" }


# ---- People ----

[[voices]]
name = "Ada"
github = "ada"
"""
A, B, ADAS = 6, 14, 23  # lines


def test_a_table_is_taken_out_with_its_own_comments(tmp_path: Path) -> None:
    """And nobody else's; those of the section and above the table stay."""
    path = file(tmp_path, FULL)
    assert edit.remove(str(path), A) == f"{path}.bak"
    first, _, rest = FULL.partition("[[feeds]]   # one")
    assert path.read_text() == first + rest.partition("# weight = 2\n")[2]
    assert (tmp_path / "feeds.toml.bak").read_text() == FULL


def test_a_table_is_taken_out_with_the_tables_below_it(tmp_path: Path) -> None:
    """``[feeds.auth]`` belongs to the feed above; the empty lines that follow stay."""
    path = file(tmp_path, FULL)
    edit.remove(str(path), B)
    above, _, rest = FULL.partition('\n[[feeds]]\nurl = "https://b')
    assert path.read_text() == above + rest.partition('"PW" }\n')[2]
    assert len(config.load(path).sources) == 2


@pytest.mark.parametrize(
    ("line", "changes", "old", "new"),
    [
        pytest.param(A, {"url": "https://c.example/"}, "a.example/feed", "c.example/", id="value"),
        pytest.param(
            A,
            {"tags": ["x"]},
            '[\n    "one",  # first\n    "two",\n]',
            '["x"]',
            id="a list of several lines",
        ),
        pytest.param(A, {"title": "T"}, "]\n# weight", ']\n  title = "T"\n# weight', id="indented"),
        pytest.param(
            A, {"tags": None}, '  tags = [\n    "one",  # first\n    "two",\n]\n', "", id="less"
        ),
        pytest.param(
            B, {"title": "T"}, 'b.example/feed"\n', 'b.example/feed"\ntitle = "T"\n', id="more"
        ),
        pytest.param(
            ADAS, {"name": "Ada B.", "role": None}, '"Ada"', '"Ada B."', id="of a voice, or absent"
        ),
    ],
)
def test_one_key_is_changed(
    tmp_path: Path, line: int, changes: dict[str, Any], old: str, new: str
) -> None:
    """Where it stands; a new one stands below the table's own keys, as far in as they are."""
    path = file(tmp_path, FULL)
    edit.change(str(path), line, changes)
    assert path.read_text() == FULL.replace(old, new)


@pytest.mark.parametrize("form", ["\r\n", "\ufeff", "no end"])
def test_a_change_however_the_file_is_written(tmp_path: Path, form: str) -> None:
    """Line ends and the mark stay; what a table is told at the end of a file is told."""
    text = FULL.replace("\n", "\r\n") if form == "\r\n" else FULL
    text = "\ufeff" + text if form == "\ufeff" else text
    path = file(tmp_path, text.rstrip("\n") if form == "no end" else text)
    edit.change(str(path), ADAS, {"role": "peer"})
    edit.change(str(path), B, {"weight": 2.0})
    edit.remove(str(path), A)
    after = path.read_bytes()
    assert after.count(b"\r\n") == (after.count(b"\n") if form == "\r\n" else 0)
    assert after.startswith("\ufeff".encode()) == (form == "\ufeff")
    loaded = config.load(path)
    assert [(each.url, each.weight) for each in loaded.sources[:1]] == [
        ("https://b.example/feed", 2.0)
    ]
    assert loaded.voices[0].role == "peer"


def test_what_stands_in_one_line_is_left_to_its_owner(tmp_path: Path) -> None:
    """Said with the line; nothing is changed."""
    text = 'feeds = [{ url = "https://a.example/" }, { url = "https://b.example/" }]\n'
    path = file(tmp_path, text)
    for attempt in (edit.remove, lambda path, line: edit.change(path, line, {"title": "T"})):
        with pytest.raises(ConfigError, match=r"edit line 1 by hand \(nothing was changed\)"):
            attempt(str(path), 1)
    assert path.read_text() == text
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("text", ["", "\ufeff# mine\r\n", "[topics.CRM]\nkeywords = ['CRM']\n"])
def test_the_first_source_can_be_added(text: str, tmp_path: Path) -> None:
    """Below whatever is there; and when it goes again, all is as it was."""
    path = file(tmp_path, text)
    edit.append(str(path), "feeds", [{"url": "https://a.example/"}])
    (source,) = config.load(path).sources
    assert source.key == "https://a.example/"
    edit.remove(str(path), int(source.where.rpartition(":")[2]))
    assert config.load(path).sources == ()


@given(st.lists(_TEXT, max_size=3), _TEXT, st.integers(0, 2))
def test_any_text_is_changed_and_taken_out_again(tags: list[str], title: str, which: int) -> None:
    """Whatever it holds, the document means that, and is the old one when it is gone."""
    lines = {0: A, 1: B, 2: ADAS}
    place = surgery.place(FULL, lines[which])
    assert place is not None
    made = surgery.changed(FULL, place, "sector", title)
    made = surgery.changed(made, place, "more", tags)
    assert tomli.loads(made)[place[0]][place[1]].items() >= {"sector": title, "more": tags}.items()
    assert (
        surgery.changed(surgery.changed(made, place, "more", None), place, "sector", None) == FULL
    )
