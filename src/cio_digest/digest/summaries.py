"""A digest to the same one with its stories summed up by a program of the reader's own.

What the program does not answer to stands as it was, and the digest says so.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from cio_digest.digest import items, muted
from cio_digest.fetch.programs import Failure, answers
from cio_digest.store import entries as entry_table
from cio_digest.store import if_writable
from cio_digest.store import summaries as summary_table
from cio_digest.text import characters, normalize, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cio_digest.config import Config, Program
    from cio_digest.models import Digest, Entry, Item
    from cio_digest.store import Store

    Progress = Callable[[int, int], None]

LENGTH = 300  # characters of a summary
TEXT = 12_000  # characters of a story that the program is given
ENTRIES = 12  # that they come from, at most, each with its share

_BETWEEN = "\n\n"
_NOTE = "summaries: "
# What a program writes for a terminal: colours, cursor movements, links (ECMA-48, 5.4 and 5.6).
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


def told(
    db: Store,
    config: Config,
    program: Program,
    digest: Digest,
    *,
    after: int = 0,
    progress: Progress = lambda *_: None,
) -> Digest:
    """The digest with its stories above number ``after`` summed up by the program.

    How many of how many stories are summed up goes to ``progress``.
    """
    wanted = [item.story for item in items.shown(digest) if item.number > after]
    found = _found(db, program, _texts(db, config, digest, wanted), progress)
    failures = [each for each in found.values() if isinstance(each, Failure)]
    values = {story: each for story, each in found.items() if isinstance(each, str)}
    notes = digest.notes
    if failures:
        others = (note for note in notes if not note.startswith(_NOTE))
        notes = (*others, _note(program, failures, len(found)))
    return digest._replace(
        sections=tuple(
            section._replace(items=_replaced(section.items, values)) for section in digest.sections
        ),
        late=_replaced(digest.late, values),
        notes=notes,
    )


def _texts(db: Store, config: Config, digest: Digest, stories: Iterable[int]) -> dict[int, str]:
    """What the program is given of each story."""
    followed = {source.key for source in config.sources}
    muting = muted.words(config)
    told = entry_table.of_stories(db, stories, digest.until)
    kept = {
        story: [
            each
            for each in entries
            if each.source in followed and not (muting and muting.reason(each))
        ]
        for story, entries in told.items()
    }
    return {story: text(entries) for story, entries in kept.items() if entries}


def text(entries: Iterable[Entry]) -> str:
    """Titles and texts of a story's entries, an empty line between two, copies once.

    Where they are too long, each gets a fair share: what short ones leave is for the long ones.
    """
    blocks = list(dict.fromkeys(f"{each.title}\n{each.text}".strip() for each in entries))
    cut, room = {}, TEXT
    shortest = sorted(blocks[:ENTRIES], key=len)
    for left, block in zip(range(len(shortest), 0, -1), shortest, strict=True):
        cut[block] = characters.shorten(block, room // left - len(_BETWEEN))
        room -= len(cut[block]) + len(_BETWEEN)
    return _BETWEEN.join(cut[block] for block in blocks[:ENTRIES])


def _found(
    db: Store, program: Program, texts: Mapping[int, str], progress: Progress
) -> dict[int, str | Failure]:
    """The program's summary of each story, asked for what the store does not have."""
    marks = {story: _mark(program, text) for story, text in texts.items()}
    kept = {
        story: value
        for story, mark in marks.items()
        if (value := summary_table.load(db, story, mark))
    }
    missing = [story for story in texts if story not in kept]
    summed_up = asked(program, [texts[story] for story in missing], progress)
    fresh = dict(zip(missing, summed_up, strict=True))
    good = [(story, marks[story], each) for story, each in fresh.items() if isinstance(each, str)]
    with if_writable(db):
        summary_table.keep(db, good)
    return {**kept, **fresh}


def asked(
    program: Program, texts: Sequence[str], progress: Progress = lambda *_: None
) -> list[str | Failure]:
    """What the program makes of each text, as a summary, or why it makes none.

    What fails is asked once more; where nothing works, it is the program that does not.
    """
    found = _answers(program, texts, progress)
    failed = [at for at, answer in enumerate(found) if isinstance(answer, Failure)]
    if 0 < len(failed) < len(texts):
        again = _answers(program, [texts[at] for at in failed], progress)
        for at, answer in zip(failed, again, strict=True):
            found[at] = answer
    return found


def _answers(program: Program, texts: Sequence[str], progress: Progress) -> list[str | Failure]:
    if texts:
        progress(0, len(texts))
    found = answers(
        program.command, texts, program.seconds, lambda done: progress(done, len(texts))
    )
    return [*map(_cleaned, found)]


def _mark(program: Program, text: str) -> str:
    data = "\0".join((*program.command, text)).encode("utf-8", "replace")
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _cleaned(answer: str | Failure) -> str | Failure:
    """An answer on one line and of a summary's length."""
    if isinstance(answer, Failure):
        return answer
    value = characters.line(normalize.text(_thought(_ESCAPES.sub("", answer))))
    return _cut(value) or Failure("nothing printed")


def _thought(answer: str) -> str:
    """An answer without what a model thinks aloud before it, as deepseek-r1 and qwen3 do."""
    return answer.rpartition("</think>")[2].partition("<think>")[0]


def _cut(value: str) -> str:
    """At most ``LENGTH`` characters, after a sentence or, where that is far too early, a word."""
    if len(value) <= LENGTH:
        return value
    head = value[:LENGTH]
    whole = head.rpartition(summary.split(head)[-1])[0].rstrip()
    return whole if len(whole) > LENGTH // 3 else characters.shorten(value, LENGTH)


def _note(program: Program, failures: Sequence[Failure], total: int) -> str:
    reasons = ", ".join(reason for (reason,), _ in Counter(failures).most_common(3))
    name = re.split(r"[/\\]", program.command[0])[-1]
    count = f"{len(failures)} of {total} {'story' if total == 1 else 'stories'}"
    return f"{_NOTE}{name} failed for {count} ({reasons}); our own stand in"


def _replaced(shown: Iterable[Item], values: Mapping[int, str]) -> tuple[Item, ...]:
    return tuple(item._replace(summary=values.get(item.story, item.summary)) for item in shown)
