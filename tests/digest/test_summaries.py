"""Stories summed up by a program of the reader's own: what it is given, and what is made of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.conftest import NOW
from tests.digest.test_make import CRM, HOUR, MORNING, by, config, late, make, titles
from tests.feeds import entry, saved

from cio_digest.config import Config, Program
from cio_digest.digest import summaries
from cio_digest.digest.items import shown
from cio_digest.store import summaries as summary_table

if TYPE_CHECKING:
    from cio_digest.models import Digest, Topic
    from cio_digest.store import Store

TEXT = "The vendor drops per-seat fees for its service agents and bills by resolved case."
ECHO = "import sys; text = sys.stdin.read(); print('About ' + text.splitlines()[0] + '.')"


def summarizing(
    program: str = ECHO, *args: str, seconds: float = 30, topics: tuple[Topic, ...] = ()
) -> Config:
    """The usual configuration with a line of Python that sums up."""
    command = (sys.executable, "-c", program, *args)
    return config(*topics)._replace(summarize=Program(command, seconds))


def says(made: Digest) -> list[str]:
    return [item.summary for item in shown(made)]


@pytest.fixture
def morning(db: Store) -> Store:
    """A store with two stories for today, the first with a text."""
    saved(db, MORNING[0]._replace(text=TEXT), *MORNING[1:])
    return db


@pytest.fixture
def counting(tmp_path: Path) -> tuple[Config, Path]:
    """A program that writes a line into a file for each run, and that file."""
    runs = tmp_path / "runs"
    runs.touch()
    return summarizing(f"import sys; open(sys.argv[1], 'a').write('.'); {ECHO}", str(runs)), runs


def test_off_by_default(morning: Store) -> None:
    """Without a program the summary is our own."""
    assert config().summarize is None
    assert says(make(morning)) == [TEXT, ""]


def test_the_program_sums_up(morning: Store) -> None:
    """What it prints stands instead of our own, and nothing else changes."""
    made = make(morning, given=summarizing())
    assert says(made) == [f"About {title}." for title in titles(made)]
    assert made.notes == ()
    own = make(morning)
    assert [item._replace(summary="") for item in shown(made)] == [
        item._replace(summary="") for item in shown(own)
    ]


@pytest.mark.parametrize(
    ("program", "seconds", "reason"),
    [
        ("raise SystemExit(7)", 30, "exit code 7"),
        ("import threading; threading.Event().wait()", 0.5, "gave no answer within 0.5 s"),
        ("print(' \\n<p></p>')", 30, "nothing printed"),
        ("import sys; sys.stdout.buffer.write(b'\\xff')", 30, "no UTF-8 text"),
    ],
    ids=["exit code", "time-out", "empty", "not UTF-8"],
)
def test_a_failure_falls_back(morning: Store, program: str, seconds: float, reason: str) -> None:
    """Our own summary stands, and one line says so."""
    made = make(morning, given=summarizing(program, seconds=seconds))
    assert says(made) == says(make(morning))
    name = Path(sys.executable).name
    assert made.notes == (
        f"summaries: {name} failed for 2 of 2 stories ({reason}); our own stand in",
    )


def test_a_missing_program(morning: Store) -> None:
    """It is named as the reader wrote it, without its folder."""
    given = config()._replace(summarize=Program(("/opt/no/my-summary", "--short")))
    made = make(morning, given=given)
    assert made.notes == (
        "summaries: my-summary failed for 2 of 2 stories (not found); our own stand in",
    )
    assert says(made)[0] == TEXT


def test_some_fail(morning: Store) -> None:
    """Those that were answered stand; the note counts the others."""
    made = make(morning, given=summarizing(f"{ECHO}; 'Ransomware' in text and sys.exit(3)"))
    assert says(made)[0] == f"About {MORNING[0].title}."
    assert "failed for 1 of 2 stories (exit code 3)" in made.notes[0]


def test_printing_again_runs_nothing(morning: Store, counting: tuple[Config, Path]) -> None:
    """Neither a reprint nor a digest made anew with the same stories asks twice."""
    given, runs = counting
    first = make(morning, given=given)
    assert runs.read_text() == ".."
    assert make(morning, NOW + HOUR, given=given) == first
    anew = make(morning, given=given._replace(topics=(CRM._replace(weight=2.0),)))
    assert says(anew) == says(first)[:1]
    assert runs.read_text() == ".."


def test_another_text_is_asked_for_again(morning: Store, counting: tuple[Config, Path]) -> None:
    """A story that grew has another text; another command is another program."""
    given, runs = counting
    make(morning, given=given)
    saved(morning, by("e", MORNING[0].title, text="Analysts expect rivals to follow suit."))
    make(morning, given=given._replace(topics=(CRM,)))
    assert runs.read_text() == "..."
    program = given.summarize
    assert program
    other = program._replace(command=(*program.command, "--short"))
    make(morning, given=given._replace(topics=(CRM,), summarize=other))
    assert runs.read_text() == "...."


def test_what_comes_later_is_summed_up_too(morning: Store, counting: tuple[Config, Path]) -> None:
    """Under "New since" the program is asked for the new stories alone."""
    given, runs = counting
    first = make(morning, given=given)
    saved(morning, by("e", "Northwind buys Halyard, a maker of CRM", NOW + HOUR))
    second = make(morning, NOW + 2 * HOUR, given=given)
    assert second.sections == first.sections
    assert [item.summary for item in second.late] == [f"About {late(second)[0]}."]
    assert runs.read_text() == "..."


def test_one_note_a_digest(morning: Store) -> None:
    """A program that goes on failing does not fill the page with notes."""
    given = summarizing("raise SystemExit(7)")
    make(morning, given=given)
    saved(morning, by("e", "Northwind buys Halyard, a maker of CRM", NOW + HOUR))
    (note,) = make(morning, NOW + 2 * HOUR, given=given).notes
    assert "failed for 1 of 1 story (exit code 7)" in note


@pytest.mark.parametrize(
    ("printed", "summary"),
    [
        (
            "\x1b[1;31mRed\x1b[0m and \x1b]8;;http://x.example\x07a link\x1b]8;;\x07.",
            "Red and a link.",
        ),
        ("\x9b31mRed\x9b0m.", "Red."),
        ("<p>Vendor &amp; <script>alert(1)</script><b>bold</b></p>", "Vendor & bold"),
        ("Two\nlines.\n\nAnd a paragraph.\r\n", "Two lines. And a paragraph."),
        ("a\u202eb\u200b\0c", "abc"),
        ("First of all. " + "Then more. " * 40, "First of all." + " Then more." * 25),
        ("“One.” " * 60, " ".join(["“One.”"] * 42)),
        ("word " * 100, "word " * 58 + "word" + "…"),
    ],
    ids=["ANSI", "C1", "markup", "lines", "invisible", "long", "quotes", "one long sentence"],
)
def test_what_is_printed_is_cleaned(db: Store, printed: str, summary: str) -> None:
    """No escape, no markup, one line, at most 300 characters, cut at a sentence or a word."""
    saved(db, MORNING[0])
    program = f"import sys; sys.stdout.buffer.write({printed!r}.encode())"
    assert says(make(db, given=summarizing(program))) == [summary]
    assert len(summary) <= summaries.LENGTH


def test_the_text_of_a_story() -> None:
    """Titles and texts, copies once, each entry with its share of what is allowed."""
    one, other = entry("One", text="Said here."), entry("Two")
    assert summaries.text([one, other, one]) == "One\nSaid here.\n\nTwo"
    many = [entry(f"Title {n}", text="word " * 5_000) for n in range(30)]
    given = summaries.text(many)
    assert summaries.TEXT * 0.9 < len(given) <= summaries.TEXT
    assert "Title 11" in given
    short = [entry(f"Title {n}") for n in range(11)]
    given = summaries.text([*short, entry("Long", text="word " * 5_000)])
    assert summaries.TEXT * 0.9 < len(given) <= summaries.TEXT


def test_sources_no_longer_followed_are_not_told(db: Store) -> None:
    """The program gets what the digest is made of, and no more."""
    saved(db, by("a", MORNING[0].title), by("b", f"{MORNING[0].title} today"))
    assert db.execute("SELECT count(*) FROM stories").fetchone() == (1,)
    given = summarizing("import sys; print(len(sys.stdin.read()))")
    given = given._replace(sources=given.sources[:1])
    assert says(make(db, given=given)) == [str(len(MORNING[0].title))]


def test_the_oldest_are_forgotten(db: Store) -> None:
    """The store keeps so many summaries and no more."""
    summary_table.keep(db, [(1, "first", "old")])
    summary_table.keep(db, [(n, "mark", "new") for n in range(summary_table.KEPT)])
    assert summary_table.load(db, 1, "first") is None
    assert summary_table.load(db, 0, "mark") == "new"
    assert summary_table.load(db, 0, "another") is None


THINKS = "print('<think>The user wants.\\n\\nA summary, then.</think>\\nSeats are over.')"


def test_what_a_model_thinks_aloud_is_left_out(morning: Store) -> None:
    """Only its answer is a summary; one that never comes to it has none."""
    assert says(make(morning, given=summarizing(THINKS))) == ["Seats are over."] * 2
    [silent] = summaries.asked(Program((sys.executable, "-c", "print('<think>Hm')"), 30), ["x"])
    assert silent == ("nothing printed",)


def test_what_failed_is_asked_once_more(morning: Store, tmp_path: Path) -> None:
    """A model that was still loading answers the second time."""
    once = tmp_path / "once"
    program = f"""
import os, sys
text = sys.stdin.read()
if "Ransomware" in text and not os.path.exists({str(once)!r}):
    open({str(once)!r}, "x").close()
    sys.exit(1)
print("About", text.splitlines()[0])
"""
    made = make(morning, given=summarizing(program))
    assert says(made) == [f"About {title}" for title in titles(made)]
    assert made.notes == ()
