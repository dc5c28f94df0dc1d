"""``cio-digest follow``, ``following`` and ``unfollow``: affairs that the reader follows."""

from __future__ import annotations

import os

import click

from cio_digest.cli import formats, numbered
from cio_digest.cli.failures import say
from cio_digest.cli.setup import setup

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
@formats.offered("table")
@click.pass_context
def command(ctx: click.Context, format_name: str | None) -> None:
    """List the affairs that you follow, with the newest headline of each."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.digest import followed
    from cio_digest.store import opened

    started = setup(ctx)
    with opened(started.store) as db:
        rows = followed.listed(db, started.config, started.now)
    if not rows:
        say("you follow no affair yet; cio-digest follow 3 begins with the third story")
        return
    show(render.table(_COLUMNS, rows, chosen(format_name), surface(os.environ)))


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
