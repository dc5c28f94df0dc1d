"""Verdicts are kept, replaced by later ones on the same story, and forgotten on request."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.conftest import NOW

from cio_digest.models.rows import Verdict
from cio_digest.store import feedback
from cio_digest.store import stories as story_table

if TYPE_CHECKING:
    from cio_digest.store import Store

MORE = Verdict("more", NOW, 1, "Passkeys", ("a", "b"), ("@ada@x.example",), ("passkey", "bank"))
HIDE = Verdict("hide", NOW + timedelta(hours=1), 2, "Webinar", ("b",), (), ("webinar", "bank"))


def test_what_was_said_is_kept(db: Store) -> None:
    """Oldest first, all of it."""
    feedback.add(db, HIDE)
    feedback.add(db, MORE)
    assert feedback.load(db) == [MORE, HIDE]


def test_a_second_thought_replaces_the_first(db: Store) -> None:
    """One verdict a story."""
    feedback.add(db, MORE)
    feedback.add(db, MORE._replace(verdict="less"))
    assert [said.verdict for said in feedback.load(db)] == ["less"]


def test_hidden_stories_stay_hidden_under_another_number(db: Store) -> None:
    """A hidden story that became part of another hides that one."""
    feedback.add(db, HIDE)
    feedback.add(db, MORE)
    assert feedback.hidden(db, [1, 2, 3]) == {2}
    story_table.assign(db, {}, [(2, 1)])
    assert feedback.hidden(db, [1, 3]) == {1}


def test_one_thing_is_forgotten(db: Store) -> None:
    """A word, a source or a voice, in every verdict that has it."""
    feedback.add(db, MORE)
    feedback.add(db, HIDE)
    assert feedback.forget(db, {"bank"}) == 2
    assert feedback.forget(db, {"b"}) == 2
    assert feedback.forget(db, {"nothing"}) == 0
    assert feedback.load(db) == [
        MORE._replace(sources=("a",), words=("passkey",)),
        HIDE._replace(sources=(), words=("webinar",)),
    ]


def test_everything_is_forgotten(db: Store) -> None:
    """And counted."""
    feedback.add(db, MORE)
    feedback.add(db, HIDE)
    assert feedback.forget_all(db) == 2
    assert feedback.load(db) == []
