"""Groups of commands whose help says all of a command's first sentence, and names the nearest."""

from __future__ import annotations

import click

_WHOLE = 1000  # characters: more than any first sentence has


class CommandGroup(click.Group):
    """A group of commands below one of the program's."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its first sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, each.get_short_help_str(_WHOLE)) for name, each in commands if each]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def refuse_unknown(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Refuse what looks like an option, for commands whose words may begin with a dash.

    Raises:
        UsageError: a word is an option that the command does not have.
    """
    for word in words:
        if word.startswith("--") and len(word) > 2:
            from cio_digest.text.spelling import nearest

            name = word.partition("=")[0]
            near = nearest(name, [opt for each in ctx.command.params for opt in each.opts])
            hint = f" Did you mean {near}?" if near.startswith("-") else ""
            raise click.UsageError(f"No such option: {name}.{hint}", ctx)
