"""``cio-digest follow``, ``following`` and ``unfollow``: affairs that the reader follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import numbered, tables
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup

if TYPE_CHECKING:
    from cio_digest.models.records import ListedAffair

_COLUMNS = ("affair", "number", "since", "stories", "newest")


@click.command(epilog="\b\nExamples:\n  cio-digest follow 3\n  cio-digest follow 1 4\n")
@numbered.STORIES
@click.pass_context
def follow(ctx: click.Context, numbers: tuple[int, ...]) -> None:
    """Follow the affairs of stories, by their numbers in the digest printed last.

    When something new comes of one, the digest says so in a line of its own and shows it, whatever
    your topics. following lists them, unfollow ends it.
    """
    from cio_digest.digest import explain, followed
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        for item in [explain.numbered(db, number) for number in numbers]:
            known = followed.follow(db, started.config, item, started.now)
            say(f"{'followed already' if known else 'following'}: {item.title}")


@click.command("following", epilog="\b\nExamples:\n  cio-digest following\n")
@tables.FORMAT
@click.pass_context
def command(ctx: click.Context, format_name: str | None) -> None:
    """List the affairs that you follow, with the newest headline of each."""
    from cio_digest.digest import followed
    from cio_digest.models.records import ListedAffair
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        affairs = followed.listed(db, started.config, started.now)
    if tables.show_records("affairs", ListedAffair._fields, affairs, format_name):
        return
    if not affairs:
        say("you follow no affair yet; cio-digest follow 3 begins with the third story")
        return
    tables.show_table(_COLUMNS, [_row(each) for each in affairs], format_name)


def _row(affair: ListedAffair) -> tuple[str, ...]:
    newest = f"{affair.newest_day}: {affair.newest}" if affair.newest_day else ""
    return affair.title, str(affair.number), str(affair.since), str(affair.stories), newest


@click.command(epilog="\b\nExamples:\n  cio-digest unfollow 1\n  cio-digest unfollow orrin\n")
@click.argument("target", nargs=-1, required=True, metavar="NUMBER | WORDS")
@click.pass_context
def unfollow(ctx: click.Context, target: tuple[str, ...]) -> None:
    """Follow an affair no more, by its number in following or by words of its title."""
    from cio_digest.digest import followed
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        say(f"no longer followed: {followed.unfollow(db, ' '.join(target))}")
