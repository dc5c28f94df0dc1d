"""Groups of commands whose help says all of a command's first sentence, and names the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cio_digest.cli import HelpContext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

_WHOLE = 1000  # characters: more than any first sentence has


class CommandGroup(click.Group):
    """A group of commands below one of the program's."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Say that a group needs no command, where so, whatever release Click is of."""
        *pieces, _ = super().collect_usage_pieces(ctx)
        return [*pieces, f"{'[COMMAND]' if self.invoke_without_command else 'COMMAND'} [ARGS]..."]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give the command of that name, with help like that of all others."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            command.context_class = HelpContext
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name the nearest."""
        names = self.list_commands(ctx)
        known = not args or args[0] in names or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:  # while a shell completes, nothing is said
            raise unknown(ctx, args[0], names)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with its first sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, each.get_short_help_str(_WHOLE)) for name, each in commands if each]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


def unknown(ctx: click.Context, name: str, known: Iterable[str]) -> click.UsageError:
    """What is said of a command that is not there: the nearest, else where all are listed."""
    from cio_digest.text.spelling import nearest

    names = set(known)
    below = " ".join([*ctx.command_path.split()[1:], name])
    if near := nearest(name, names):
        hint = f' Did you mean "{near}"?'
    elif "show" in names:  # the name of what is below, without the word between
        hint = f" To see one: {ctx.command_path} show NAME."
    else:
        hint = f" See {ctx.command_path} --help."
    return click.UsageError(f'There is no command "{below}".{hint}', ctx)


class SignedWords(click.Command):
    """A command whose words may begin with a dash: "-hr" takes a word away and is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read words with one dash as what they are, behind the options."""
        end = args.index("--") if "--" in args else len(args)
        signed = [each for each in args[:end] if _is_signed(each)]
        options = [each for each in args[:end] if not _is_signed(each)]
        return super().parse_args(ctx, [*options, "--", *signed, *args[end + 1 :]])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the words that a dash begins, beside the options."""
        words = [
            item
            for each in self.params
            if isinstance(each, click.Argument) and each.nargs == -1
            for item in each.shell_complete(ctx, incomplete)
        ]
        return [*words, *super().shell_complete(ctx, incomplete)]


def _is_signed(word: str) -> bool:
    return word[:1] == "-" and word[1:2] not in {"", "-"} and word != "-h"


def refuse_unknown(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Refuse what looks like an option, for commands whose words may begin with a dash.

    Raises:
        NoSuchOption: a word is an option that the command does not have.
    """
    for word in words:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(word.partition("=")[0], ctx=ctx)
