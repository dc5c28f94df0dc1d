"""An archive: a file a day, and a page that lists them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.feeds import entry

if TYPE_CHECKING:
    from tests.cli.conftest import Program


@pytest.fixture
def filled(program: Program) -> Program:
    """With one story in the store, and an empty folder."""
    program.fill(entry("All about CRM"))
    (program.home / "a").mkdir()
    return program


def keep(program: Program, output: str, days: int = 0, *more: str) -> None:
    done = program("today", "--output", output, *more, env=program.env(NOW + timedelta(days=days)))
    assert (done.code, done.out) == (0, "")


def test_each_day_has_its_file_and_a_line_on_the_page(filled: Program) -> None:
    """The newest first, by month; the page is made anew from the files that are there."""
    for day in (0, 1, 9):
        keep(filled, "a/%Y-%m-%d.md", day)
    (filled.home / "a" / "notes.md").write_text("mine")
    (filled.home / "a" / "2026-11-23.md").unlink()
    keep(filled, "a/%Y-%m-%d.md", 10)
    assert {path.name for path in (filled.home / "a").iterdir()} == {
        *("2026-11-22.md", "2026-12-01.md", "2026-12-02.md", "index.md", "notes.md")
    }
    page = (filled.home / "a" / "index.md").read_text(encoding="utf-8")
    assert page == (
        "<!-- the days of a cio-digest archive -->\n\n# cio-digest\n\n"
        "## December 2026\n\n"
        "- [Wednesday 2 December 2026](<2026-12-02.md>)\n"
        "- [Tuesday 1 December 2026](<2026-12-01.md>)\n\n"
        "## November 2026\n\n"
        "- [Sunday 22 November 2026](<2026-11-22.md>)\n"
    )
    assert "All about CRM" in (filled.home / "a" / "2026-11-22.md").read_text(encoding="utf-8")


def test_folders_of_a_day_are_made(filled: Program) -> None:
    """The page lies above them, and leads into them; of HTML pages it is one."""
    keep(filled, "a/%Y/%m/x y [%d].html")
    assert (filled.home / "a" / "2026" / "11" / "x y [22].html").is_file()
    page = (filled.home / "a" / "index.html").read_text(encoding="utf-8")
    assert 'href="./2026/11/x%20y%20%5B22%5D.html"' in page
    assert "Sunday 22 November 2026" in page


def test_the_day_is_the_digests(filled: Program) -> None:
    """Not the one it is printed on; a day of the year is a day, too."""
    keep(filled, "a/%Y-%j.md", 0, "--date", "2026-11-21")
    assert "[Saturday 21 November 2026](<2026-325.md>)" in (
        filled.home / "a" / "index.md"
    ).read_text(encoding="utf-8")


def test_somebody_elses_page_is_left_alone(filled: Program) -> None:
    """The digest is written all the same, and it is said."""
    (filled.home / "a" / "index.html").write_text("<p>my site</p>")
    done = filled("today", "--output", "a/%Y-%m-%d.html")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "cio-digest: a/index.html: is no page of an archive, so it is left as it is\n"
    )
    assert (filled.home / "a" / "index.html").read_text() == "<p>my site</p>"
    assert (filled.home / "a" / "2026-11-22.html").is_file()


def test_a_name_that_is_no_date_has_no_page(filled: Program) -> None:
    """Such as one for each day of a month, which overwrite each other as they are meant to."""
    keep(filled, "a/%d.md")
    assert [path.name for path in (filled.home / "a").iterdir()] == ["22.md"]


@pytest.mark.parametrize("name", ["100%.md", "%s.md", "%%.md"])
def test_other_percent_signs_are_a_name(filled: Program, name: str) -> None:
    """Only what stands for a day makes an archive."""
    keep(filled, f"a/{name}")
    assert [path.name for path in (filled.home / "a").iterdir()] == [name]


def test_the_folder_of_an_archive_is_made(filled: Program) -> None:
    """With its first day."""
    assert filled("today", "--output", "b/%Y-%m-%d.md").code == 0
    assert sorted(path.name for path in (filled.home / "b").iterdir()) == [
        "2026-11-22.md",
        "index.md",
    ]
