"""``cio-digest help``: the help of a command, as its --help prints it."""

from __future__ import annotations

import click

from cio_digest.cli import completing

EPILOG = """\b
Examples:
  cio-digest help                    the commands
  cio-digest help sources add        one of them
"""


@click.command(epilog=EPILOG)
@click.argument("path", nargs=-1, metavar="[COMMAND]...", shell_complete=completing.commands)
@click.pass_context
def command(ctx: click.Context, path: tuple[str, ...]) -> None:
    """Print the help of a command, or the list of commands."""
    context = ctx.find_root()
    for name in path:
        group = context.command
        if not isinstance(group, click.Group):
            raise click.UsageError(f'"{context.command_path}" has no commands below it.', ctx)
        _, below, _ = group.resolve_command(context, [name])
        if below is not None:
            context = below.context_class(below, info_name=name, parent=context)
    click.echo(context.get_help())
