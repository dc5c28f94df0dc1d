"""Names that the program prints are names that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.test_completing import asked
from tests.conftest import Page, Site
from tests.feeds import item, rss

if TYPE_CHECKING:
    from tests.cli.conftest import Program


@pytest.fixture
def read(program: Program, site: Site) -> Program:
    """A source without a title of the reader's own was read: it calls itself so."""
    site.pages["/feed"] = Page(rss(item("Agent pricing changes"), title="The Patchbay"))
    program.config.parent.mkdir(parents=True)
    program.config.write_text(f'[[feeds]]\nurl = "{site.url("/feed")}"\n', encoding="utf-8")
    assert program("fetch").code == 0
    assert "The Patchbay" in program("sources", "list").out
    return program


@pytest.mark.parametrize(
    "words",
    [
        "fetch {}",
        "fetch --dry-run {}",
        "sources score {}",
        "sources check {}",
        "sources mute --until 2d {}",
    ],
)
def test_what_a_source_calls_itself_is_a_name(read: Program, words: str) -> None:
    """In any case, as its address is, with or without its scheme."""
    done = read(*(part.format("the patchbay") for part in words.split()))
    assert done.code == 0, done.err


def test_an_address_is_a_name_however_it_is_written(read: Program, site: Site) -> None:
    """As it stands in lists, or without its scheme."""
    assert read("sources", "score", site.url("/feed")).code == 0
    failed = read("sources", "score", "Patch")
    assert failed.code == 2
    assert 'did you mean "The Patchbay"?' in failed.err


def test_what_a_source_calls_itself_is_completed(read: Program) -> None:
    """As the reader's own titles are."""
    assert "The\\\\ Patchbay" in asked(read, "bash", "cio-digest fetch the")
