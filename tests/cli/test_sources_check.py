"""Sources asked on the spot, and what is wrong with each in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.test_voices import cells
from tests.conftest import Page, Site
from tests.feeds import item, rss

if TYPE_CHECKING:
    from tests.cli.conftest import Program

FINE = Page(rss(item("One"), item("Two")))


@pytest.fixture
def mixed(program: Program, site: Site) -> Program:
    """Sources that are fine, moved, gone, closed, a page, and a program that fails."""
    program.follow(*(site.url(f"/{name}") for name in ("fine", "moved", "gone", "page", "named")))
    failing = (
        '[[feeds]]\ncommand = ["sh", "-c", "echo no ticket >&2; exit 6"]\ntitle = "intranet"\n'
    )
    program.config.write_text(program.config.read_text() + failing)
    site.pages["/fine"] = FINE
    site.pages["/moved"] = Page(status=301, headers=(("Location", "/fine"),))
    site.pages["/gone"] = Page(status=410)
    site.pages["/page"] = Page(b"<html><p>Hello</p></html>")
    link = '<link rel="alternate" type="application/rss+xml" href="/fine">'
    site.pages["/named"] = Page(f"<html><head>{link}</head></html>".encode())
    return program


def test_every_source_with_what_is_wrong(mixed: Program, site: Site) -> None:
    """Those that fail first; where it moved to, and what to do."""
    done = mixed("sources", "check", "--all")
    assert done.code == 3
    look = f"look for a new one: cio-digest sources add {site.url('')}"
    page = "an HTML page where a feed should be"
    assert cells(done.out) == [
        ["gone", "failed", f"answered 410 Gone; {look} (feeds.toml:11)"],
        ["page", "failed", f"{page}; {look} (feeds.toml:14)"],
        ["intranet", "failed", "its command failed with exit code 6: no ticket; see feeds.toml:20"],
        [
            "moved",
            "moved",
            f"to {site.url('/fine')}; write that in feeds.toml:8, not {site.url('/moved')}",
        ],
        [
            "named",
            "moved",
            f"to {site.url('/fine')}; write that in feeds.toml:17, not {site.url('/named')}",
        ],
        ["fine", "fine", "2 entries, the newest 1 h ago"],
    ]


def test_a_document_that_is_cut_off_is_not_fine(program: Program, site: Site) -> None:
    """It says so, as the list does."""
    site.pages["/a"] = Page(rss(item("One")).removesuffix(b"</channel></rss>"))
    program.follow(site.url("/a"))
    done = program("sources", "check", "--all")
    assert cells(done.out) == [
        ["a", "incomplete", "the document is cut off; it has 1 entry, the newest 1 h ago"]
    ]


def test_only_those_that_failed_are_asked(mixed: Program, site: Site) -> None:
    """Those whose last read did; what they answer now is not stored."""
    assert (
        "no source failed at its last read; --all asks every one" in mixed("sources", "check").err
    )
    mixed("fetch")
    site.seen.clear()
    site.pages["/gone"] = FINE
    done = mixed("sources", "check")
    assert [row[:2] for row in cells(done.out)] == [
        ["page", "failed"],
        ["intranet", "failed"],
        ["gone", "fine"],
    ]
    assert done.code == 3
    assert {seen.path for seen in site.seen} == {"/gone", "/page"}
    assert "gone" in mixed("sources", "list", "--failing").out


def test_one_by_its_name(mixed: Program, site: Site) -> None:
    """All well, or all failed: the exit code says which."""
    done = mixed("sources", "check", "fine", site.url("/fine"))
    assert (done.code, len(cells(done.out))) == (0, 1)
    assert mixed("sources", "check", "gone").code == 1
    assert mixed("sources", "check", "fime").code == 2


def test_what_is_put_off_has_not_failed(program: Program, site: Site) -> None:
    """A host that had enough is asked nothing more; those that were still to come are told so."""
    program.follow(*(site.url(f"/{n}") for n in range(6)), site.url("/fine"))
    site.pages |= {f"/{n}": Page(status=429) for n in range(6)}
    done = program("sources", "check", "--all")
    rows = cells(done.out)
    left = [row[2] for row in rows if row[1] == "not asked"]
    assert {row[1] for row in rows} == {"failed", "not asked"}
    assert set(left) == {"left for the next run: its host answered 429 a moment ago"}
    assert done.code == 3


def test_entries_without_dates(program: Program, site: Site) -> None:
    """Are counted, and no age is made up for them; a login that is wanted is told."""
    program.follow(site.url("/undated"), site.url("/members"))
    site.pages["/undated"] = Page(rss(item("One", pubDate="")))
    site.pages["/members"] = Page(status=401)
    assert cells(program("sources", "check", "--all").out) == [
        [
            "members",
            "failed",
            "answered 401 Unauthorized; it wants a login, by auth or headers; see feeds.toml:8",
        ],
        ["undated", "fine", "1 entry without a date"],
    ]
