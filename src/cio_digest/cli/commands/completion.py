"""``cio-digest completion``: the script that lets a shell complete our commands."""

from __future__ import annotations

import click

EPILOG = """\b
Examples:
  cio-digest completion bash >> ~/.bashrc
  cio-digest completion zsh  >> ~/.zshrc
  cio-digest completion fish > ~/.config/fish/completions/cio-digest.fish
  cio-digest completion powershell >> $PROFILE
"""


@click.command(epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    That for PowerShell was written by its documentation; nobody has tried it there yet.
    """
    from click.shell_completion import get_completion_class

    from cio_digest.cli import powershell

    powershell.register()
    made = get_completion_class(shell)
    if made is not None:
        root = ctx.find_root().command
        click.echo(made(root, {}, "cio-digest", "_CIO_DIGEST_COMPLETE").source())
