"""What the reader said of stories, oldest first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cio_digest.models.rows import Verdict
from cio_digest.store.entries import array
from cio_digest.store.times import moment, seconds
from cio_digest.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cio_digest.store.engine import Store


def add(db: Store, verdict: Verdict) -> None:
    """Keep a verdict; it takes the place of an earlier one on the same story."""
    with transaction(db):
        db.execute("DELETE FROM feedback WHERE story = ?", (verdict.story,))
        db.execute(
            "INSERT INTO feedback (verdict, time, story, title, sources, voices, words) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                verdict.verdict,
                seconds(verdict.time),
                verdict.story,
                verdict.title,
                *(json.dumps(part, ensure_ascii=False) for part in verdict[4:]),
            ),
        )


def load(db: Store) -> list[Verdict]:
    """Every verdict."""
    rows = db.execute(
        "SELECT verdict, time, coalesce(a.story, feedback.story), title, sources, voices, words "
        "FROM feedback LEFT JOIN story_aliases a ON a.id = feedback.story "
        "ORDER BY time, feedback.id"
    )
    return [
        Verdict(verdict, moment(time), story, title, *map(array, parts))
        for verdict, time, story, title, *parts in rows
    ]


def hidden(db: Store, stories: Iterable[int]) -> set[int]:
    """Those of the stories that the reader does not want to see again."""
    wanted = set(stories)
    rows = db.execute(
        "SELECT coalesce(a.story, feedback.story) FROM feedback "
        "LEFT JOIN story_aliases a ON a.id = feedback.story WHERE verdict = 'hide'"
    )
    return wanted & {row[0] for row in rows}


def forget_all(db: Store) -> int:
    """Forget all verdicts; gives how many."""
    with transaction(db):
        return int(db.execute("DELETE FROM feedback").rowcount)


def forget(db: Store, names: Collection[str]) -> int:
    """Forget what verdicts said of sources (by their keys), voices or words; gives of how many."""
    touched = set()
    with transaction(db):
        for column in ("sources", "voices", "words"):
            rows = db.execute(f"SELECT id, {column} FROM feedback").fetchall()
            for key, value in rows:
                kept = [each for each in array(value) if each not in names]
                if len(kept) < len(array(value)):
                    text = json.dumps(kept, ensure_ascii=False)
                    db.execute(f"UPDATE feedback SET {column} = ? WHERE id = ?", (text, key))
                    touched.add(key)
    return len(touched)
