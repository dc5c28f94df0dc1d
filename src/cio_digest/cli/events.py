"""What happened in a command to the programs under ``[hooks]``; one that fails is told, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cio_digest.cli.failures import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.cli.setup import Setup
    from cio_digest.digest import Options
    from cio_digest.models import Digest
    from cio_digest.models.pages import Trends
    from cio_digest.runs.update import Outcome


def made(started: Setup, digest: Digest, options: Options) -> None:
    """Today's whole digest was made, or grew; printing it again is no event."""
    whole = options == type(options)() and digest.health.last_fetch
    if started.config.hooks.after_digest and whole and _is_news(started, digest):
        from cio_digest import render

        text = render.digest(digest, "json", render.Surface())
        _call(started, "after_digest", {"digest": _value(text)})


def _is_news(started: Setup, made: Digest) -> bool:
    """Whether this day with these stories was not told yet; from now on it was."""
    from zlib import crc32

    from cio_digest.digest import items
    from cio_digest.store import entries, if_writable, opened

    mark = crc32(f"{made.date} {[item.story for item in items.shown(made)]}".encode())
    with opened(started.store) as db:
        before = entries.fact(db, "digest told")
        with if_writable(db):
            entries.remember(db, "digest told", mark)
    return mark != before


def keyword(started: Setup, found: Trends) -> None:
    """Watched keywords brought something."""
    from cio_digest import render

    text = render.trends(found, "json", render.Surface())
    _call(started, "on_keyword", {"keywords": _value(text)["terms"], "notes": found.notes})


def broken(started: Setup, outcomes: Sequence[Outcome]) -> None:
    """Sources need a person: they failed so often in a row, or are gone."""
    if not started.config.hooks.on_failure:
        return
    from cio_digest.cli import report

    found = [outcome for outcome in outcomes if report.needs_a_person(outcome)]
    if found:
        many = "1 source needs" if len(found) == 1 else f"{len(found)} sources need"
        failed(started, "fetch", f"{many} you", found)


def failed(started: Setup, command: str, reason: str, outcomes: Sequence[Outcome] = ()) -> None:
    """A command could not do what it is for."""
    sources = [_source(outcome) for outcome in outcomes]
    _call(started, "on_failure", {"command": command, "reason": reason, "sources": sources})


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


def _call(started: Setup, event: str, facts: dict[str, Any]) -> None:
    program = getattr(started.config.hooks, event)
    if program:
        from cio_digest.runs import hooks

        say(*hooks.call(program, event, facts, started.now))
