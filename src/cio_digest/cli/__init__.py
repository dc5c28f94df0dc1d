"""The command line: parse arguments, call one function, show the result.

Commands are imported when they run, so that ``--help`` costs no more than click itself; each is one
small file of ``commands``, listed below with the line that ``--help`` shows.
"""

from __future__ import annotations

import atexit
import gc
import os
from math import isnan
from typing import Any

# New objects before garbage in cycles is looked for: by Python's default a tenth of the time of a
# command, which makes many objects and hardly a cycle, goes into that; most while it imports.
gc.set_threshold(50_000)
# Nor is it looked for at the very end, where the system takes back all at once.
atexit.register(gc.freeze)

import click  # noqa: E402

from cio_digest import __version__  # noqa: E402
from cio_digest.cli import logs, pager  # noqa: E402
from cio_digest.cli.failures import guarded, unwritten  # noqa: E402
from cio_digest.errors import CioDigestError  # noqa: E402

SECTIONS = {
    "Read": {
        "today": "Print today's digest, fetching first when the store is older than max_age.",
        "open": "Open stories in the browser.",
        "read": "Read a story's whole article here.",
        "story": "Show a story's affair day by day.",
        "explain": "Say why a story is in the digest, or why an entry is not.",
        "search": "Search the stored entries, or ask the networks now.",
        "trends": "Show which terms rise or fall, or the history of one term.",
        "dates": "Show what is announced for days ahead.",
        "review": "Print the review of a week, a month or a quarter.",
        "save": "Put stories on a reading list.",
        "follow": "Follow a story's affair: the digest says what is new of it.",
        "following": "List the affairs that you follow.",
        "unfollow": "Follow an affair no more.",
    },
    "Sources": {
        "fetch": "Read every source that is due; made for cron.",
        "sources": "List your sources and their state; add, check and change them.",
        "vendors": "Show what was told of the vendors you watch, and of what you run.",
        "voices": "Compare the people you follow; find and import more.",
    },
    "Topics and taste": {
        "topics": "List your topics and the entries that match them.",
        "star": "Mark a story as liked: more of its sources, voices and words.",
        "more": "More like this story.",
        "less": "Less like this story.",
        "hide": "Never show a story again, and less like it.",
        "feedback": "Show or reset what the program learnt from your verdicts.",
    },
    "Deliver": {
        "mail": "Send the digest of a day by mail.",
        "deliver": "Deliver the digest to Teams, Slack, Matrix, ntfy or a webhook.",
        "schedule": "Have the fetch, the mail and the deliveries done by the clock.",
        "mcp": "Answer a language model's questions about what was read.",
    },
    "Set up and keep": {
        "init": "Write a feeds.toml of your own to start from.",
        "config": "Show where your feeds.toml is, or edit it.",
        "demo": "Try any command on invented sources, without a network.",
        "doctor": "Check configuration, store and network, and say how to fix problems.",
        "backup": "Copy the store to a file, even while it is in use.",
        "restore": "Replace the store by a backup.",
        "team": "Many readers on one store: a PostgreSQL server keeps it.",
        "worker": "Fetch for the readers of a team, cluster and mail, until told to stop.",
        "completion": "Print the shell's completion script.",
        "version": "Print the versions that a bug report needs.",
        "help": "Print the help of a command.",
    },
}
COMMANDS = {name: line for section in SECTIONS.values() for name, line in section.items()}
# Commands that share one file of ``commands``, where each has its own name.
_TOGETHER = {
    **dict.fromkeys(("star", "more", "less", "hide"), "verdicts"),
    **dict.fromkeys(("follow", "unfollow"), "following"),
}


class Amount(click.FloatRange):
    """A number from one bound to another; click lets "nan" pass, which is within none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number that a text means."""
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value} is not a number.", param, ctx)
        return number


class HelpContext(click.Context):
    """The context of every command, whose help has examples that fit the terminal."""

    def make_formatter(self) -> click.HelpFormatter:
        """Lay a help page out."""
        from cio_digest.cli.examples import HelpPage

        return HelpPage(self.terminal_width, self.max_content_width)


class Commands(click.Group):
    """A group that imports a command only when it runs, and suggests the nearest for a typo."""

    context_class = HelpContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Give the names in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module

        together = _TOGETHER.get(cmd_name)
        module = import_module(f"cio_digest.cli.commands.{together or cmd_name}")
        command: click.Command = getattr(module, cmd_name if together else "command")
        command.context_class = HelpContext
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands in their sections, without importing one."""
        width = max(map(len, COMMANDS))
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), line) for name, line in section.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name the nearest."""
        known = not args or args[0] in COMMANDS or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:  # while a shell completes, nothing is said
            from cio_digest.cli.groups import unknown

            raise unknown(ctx, args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where it fails by a fault of our own, leave the traceback in the log."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, CioDigestError):
            raise
        except Exception as error:
            if reason := unwritten(error):
                raise CioDigestError(reason) from None
            logs.crash(ctx, error)
            raise


@click.group(
    cls=Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 88,
        "show_default": True,
    },
    epilog="Start with: cio-digest demo",
)
@click.version_option(__version__, "-V", "--version", prog_name="cio-digest")
@click.option(
    "--config", type=click.Path(), metavar="FILE", help="Your feeds.toml (or CIO_DIGEST_CONFIG)."
)
@click.option(
    "--store", type=click.Path(), metavar="FILE", help="The database (or CIO_DIGEST_STORE)."
)
@pager.OPTION
@click.option(
    "-v",
    "--verbose",
    count=True,
    show_default=False,
    help="Show details; -vv shows every request.",
)
@click.pass_context
def group(ctx: click.Context, /, config: str | None, store: str | None, **_: bool | int) -> None:
    """Read every feed, search and voice you follow, and print each morning the few stories that
    matter to your topics, each with the reason.
    """  # noqa: D205 - one sentence of help
    ctx.obj = (config, store)


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    if os.environ.get("_CIO_DIGEST_COMPLETE", "").startswith("powershell"):
        from cio_digest.cli import powershell

        powershell.register()
    guarded(group, args)
