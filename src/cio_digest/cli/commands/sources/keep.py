"""``cio-digest sources remove``, ``rename``, ``tag``, ``mute``: one change of feeds.toml each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cio_digest.cli import completing, days, groups
from cio_digest.cli.failures import say
from cio_digest.cli.setup import own
from cio_digest.errors import ConfigError

if TYPE_CHECKING:
    from cio_digest.models import Source
    from cio_digest.runs import Setup
    from cio_digest.text.when import When

REMOVE = """\b
Examples:
  cio-digest sources remove "The Ledger"
  cio-digest sources remove https://ledger.example/feed
"""
RENAME = """\b
Examples:
  cio-digest sources rename "Latest headlines" "The Ledger"
"""
TAG = """\b
Examples:
  cio-digest sources tag "The Ledger" +crm -daily
"""
MUTE = """\b
Examples:
  cio-digest sources mute "The Ledger" --until 2027-01-10
"""
UNMUTE = """\b
Examples:
  cio-digest sources unmute "The Ledger"
"""


@click.command("remove", epilog=REMOVE)
@click.argument("name", shell_complete=completing.sources)
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Follow a source no longer: take it out of your feeds.toml.

    NAME is its title or its address; of a voice, all its addresses go. What was read of it stays in
    the store, but is not shown any more.
    """
    from cio_digest.config import edit

    started, source, called = _chosen(ctx, name)
    backup = edit.remove(started.config.path, _line(source))
    _say(f"{called} is followed no longer", backup)


@click.command("rename", epilog=RENAME)
@click.argument("name", shell_complete=completing.sources)
@click.argument("new")
@click.pass_context
def rename(ctx: click.Context, name: str, new: str) -> None:
    """Call a source or a voice by another name."""
    from cio_digest.config import edit

    started, source, called = _chosen(ctx, name)
    voice = edit.table_of(started.config.path, _line(source)) == "voices"
    _change(started, source, {"name" if voice else "title": new}, f"{called} is now called {new}")


@click.command("tag", cls=groups.SignedWords, epilog=TAG)
@click.argument("name", shell_complete=completing.sources)
@click.argument("changes", nargs=-1, required=True, metavar="+TAG|-TAG...")
@click.pass_context
def tag(ctx: click.Context, name: str, changes: tuple[str, ...]) -> None:
    """Give a source tags (+TAG), or take some away (-TAG)."""
    if any(each[0:1] not in {"+", "-"} or not each[1:] for each in changes):
        raise click.UsageError("Write +TAG to give a tag and -TAG to take it away.", ctx)
    started, source, called = _chosen(ctx, name)
    less = [each[1:] for each in changes if each[0] == "-"]
    more = [each[1:] for each in changes if each[0] == "+"]
    tags = [each for each in dict.fromkeys([*source.tags, *more]) if each not in less]
    several = "" if len(tags) == 1 else "s"
    said = f"{called} has the tag{several} {', '.join(tags)}" if tags else f"{called} has no tags"
    _change(started, source, {"tags": tags or None}, said)


@click.command("mute", epilog=MUTE)
@click.argument("name", shell_complete=completing.sources)
@click.option(
    "--until",
    callback=days.ahead,
    required=True,
    metavar="DAY",
    help="When it is back: 2027-01-10, or 2w from now.",
)
@click.pass_context
def mute(ctx: click.Context, name: str, until: When) -> None:
    """Keep a source out of your digests until a day.

    It is read all the same, so that search finds what it said and nothing is missing afterwards.
    """
    started, source, called = _chosen(ctx, name)
    today = started.now.date()
    back = until.day(today, ahead=True)
    if back <= today:
        raise click.UsageError(f"{back} is not to come; name a day after today.", ctx)
    _change(started, source, {"muted_until": back}, f"{called} is muted until {back}")


@click.command("unmute", epilog=UNMUTE)
@click.argument("name", shell_complete=completing.sources)
@click.pass_context
def unmute(ctx: click.Context, name: str) -> None:
    """Let a muted source speak again."""
    started, source, called = _chosen(ctx, name)
    if source.muted_until is None:
        say(f"{called} is not muted")
        return
    _change(started, source, {"muted_until": None}, f"{called} is muted no longer")


def _chosen(ctx: click.Context, name: str) -> tuple[Setup, Source, str]:
    """The source that is meant, in a file that may be changed, and what it is called in lists."""
    from cio_digest.networks import health
    from cio_digest.runs import naming
    from cio_digest.runs.naming import states

    started = own(ctx, "sources are kept in")
    known = states(started)
    source = naming.one(started.config, name, known)
    if source.stack:
        raise ConfigError(
            f"{health.name(source, known[source.key])} is read for your [[stack]]; "
            f"change that by cio-digest config edit ({source.where})"
        )
    return started, source, source.voice or health.name(source, known[source.key])


def _line(source: Source) -> int:
    return int(source.where.rpartition(":")[2])


def _change(started: Setup, source: Source, changes: dict[str, Any], message: str) -> None:
    from cio_digest.config import edit

    _say(message, edit.change(started.config.path, _line(source), changes))


def _say(message: str, backup: str) -> None:
    say(f"{message}; your feeds.toml as it was is {backup}")
