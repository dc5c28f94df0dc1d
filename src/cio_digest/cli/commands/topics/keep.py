"""``cio-digest topics add``, ``edit``, ``remove``: one change of feeds.toml each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cio_digest.cli import Amount, completing, groups
from cio_digest.cli.failures import say
from cio_digest.cli.setup import own

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cio_digest.models import Topic
    from cio_digest.runs import Setup

ADD = """\b
Examples:
  cio-digest topics add Robots                       its name is its keyword
  cio-digest topics add Robots robot "robotic arm" --exclude "robot vacuum"
"""
EDIT = """\b
Examples:
  cio-digest topics edit CRM +Copilot -Zoho    one keyword more, one less
  cio-digest topics edit CRM --exclude "CRM jobs" --weight 1.5
"""
REMOVE = """\b
Examples:
  cio-digest topics remove Robots
"""
_DAY = timedelta(days=1)

_weight = click.option("--weight", type=Amount(0, 10), help="How much it counts; 1 is usual.")


@click.command("add", epilog=ADD)
@click.argument("name")
@click.argument("keywords", nargs=-1, metavar="[KEYWORD]...")
@click.option("--exclude", multiple=True, metavar="WORD", help="What keeps a story out of it.")
@_weight
@click.pass_context
def add(
    ctx: click.Context,
    name: str,
    keywords: tuple[str, ...],
    exclude: tuple[str, ...],
    weight: float | None,
) -> None:
    """Add a topic to your feeds.toml, below those that are there.

    Without a KEYWORD its name is its keyword.
    """
    from cio_digest.runs import topics

    started = own(ctx, "topics are added to")
    table = {"keywords": _once(keywords or (name,)), "exclude": _once(exclude), "weight": weight}
    done = topics.add(started, name, {key: each for key, each in table.items() if each})
    _say(f"{name} is a topic of yours", done.backup)
    _say_today(started, done.topic)


@click.command("edit", cls=groups.SignedWords, epilog=EDIT)
@click.argument("name", shell_complete=completing.topics)
@click.argument(
    "changes", nargs=-1, metavar="[+KEYWORD|-KEYWORD]...", shell_complete=completing.keywords
)
@click.option("--exclude", multiple=True, metavar="WORD", help="What keeps a story out of it.")
@click.option("--no-exclude", multiple=True, metavar="WORD", help="What does so no more.")
@_weight
@click.pass_context
def edit(
    ctx: click.Context,
    name: str,
    changes: tuple[str, ...],
    exclude: tuple[str, ...],
    no_exclude: tuple[str, ...],
    weight: float | None,
) -> None:
    """Give a topic keywords (+KEYWORD), take some away (-KEYWORD), or change its weight."""
    from cio_digest.runs import topics

    if any(each[0:1] not in {"+", "-"} or not each[1:].strip() for each in changes):
        raise click.UsageError("Write +KEYWORD to add a keyword and -KEYWORD to remove it.", ctx)
    if not (changes or exclude or no_exclude or weight is not None):
        raise click.UsageError("Say what to change: +KEYWORD, -KEYWORD or an option.", ctx)
    started = own(ctx, "topics are kept in")
    more = _once(each[1:] for each in changes if each[0] == "+")
    less = _once(each[1:] for each in changes if each[0] == "-")
    excluded, no_more = _once(exclude), _once(no_exclude)
    wanted = topics.Change(more, less, excluded, no_more, weight)
    done = topics.edit(started, name, wanted)
    _say(f"{done.topic.name} has {_summary(done.topic)}", done.backup)
    _say_today(started, done.topic, done.before)


@click.command("remove", epilog=REMOVE)
@click.argument("name", shell_complete=completing.topics)
@click.pass_context
def remove(ctx: click.Context, name: str) -> None:
    """Take a topic out of your feeds.toml."""
    from cio_digest.runs import topics

    started = own(ctx, "topics are kept in")
    done = topics.remove(started, name)
    _say(f"{done.topic.name} is no topic of yours any more", done.backup)
    _say_today(started, None, done.topic)


def _once(words: Iterable[str]) -> list[str]:
    return list({word.strip().casefold(): word.strip() for word in words}.values())


def _summary(topic: Topic) -> str:
    from cio_digest.render.words import count

    excluded = f", {count(len(topic.exclude), 'exclusion')}" if topic.exclude else ""
    return f"{count(len(topic.keywords), 'keyword')}{excluded}, weight {topic.weight:g}"


def _say_today(started: Setup, topic: Topic | None, before: Topic | None = None) -> None:
    """What the change does for the digest of today, in one line."""
    from cio_digest.render.words import count
    from cio_digest.search import topical
    from cio_digest.store import opened

    with opened(started.store) as db:
        now, was = (
            topical.reach(db, [each], started.now - _DAY, started.now)[each.name][0] if each else 0
            for each in (topic, before)
        )
    if topic is None:
        line = f"{count(was, 'entry')} of the last 24 hours {_are(was, past=True)} about it"
    else:
        line = f"{count(now, 'entry')} of the last 24 hours {_are(now)} about {topic.name}"
        line += f", {was} before" if before else ""
    say(f"{line}; cio-digest today makes today's digest anew")


def _are(number: int, *, past: bool = False) -> str:
    one, several = ("was", "were") if past else ("is", "are")
    return one if number == 1 else several


def _say(message: str, backup: str) -> None:
    say(f"{message}; your feeds.toml as it was is {backup}")
