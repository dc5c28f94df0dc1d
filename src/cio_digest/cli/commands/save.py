"""``cio-digest save``: stories of the digest onto a reading list."""

from __future__ import annotations

from pathlib import Path

import click

from cio_digest.cli import numbered
from cio_digest.cli.setup import setup

EPILOG = """\b
Examples:
  cio-digest save 3                           onto reading.md beside the store
  cio-digest save 1 4 --to ~/Notes/later.md   onto a list of yours
  cio-digest save 2 --to later.opml           as OPML, or .json
"""


@click.command(epilog=EPILOG)
@numbered.STORIES
@click.option("--to", "file", metavar="FILE", help="A list that ends in .md, .json or .opml.")
@click.pass_context
def command(ctx: click.Context, numbers: tuple[int, ...], file: str | None) -> None:
    """Put stories of the digest printed last on a reading list, by their numbers."""
    from cio_digest.cli.failures import say
    from cio_digest.cli.output import show
    from cio_digest.digest import explain
    from cio_digest.errors import CioDigestError
    from cio_digest.lists import readinglist
    from cio_digest.store import opened

    started = setup(ctx)
    path = Path(file).expanduser() if file else Path(started.store).with_name("reading.md")
    with opened(started.store) as db:
        items = [explain.numbered(db, number) for number in numbers]
    before = _read(path)
    try:
        after = readinglist.add(path.name, before, items, started.now)
    except ValueError as error:
        raise CioDigestError(f"{path}: {error}") from None
    if after != before:
        show(after, str(path))
    for item in items:
        known = "already " if readinglist.has(before, item) else ""
        say(f"{known}on {path}: {item.title}")


def _read(path: Path) -> str:
    from cio_digest.errors import CioDigestError

    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise CioDigestError(f"{path}: cannot be read: {reason}") from None
