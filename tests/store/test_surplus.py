"""A source that brings entries without end fills no disk, and nothing seen is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.conftest import NOW
from tests.feeds import entry, saved

from cio_digest.models.rows import Verdict
from cio_digest.store import Store, check, feedback, storylines, surplus, transaction

MOST = 5


@pytest.fixture
def full(db: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """One source with thirty old entries and a new one, another with a few."""
    monkeypatch.setattr(surplus, "MOST", MOST)
    old = NOW - timedelta(days=60)
    entries = [
        entry(
            f"Ticket {word} {word}{word}",
            published=old + timedelta(hours=n),
            surfaced=old + timedelta(hours=n),
            first_seen=old + timedelta(hours=n),
            outlet="a.example",
        )
        for n, word in enumerate("abcdefghijklmnopqrstuvwxyzäöüß")
    ]
    others = [
        entry(f"Quiet {n}", source="https://quiet.example/", outlet="quiet.example") for n in (1, 2)
    ]
    saved(db, *entries, *others, entry("The newest"))
    return db


def sweep(db: Store) -> dict[str, int]:
    with transaction(db):
        return surplus.sweep(db)


def left(db: Store) -> list[str]:
    return [row[0] for row in db.execute("SELECT title FROM entries ORDER BY surfaced, id")]


def test_the_oldest_beyond_the_bound_are_forgotten(full: Store) -> None:
    """With their stories, fingerprints and words; once in a day of news."""
    assert sweep(full) == {entry().source: 26}
    assert len(left(full)) == MOST + 2
    assert {"The newest", "Quiet 1", "Ticket ß ßß"} <= set(left(full))
    assert check.faults(full, whole=True) == []
    assert full.text.frequencies(full, ["bb"]) == {"bb": 0}
    assert full.execute("SELECT count(*) FROM stories").fetchone() == (MOST + 2,)
    assert full.execute("SELECT count(*) FROM fingerprints").fetchone() == (MOST + 2,)
    assert sweep(full) == {}


def test_what_was_shown_judged_followed_or_told_by_others_stays(full: Store) -> None:
    """However old it is; a story that became part of another is seen under its number of now."""
    story = {
        n: full.execute("SELECT story FROM entries WHERE id = ?", (n,)).fetchone()[0]
        for n in (1, 2, 3, 4)
    }
    storylines.follow(full, "d", [story[4]], NOW)
    full.execute("INSERT INTO story_aliases VALUES (999, ?)", (story[1],))
    full.execute("INSERT INTO shown VALUES ('2026-10-01', 999, 1)")
    feedback.add(full, Verdict("star", NOW, story[2], "b", (), (), ()))
    full.execute("UPDATE stories SET outlets = 2 WHERE id = ?", (story[3],))
    assert sweep(full) == {entry().source: 26}
    assert left(full)[:4] == ["Ticket a aa", "Ticket b bb", "Ticket c cc", "Ticket d dd"]


def test_what_new_entries_are_compared_with_stays(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last two weeks, whatever the bound."""
    monkeypatch.setattr(surplus, "MOST", MOST)
    saved(db, *(entry(f"Ticket {n}") for n in range(20)))
    assert sweep(db) == {}
    assert len(left(db)) == 20


def test_numbers_are_never_given_again(full: Store) -> None:
    """An entry that came last but is old keeps its place."""
    old = NOW - timedelta(days=90)
    saved(full, entry("Ancient", published=old, surfaced=old, first_seen=old))
    sweep(full)
    assert "Ancient" in left(full)
