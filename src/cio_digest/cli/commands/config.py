"""``cio-digest config``: where feeds.toml is, and the reader's editor on it."""

from __future__ import annotations

import click

from cio_digest.cli import groups

EPILOG = """\b
Examples:
  cio-digest config path     where your feeds.toml is
  cio-digest config edit     open it in your editor, and check it after
"""
PATH = """\b
Examples:
  cio-digest config path
"""
EDIT = """\b
Examples:
  cio-digest config edit
"""


@click.group("config", cls=groups.CommandGroup, epilog=EPILOG)
def command() -> None:
    """Your feeds.toml: where it is, and your editor on it."""


@command.command("path", epilog=PATH)
@click.pass_context
def path(ctx: click.Context) -> None:
    """Print where feeds.toml is looked for, whether or not it is there."""
    click.echo(_path(ctx))


@command.command("edit", epilog=EDIT)
@click.pass_context
def edit(ctx: click.Context) -> None:
    """Open feeds.toml in the editor that VISUAL or EDITOR names, and check it afterwards."""
    import os

    from cio_digest import config
    from cio_digest.cli.failures import say
    from cio_digest.errors import CioDigestError, ConfigError
    from cio_digest.render.words import count

    file = _path(ctx)
    if not os.path.exists(file):  # noqa: PTH110 - as the commands that load it look
        raise ConfigError(f"{file}: there is no such file; 'cio-digest init' writes one")
    try:
        click.edit(filename=file)
    except click.ClickException as error:
        hint = "set VISUAL or EDITOR to a program that is there"
        raise CioDigestError(f"{error.format_message().partition(': [')[0]}; {hint}") from None
    except ValueError as error:  # shlex's: a quote in the variable that is never closed
        raise CioDigestError(f"VISUAL or EDITOR cannot be read: {error}; set it right") from None
    loaded = config.load(file, os.environ)
    say(*loaded.warnings)
    sources, topics = len(loaded.sources), len(loaded.topics)
    say(f"{file} is well: {count(sources, 'source')}, {count(topics, 'topic')}")


def _path(ctx: click.Context) -> str:
    from cio_digest.config import paths

    return str(paths.config_file(paths.here(), ctx.find_root().obj[0]))
