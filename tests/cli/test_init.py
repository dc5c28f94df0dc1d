"""A feeds.toml to begin with: the example, a list that one has, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cio_digest import config

if TYPE_CHECKING:
    from tests.cli.conftest import Program

LIST = """<?xml version="1.0"?><opml version="2.0"><body><outline text="Work">
<outline type="rss" text="The Ledger" xmlUrl="https://ledger.example/feed"/>
<outline type="rss" text="Quay" xmlUrl="https://quay.example/feed"/></outline></body></opml>
"""


def test_the_feeds_of_another_reader_are_ones_own(program: Program) -> None:
    """Of the example only the topics are taken; folders become tags."""
    (program.home / "feedly.opml").write_text(LIST, encoding="utf-8")
    done = program("init", "--from", "feedly.opml")
    assert done.code == 0
    assert "2 taken, 0 known, 0 refused" in done.err
    loaded = config.load(program.config)
    assert [(source.title, source.tags) for source in loaded.sources] == [
        ("The Ledger", ("Work",)),
        ("Quay", ("Work",)),
    ]
    assert loaded.topics == config.parse(config.example(), "example").topics


def test_a_list_without_feeds_writes_nothing(program: Program) -> None:
    """So that it can be run again with the right one."""
    (program.home / "empty.opml").write_text(LIST.replace("xmlUrl", "x"), encoding="utf-8")
    assert program("init", "--from", "empty.opml").code == 1
    assert program("init", "--from", "no.opml").code == 1
    assert not program.config.exists()


def test_one_can_begin_with_nothing(program: Program) -> None:
    """The comments that say how to go on stay."""
    assert program("init", "--empty").code == 0
    loaded = config.load(program.config)
    assert (loaded.sources, loaded.topics) == ((), ())
    text = program.config.read_text(encoding="utf-8")
    assert "# ---- Your topics" in text
    assert "# ---- Your feeds" in text
    assert program("today").code == 2


def test_a_file_that_is_there_stays(program: Program) -> None:
    """However one begins."""
    (program.home / "feedly.opml").write_text(LIST, encoding="utf-8")
    program.config.parent.mkdir(parents=True)
    program.config.write_text("# mine\n", encoding="utf-8")
    for more in ([], ["--empty"], ["--from", "feedly.opml"]):
        done = program("init", *more)
        assert (done.code, "is there already" in done.err) == (2, True)
    assert program.config.read_text(encoding="utf-8") == "# mine\n"
