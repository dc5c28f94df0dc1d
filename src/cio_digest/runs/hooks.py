"""What happened in a run, as JSON to the reader's own programs under ``[hooks]``.

docs/hooks.md describes what each event holds. ``VERSION`` grows only when a key goes away or
changes its meaning; new keys may come. A program that fails is a line for the reader, no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.networks import polling
from cio_digest.store import facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cio_digest.config import Program
    from cio_digest.digest import DigestOptions
    from cio_digest.models import Digest
    from cio_digest.models.pages import Trends
    from cio_digest.runs import Setup
    from cio_digest.runs.update import Outcome

VERSION = 1


def digest_made(setup: Setup, digest: Digest, options: DigestOptions) -> list[str]:
    """Today's whole digest was made, or grew; printing it again is no event."""
    whole = options == type(options)() and digest.health.last_fetch
    if not (setup.config.hooks.after_digest and whole and _is_news(setup, digest)):
        return []
    from cio_digest import render

    text = render.digest(digest, "json", render.Surface())
    return _call(setup, "after_digest", {"digest": _value(text)})


def keywords_found(setup: Setup, trends: Trends) -> list[str]:
    """Watched keywords brought something."""
    from cio_digest import render

    text = render.trends(trends, "json", render.Surface())
    facts = {"keywords": _value(text)["terms"], "notes": trends.notes}
    return _call(setup, "on_keyword", facts)


def broken(setup: Setup, outcomes: Sequence[Outcome]) -> list[str]:
    """Sources need a person: they failed so often in a row, or are gone."""
    if not setup.config.hooks.on_failure:
        return []
    sources = [outcome for outcome in outcomes if needs_a_person(outcome)]
    if not sources:
        return []
    many = "1 source needs" if len(sources) == 1 else f"{len(sources)} sources need"
    return failed(setup, "fetch", f"{many} you", sources)


def failed(setup: Setup, command: str, reason: str, outcomes: Sequence[Outcome] = ()) -> list[str]:
    """A command could not do what it is for."""
    sources = [_source(outcome) for outcome in outcomes]
    return _call(setup, "on_failure", {"command": command, "reason": reason, "sources": sources})


def needs_a_person(outcome: Outcome) -> bool:
    """Whether this run is the one that shows a source to be broken, or gone."""
    gone = outcome.after.gone and not outcome.before.gone
    return gone or (outcome.failed and outcome.after.failures == polling.BROKEN_AFTER)


def call(program: Program | None, event: str, facts: Mapping[str, Any], now: datetime) -> list[str]:
    """Tell the program of an event, if there is one; gives a line on what went wrong, if it did."""
    if program is None:
        return []
    from json import dumps

    from cio_digest.fetch import programs

    time = now.isoformat().replace("+00:00", "Z")
    document = {"version": VERSION, "event": event, "time": time, **facts}
    text = dumps(document, ensure_ascii=False) + "\n"
    try:
        done = programs.run(
            program.command, text.encode("utf-8", "replace"), seconds=program.seconds, most=0
        )
    except programs.ProgramError as error:
        return [f"{event}: {program.command[0]}: {error.reason}"]
    return [f"{event}: {program.command[0]}: exit code {done.code}"] if done.code else []


def _call(setup: Setup, event: str, facts: dict[str, Any]) -> list[str]:
    return call(getattr(setup.config.hooks, event), event, facts, setup.now)


def _is_news(setup: Setup, digest: Digest) -> bool:
    """Whether this day with these stories was not reported yet; it is marked as reported."""
    from zlib import crc32

    from cio_digest.digest import items
    from cio_digest.store import if_writable, opened

    mark = crc32(f"{digest.date} {[item.story for item in items.shown(digest)]}".encode())
    with opened(setup.store) as db:
        before = facts.number(db, "digest told")
        with if_writable(db):
            facts.remember(db, "digest told", mark)
    return mark != before


def _source(outcome: Outcome) -> dict[str, Any]:
    from cio_digest.networks import health

    source, after = outcome.source, outcome.after
    since = after.failing_since
    return {
        "source": health.name(source, after),
        "address": health.address(source.url),
        "reason": after.error or "gone for good (410)",
        "since": since.isoformat().replace("+00:00", "Z") if since else None,
        "failures": after.failures,
        "gone": after.gone,
    }


def _value(text: str) -> Any:
    from json import loads

    return loads(text)
