"""``sources score``: a line for each source, a page for one, data for programs."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.cli.conftest import CLOSED
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.store import opened

if TYPE_CHECKING:
    from tests.cli.conftest import Program

HOUR = timedelta(hours=1)


def filled(program: Program, posts: int = 3) -> None:
    """Follow ``a``, with some posts, and ``b``, with none; a digest was made."""
    program.follow(f"{CLOSED}/a", f"{CLOSED}/b")
    with opened(str(program.store)) as db:
        told = [
            entry(f"CRM notes number {n * 7919}", source=f"{CLOSED}/a", outlet="a",
                  published=NOW - (n + 1) * HOUR)
            for n in range(posts)
        ]  # fmt: skip
        saved(db, *told)
    assert program("today").code == 0


def test_every_source_has_a_line_and_a_verdict_where_it_can(program: Program) -> None:
    """With figures and what they are of; a summary stands below."""
    filled(program)
    done = program("sources", "score")
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in done.out.splitlines()]
    assert lines[2] == ["a", "–", "3.0", "3/3", "100%", "–", "0%", "–", "1"]
    assert lines[3] == ["b", "–", "0.0", "–", "–", "–", "–", "–", "–"]
    assert "\n2 sources in 30 days: 2 without verdict\n" in done.out
    assert "\nreached: posts whose story a digest showed" in done.out


def test_one_source_in_full(program: Program) -> None:
    """Every figure says what it is of, and the verdict why."""
    filled(program, posts=25)
    out = program("sources", "score", "A").out
    assert "watch   | 3 of 23 posts reached a digest, 13% is usual |" in out
    assert "| nobody else had" in out
    assert "25 of 25 posts" in out


def test_json_has_the_figures_and_not_their_wording(program: Program) -> None:
    """Counts, seconds and instants."""
    filled(program)
    document = json.loads(program("sources", "score", "--format", "json").out)
    first = document["sources"][0]
    assert (first["name"], first["posts"], first["alone"], first["judged"]) == ("a", 3, 3, 3)
    assert first["last"] == "2026-11-22T05:30:00Z"
    assert first["lead"] is None


def test_a_name_is_no_formula_in_csv(program: Program) -> None:
    """A spreadsheet shows what a source is called, and computes nothing."""
    program.config.parent.mkdir(parents=True)
    program.config.write_text(
        f'[[feeds]]\nurl = "{CLOSED}/a"\ntitle = "=HYPERLINK(\\"https://e/\\")"\n'
    )
    done = program("sources", "score", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert row["name"] == '\'=HYPERLINK("https://e/")'
    assert (row["posts"], row["usual"], row["verdict"]) == ("0", "", "")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["lost"], 'no source is called "lost"', id="unknown source"),
        pytest.param(["--days", "0"], "0 is not in the range", id="no days"),
    ],
)
def test_what_cannot_be_rated(program: Program, args: list[str], said: str) -> None:
    """A line, and exit code 2."""
    program.follow(f"{CLOSED}/a")
    done = program("sources", "score", *args)
    assert done.code == 2
    assert said in done.err
