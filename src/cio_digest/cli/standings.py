"""``cio-digest voices``, ``voices show`` and ``voices suggest``: how voices stand, whom to add."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import click

from cio_digest.cli import naming
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.cli.setup import Setup
    from cio_digest.leads import Ahead
    from cio_digest.models import Voice
    from cio_digest.rating.suggest import Candidate
    from cio_digest.rating.voices import By
    from cio_digest.scorecards.voices import Standing

days = click.option("--days", type=click.IntRange(1, 366), default=30, help="Over how many days.")
format_ = click.option(
    "--format",
    "wanted",
    type=click.Choice(["terminal", "markdown", "json", "csv", "plain"]),
    help="What to print; else a terminal gets terminal, a pipe markdown.",
)


FIRSTS = 5  # stories that a voice had first, the longest leads


class Options(NamedTuple):
    """What the leaderboard was asked for."""

    days: int
    by: By | None
    role: str | None
    sector: str | None
    most: int
    wanted: str | None


def leaderboard(ctx: click.Context, options: Options) -> None:
    """Print how voices stand, the highest first."""
    from cio_digest import rating
    from cio_digest.store import opened

    started = setup(ctx)
    voices = _picked(started, options)
    if not voices:
        say("no voices yet: add [[voices]] to your feeds.toml, or import a list of them")
        return
    with opened(started.store) as db:
        heard = rating.hear(db, started.config, started.now, timedelta(days=options.days), voices)
        found = rating.leaderboard(db, started.config, heard, voices, options.by)[: options.most]
    _print(options, found)


def _print(options: Options, found: Sequence[Standing]) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.render import figures

    to = chosen(options.wanted)
    if to in render.RECORDS:
        show(render.records("voices", found, to))
        return
    columns = (options.by or "voice", *figures.VOICES[1:])
    rows = [figures.voice(each) for each in found]
    show(render.table(columns, rows, to, surface(os.environ)))


def _picked(started: Setup, options: Options) -> list[Voice]:
    """The voices with the role and the sector asked for.

    Raises:
        ConfigError: none of the reader's voices has one that was asked for.
    """
    voices = list(started.config.voices)
    for key in ("role", "sector"):
        wanted = getattr(options, key)
        if voices and wanted is not None:
            known = dict.fromkeys(value for voice in voices if (value := getattr(voice, key)))
            voices = [v for v in voices if getattr(v, key).casefold() == wanted.casefold()]
            if not voices:
                has = f"they have {', '.join(known)}" if known else f"they have no {key}"
                raise ConfigError(f'none of your voices has the {key} "{wanted}"; {has}')
    return voices


@click.command(
    "show",
    epilog="""\b
Examples:
  cio-digest voices show "Ada Byron"
  cio-digest voices show "Ada Byron" --days 90 --format json
""",
)
@click.argument("name")
@days
@format_
@click.pass_context
def show_(ctx: click.Context, name: str, days: int, wanted: str | None) -> None:
    """One voice in full: its figures, the stories it had first, what looks automated."""
    from cio_digest import health, rating
    from cio_digest.store import opened

    started = setup(ctx)
    voice = naming.voice(started.config, name)
    with opened(started.store) as db:
        heard = rating.hear(db, started.config, started.now, timedelta(days=days), [voice])
        (standing,) = rating.leaderboard(db, started.config, heard, [voice])
    sources = [source for source in started.config.sources if source.voice == voice.name]
    addresses = [source.handle or health.address(source.url) for source in sources]
    _print_one(standing, addresses, rating.firsts(heard, voice.name), days, wanted)


@click.command(
    "suggest",
    epilog="""\b
Examples:
  cio-digest voices suggest               who keeps turning up in your stories
  cio-digest voices suggest --days 90
""",
)
@days
@format_
@click.pass_context
def suggest(ctx: click.Context, days: int, wanted: str | None) -> None:
    """People who keep turning up in your stories and whom you don't follow, with the lines to add.

    They come from searches and from what your voices pass on.
    """
    from cio_digest import rating
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        found = rating.suggestions(db, started.config, started.now, timedelta(days=days))
    _print_suggestions(found, wanted)


def _print_one(
    standing: Standing,
    addresses: Sequence[str],
    firsts: Sequence[Ahead],
    days: int,
    wanted: str | None,
) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.render import figures

    to = chosen(wanted)
    if to in render.RECORDS:
        show(render.records("voices", [standing], to))
        return
    facts = filter(None, (standing.role, standing.sector, standing.organisation))
    rows = [("speaks at", "", ", ".join(addresses)), *figures.voice_in_full(standing, days)]
    rows += [("first with", figures.lead(each.ahead), each.first.title) for each in firsts[:FIRSTS]]
    heading = (standing.name, "", " · ".join(facts))
    show(render.table(heading, rows, to, surface(os.environ)))


def _print_suggestions(found: Sequence[Candidate], wanted: str | None) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.config import edit
    from cio_digest.render import figures

    to = chosen(wanted)
    given = [each.suggestion for each in found]
    if to in render.RECORDS:
        show(render.records("suggestions", given, to))
    elif not found:
        show("Nobody whom you don't follow keeps turning up in your stories.\n")
    else:
        rows = [figures.suggestion(each) for each in given]
        show(render.table(figures.SUGGESTIONS, rows, to, surface(os.environ)))
        show(f"\n{edit.written('voices', [each.table for each in found])}")
