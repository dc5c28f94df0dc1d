"""``cio-digest voices``, ``voices show`` and ``voices suggest``: the leaderboard, people to add."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import click

from cio_digest.cli import completing, days, moods, tables
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup
from cio_digest.errors import ConfigError
from cio_digest.runs import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.models import Voice
    from cio_digest.models.scorecards import Standing
    from cio_digest.scorecards.suggestions import SuggestedVoice
    from cio_digest.scorecards.voices import By
    from cio_digest.stories.leads import Ahead

FIRSTS = 5  # stories that a voice had first, the longest leads
SHOW_EPILOG = """\b
Examples:
  cio-digest voices show "Ada Byron"
  cio-digest voices show "Ada Byron" --days 90 --format json
"""
SUGGEST_EPILOG = """\b
Examples:
  cio-digest voices suggest               who keeps turning up in your stories
  cio-digest voices suggest --days 90
"""


class LeaderboardOptions(NamedTuple):
    """The options of the leaderboard."""

    days: int
    by: By | None
    role: str | None
    sector: str | None
    most: int
    mood: bool
    format_name: str | None


def leaderboard(ctx: click.Context, options: LeaderboardOptions) -> None:
    """Print how voices stand, the highest first."""
    from cio_digest.models.scorecards import Standing
    from cio_digest.render import figures
    from cio_digest.scorecards import mood
    from cio_digest.scorecards import moods as scored
    from cio_digest.scorecards import voices as rated
    from cio_digest.store import opened

    moods.possible(ctx, options.format_name, mood=options.mood)
    started = setup(ctx)
    voices = _picked(started.config.voices, options)
    to = options.format_name
    if not voices and tables.for_people(to):
        say("no voices yet: add [[voices]] to your feeds.toml, or import a list of them")
        return
    with opened(started.store) as db:
        heard = rated.hear(db, started.config, started.now, timedelta(days=options.days), voices)
        found = rated.leaderboard(db, started.config, heard, voices, options.by)[: options.most]
    felt = scored.of_voices(started.config, heard, options.by) if options.mood else []
    if not tables.show_records("voices", Standing._fields, found, to, days=options.days):
        columns = (options.by or "voice", *figures.VOICES[1:])
        tables.show_table(columns, [figures.voice(each) for each in found], to)
        tables.show_legend(figures.VOICES_LEGEND, to)
        few = figures.too_few(found, mood.FEWEST_POSTS, mood.FEWEST_PEOPLE) if options.by else ""
        tables.show_legend([few] if few else [], to)
    if options.mood:
        moods.show(felt, to)


def _picked(voices: Sequence[Voice], options: LeaderboardOptions) -> Sequence[Voice]:
    """The voices with the role and the sector asked for.

    Raises:
        ConfigError: none of the reader's voices has one that was asked for.
    """
    for key in ("role", "sector"):
        wanted = getattr(options, key)
        if voices and wanted is not None:
            known = dict.fromkeys(value for voice in voices if (value := getattr(voice, key)))
            voices = [v for v in voices if getattr(v, key).casefold() == wanted.casefold()]
            if not voices:
                has = f"they have {', '.join(known)}" if known else f"they have no {key}"
                raise ConfigError(f'none of your voices has the {key} "{wanted}"; {has}')
    return voices


@click.command("show", epilog=SHOW_EPILOG)
@click.argument("name", shell_complete=completing.voices)
@days.OVER
@tables.FORMAT
@click.pass_context
def show_(ctx: click.Context, name: str, days: int, format_name: str | None) -> None:
    """One voice in full: its figures, the stories it had first, what looks automated."""
    from cio_digest.models.scorecards import FirstStory, Standing
    from cio_digest.networks import health
    from cio_digest.scorecards import voices as rated
    from cio_digest.store import opened

    started = setup(ctx)
    voice = naming.voice(started.config, name)
    with opened(started.store) as db:
        heard = rated.hear(db, started.config, started.now, timedelta(days=days), [voice])
        (standing,) = rated.leaderboard(db, started.config, heard, [voice])
    sources = [source for source in started.config.sources if source.voice == voice.name]
    addresses = [source.handle or health.address(source.url) for source in sources]
    firsts = rated.firsts(heard, voice.name)
    first = tuple(FirstStory(each.first.title, timedelta(seconds=each.ahead)) for each in firsts)
    facts = {"days": days, "addresses": tuple(addresses), "first": first}
    if tables.show_records("voices", Standing._fields, [standing], format_name, **facts):
        return
    rows = _rows(standing, addresses, firsts, days)
    about = filter(None, (voice.role, voice.sector, voice.organisation, voice.size))
    tables.show_table((voice.name, "", " · ".join(about)), rows, format_name)


def _rows(
    standing: Standing, addresses: Sequence[str], firsts: Sequence[Ahead], days: int
) -> list[tuple[str, str, str]]:
    from cio_digest.render import figures

    return [
        ("speaks at", "", ", ".join(addresses)),
        *figures.voice_in_full(standing, days),
        *(
            ("first with", figures.lead(timedelta(seconds=each.ahead)), each.first.title)
            for each in firsts[:FIRSTS]
        ),
    ]


@click.command("suggest", epilog=SUGGEST_EPILOG)
@days.OVER
@tables.FORMAT
@click.pass_context
def suggest(ctx: click.Context, days: int, format_name: str | None) -> None:
    """People who keep turning up in your stories and whom you don't follow, with the lines to add.

    They come from searches and from what your voices pass on.
    """
    from cio_digest.models.scorecards import Suggestion
    from cio_digest.render import figures
    from cio_digest.scorecards.suggestions import suggestions
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        found = suggestions(db, started.config, started.now, timedelta(days=days))
    given = [each.suggestion for each in found]
    if tables.show_records("suggestions", Suggestion._fields, given, format_name, days=days):
        return
    rows = [figures.suggestion(each) for each in given]
    tables.show_table(
        figures.SUGGESTIONS,
        rows,
        format_name,
        "Nobody whom you don't follow keeps turning up in your stories.",
    )
    if found and tables.for_people(format_name):
        tables.show_legend(figures.SUGGESTIONS_LEGEND, format_name)
        _show_lines(found)


def _show_lines(suggestions: Sequence[SuggestedVoice]) -> None:
    """What to add to feeds.toml."""
    from cio_digest.cli.output import show
    from cio_digest.config import writing

    show(f"\n{writing.tables('voices', [each.table for each in suggestions])}")
