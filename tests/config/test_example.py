"""The example configuration is a good start, and ``init`` writes it without harm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cio_digest import config
from cio_digest.config.social import ROLES
from cio_digest.errors import ConfigError
from cio_digest.networks import registry

ROOT = Path(__file__).resolve().parents[2]
NOTES = ROOT.parent / "shared" / "opml" / "OPML-NOTES.md"


def test_example_is_whole() -> None:
    """54 sources or more, each with a title and tags, and the topics that a CIO asks about."""
    found = config.parse(config.example(), "feeds.example.toml")
    assert len(found.sources) >= 54
    assert len({source.title for source in found.sources}) == len(found.sources)
    assert all(source.title and source.tags for source in found.sources)
    assert {source.role for source in found.sources} - {""} <= set(ROLES)
    names = {topic.name for topic in found.topics}
    assert {"CRM", "SharePoint", "Leadership", "Security", "Cloud", "AI"} <= names


def test_example_shows_every_default() -> None:
    """A line of [digest] that is commented out shows what holds without it."""
    text = config.example()
    for name in config.Settings._fields:
        assert f"\n# {name} = " in text
    shown = text.replace("\n# max_", "\nmax_").replace("\n# minutes", "\nminutes")
    shown = shown.replace("\n# per_source", "\nper_source")
    assert shown != text
    assert config.parse(shown, "f").settings == config.Settings()


def test_example_shows_a_feed_that_parses() -> None:
    """The feed that the comment shows in full is right, too."""
    (block,) = [b for b in config.example().split("#\n") if b.startswith("#     [[feeds]]")]
    feed = "\n".join(line[1:].strip() for line in block.splitlines() if line.startswith("#     "))
    (source,) = config.parse(feed, "f").sources
    assert source.auth is not None
    assert source.network == "linkedin"
    assert len(source.headers) == 2


@pytest.mark.skipif(not NOTES.exists(), reason="needs ../shared/opml")
def test_example_invents_nothing() -> None:
    """Every address was seen in a public list of feeds."""
    notes = NOTES.read_text(encoding="utf-8").replace(",", " ").replace(";", " ").split()
    found = config.parse(config.example(), "f")
    assert {source.url for source in found.sources} <= set(notes)


def test_there_is_one_copy() -> None:
    """The example lives at the top of the repository alone; the wheel takes it from there."""
    copies = [path for path in ROOT.glob("*.toml") if "example" in path.name]
    copies += (ROOT / "src").rglob("*example*.toml")
    assert copies == [ROOT / "feeds.example.toml"]
    assert config.example() == copies[0].read_text(encoding="utf-8")


def test_write(tmp_path: Path) -> None:
    """The example is written as it is, and the folders above it are made."""
    path = tmp_path / "a" / "b" / "feeds.toml"
    config.write(path, config.example())
    assert path.read_text(encoding="utf-8") == config.example()
    assert len(config.load(path).sources) >= 54


@pytest.mark.parametrize("link", [False, True], ids=["file", "dangling link"])
def test_write_never_overwrites(link: bool, tmp_path: Path) -> None:
    """What is there already stays, be it a link to nothing."""
    path = tmp_path / "feeds.toml"
    if link:
        path.symlink_to(tmp_path / "elsewhere.toml")
    else:
        path.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        config.write(path, config.example())
    why = ": a link to a file that is not there" if link else ""
    assert str(error.value) == f"{path}: is there already and stays as it is{why}"
    assert not (tmp_path / "elsewhere.toml").exists()
    assert link or path.read_text(encoding="utf-8") == "mine"


def test_write_where_none_can(tmp_path: Path) -> None:
    """A file where a folder should be is one clear line."""
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError) as error:
        config.write(tmp_path / "file" / "feeds.toml", "")
    assert str(error.value) == f"{tmp_path / 'file'}: cannot be created: File exists"
    with pytest.raises(ConfigError, match="cannot be created: Not a directory"):
        config.write(tmp_path / "file" / "below" / "feeds.toml", "")


LIMITED = """
import resource, signal, sys
sys.path.insert(0, {source!r})
from cio_digest import config
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
config.write({path!r}, config.example())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_write_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    """Half an example would stand in the way of the next try."""
    path = tmp_path / "feeds.toml"
    program = LIMITED.format(source=str(ROOT / "src"), path=str(path))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert f"{path}: cannot be written: {os.strerror(27)}".encode() in done.stderr
    assert not path.exists()


def test_the_reference_names_every_key() -> None:
    """docs/config.md has a row for each setting, in the order of the program, and no other."""
    text = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    rows = {
        heading: [line.split("`")[1] for line in part.splitlines() if line.startswith("| `")]
        for heading, _, part in (section.partition("\n") for section in text.split("\n## "))
    }
    assert rows["[digest]"] == list(config.Settings._fields)
    for heading in ("[summarize]", "[watch]", "[topics.NAME]", "[[feeds]]", "[[searches]]"):
        with pytest.raises(ConfigError) as error:
            config.parse(f"{heading}\n'?' = 1", "f")
        assert f"known are {', '.join(rows[heading])}" in str(error.value)


def test_the_reference_names_every_address_of_a_voice() -> None:
    """docs/config.md has each network where people have accounts."""
    text = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    section = text.split("\n## [[voices]]")[1].split("\n## ")[0]
    people = registry.names(lambda kind: kind.people)
    assert [name for name in people if f"`{name}`" not in section] == []


def test_the_guide_tells_of_every_network() -> None:
    """docs/sources.md has each network that can be searched, and examples that are valid."""
    text = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    searched = registry.names(lambda kind: kind.search)
    assert [name for name in searched if name not in text] == []
    examples = "\n".join(part.split("```")[0] for part in text.split("```toml\n")[1:])
    found = config.parse(examples, "docs/sources.md")
    assert {"mastodon", "bluesky", "reddit", "bridge"} <= {each.kind for each in found.sources}
