"""``cio-digest feedback``: what was learnt from the reader's verdicts, shown or reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import groups, tables
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.config import Config
    from cio_digest.store import Store

EPILOG = """\b
Examples:
  cio-digest feedback show             every weight that was learnt
  cio-digest feedback list             every verdict, stars included
  cio-digest feedback reset webinar    forget what was learnt of a word
  cio-digest feedback reset --all      forget everything
"""
_NOTHING = "Nothing was learnt yet; say what you think of a story: cio-digest more 3"
_KINDS = {"sources": "source", "voices": "voice", "words": "word"}


@click.group(cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """Show or reset what the program learnt from star, more, less and hide.

    Each verdict counts for the sources, voices and words of its story, half as much every two
    months. In the score it is the term "feedback".
    """


@command.command(epilog="\b\nExamples:\n  cio-digest feedback show")
@click.option("--max", "most", type=click.IntRange(1), default=20, show_default=True, help="Rows.")
@tables.FORMAT
@click.pass_context
def show(ctx: click.Context, most: int, format_name: str | None) -> None:
    """Show every weight, the strongest first: from +2 (liked) to -2 (not)."""
    from cio_digest.models.records import LearntWeight
    from cio_digest.ranking import feedback
    from cio_digest.store import feedback as feedback_table
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        learnt = feedback.weights(feedback_table.load(db), started.now)
        titles = _titles(db, started.config)
    weights = [
        LearntWeight(titles.get(name, name), _KINDS[kind], value, verdicts)
        for kind, name, value, verdicts in learnt[:most]
    ]
    if tables.show_records("weights", LearntWeight._fields, weights, format_name):
        return
    rows = [(name, kind, f"{value:+.2f}", str(count)) for name, kind, value, count in weights]
    tables.show_table(("what", "is a", "weight", "verdicts"), rows, format_name, _NOTHING)


@command.command("list", epilog="\b\nExamples:\n  cio-digest feedback list")
@tables.FORMAT
@click.pass_context
def list_(ctx: click.Context, format_name: str | None) -> None:
    """List every verdict, the newest first."""
    from cio_digest.models.rows import Verdict
    from cio_digest.store import feedback, opened

    started = setup(ctx)
    zone = started.config.settings.timezone
    with opened(started.store) as db:
        verdicts = [*reversed(feedback.load(db))]
    if tables.show_records("verdicts", Verdict._fields, verdicts, format_name):
        return
    rows = [
        (each.title, each.verdict, f"{each.time.astimezone(zone):%Y-%m-%d}") for each in verdicts
    ]
    tables.show_table(("story", "verdict", "on"), rows, format_name, _NOTHING)


@command.command(epilog="\b\nExamples:\n  cio-digest feedback reset --all")
@click.argument("names", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Forget everything.")
@click.pass_context
def reset(ctx: click.Context, names: tuple[str, ...], everything: bool) -> None:
    """Forget what was learnt of a source, a voice or a word, or everything."""
    from cio_digest.cli.failures import say
    from cio_digest.store import feedback, opened

    if bool(names) == everything:
        raise click.UsageError("Name what to forget, or say --all.", ctx)
    started = setup(ctx)
    with opened(started.store) as db:
        if everything:
            say(f"forgot {_verdicts(feedback.forget_all(db))} in all")
        titles = _titles(db, started.config) if names else {}
        for name in names:
            called = [key for key, title in titles.items() if title.casefold() == name.casefold()]
            count = feedback.forget(db, {name, *called})
            if not count:
                say(f"nothing was learnt of {name}; cio-digest feedback show lists what was")
                ctx.exit(1)
            say(f"forgot {_verdicts(count)} of {name}")


def _verdicts(count: int) -> str:
    return f"{count} verdict{'' if count == 1 else 's'}"


def _titles(db: Store, config: Config) -> dict[str, str]:
    """What each source is called, by its key."""
    from cio_digest.store import sources as source_table

    own = {source.key: source.title for source in config.sources if source.title}
    return source_table.titles(db) | own
