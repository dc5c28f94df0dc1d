"""``cio-digest star``, ``more``, ``less`` and ``hide``: a verdict on stories, by their numbers."""

from __future__ import annotations

import click

from cio_digest.cli import numbered
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup


def _command(verdict: str, purpose: str, done: str) -> click.Command:
    """The command that keeps a verdict on each story, and says ``done`` of it."""
    examples = f"\b\nExamples:\n  cio-digest {verdict} 3\n  cio-digest {verdict} 1 4 5\n"

    @click.command(verdict, help=purpose, epilog=examples)
    @numbered.STORIES
    @click.pass_context
    def command(ctx: click.Context, numbers: tuple[int, ...]) -> None:
        from cio_digest.digest import explain
        from cio_digest.ranking import feedback
        from cio_digest.store import feedback as feedback_table
        from cio_digest.store import opened

        started = setup(ctx)
        topics, now = started.config.topics, started.now
        with opened(started.store) as db:
            for item in [explain.numbered(db, number) for number in numbers]:
                story = explain.story(db, item)
                feedback_table.add(db, feedback.said(verdict, story, item.title, topics, now))
                say(f"{done}: {item.title}")

    return command


star = _command(
    "star",
    "Like a story by its number in the digest printed last, and remember it.",
    "starred",
)
more = _command(
    "more",
    "Ask for more like a story, by its number in the digest printed last.",
    "more like",
)
less = _command(
    "less",
    "Ask for less like a story, by its number in the digest printed last.",
    "less like",
)
hide = _command(
    "hide",
    "Never show a story again, by its number in the digest printed last, and ask for less like it.",
    "hidden from the next digest on",
)
