"""The command line: parse arguments, call one function, show the result.

Commands are imported when they run, so that ``--help`` costs no more than click itself; each is one
small file of ``commands``, listed below with the line that ``--help`` shows.
"""

from __future__ import annotations

from typing import Any

import click

from cio_digest import __version__
from cio_digest.cli import logs
from cio_digest.cli.failures import guarded
from cio_digest.errors import CioDigestError

COMMANDS = {
    "today": "Print today's digest, fetching first when the store is older than max_age.",
    "mail": "Send the digest of a day by mail.",
    "fetch": "Read every source that is due; made for cron.",
    "init": "Write a feeds.toml of your own to start from.",
    "demo": "Try any command on invented sources, without a network.",
    "search": "Search the stored entries, or ask the networks now.",
    "sources": "List your sources and their state; add, check and change them.",
    "voices": "Compare the people you follow; find and import more.",
    "topics": "List your topics and the entries that match them.",
    "open": "Open stories in the browser.",
    "read": "Read a story's whole article here.",
    "save": "Put stories on a reading list.",
    "star": "Mark a story as liked: more of its sources, voices and words.",
    "more": "More like this story.",
    "less": "Less like this story.",
    "hide": "Never show a story again, and less like it.",
    "feedback": "Show or reset what the program learnt from your verdicts.",
    "trends": "Show which terms rise or fall, or the history of one term.",
    "explain": "Say why a story is in the digest, or why an entry is not.",
    "schedule": "Fetch every night and mail every morning, by cron, systemd or launchd.",
    "doctor": "Check configuration, store and network, and say how to fix problems.",
    "backup": "Copy the store to a file, even while it is in use.",
    "restore": "Replace the store by a backup.",
    "completion": "Print the shell's completion script.",
    "version": "Print the versions that a bug report needs.",
}
# Commands that share one file of ``commands``, where each has its own name.
_TOGETHER = dict.fromkeys(("star", "more", "less", "hide"), "verdicts")


class Commands(click.Group):
    """A group that imports a command only when it runs, and suggests the nearest for a typo."""

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
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from cio_digest.text.spelling import nearest

            near = nearest(args[0], COMMANDS)
            hint = f' Did you mean "{near}"?' if near else " See cio-digest --help."
            raise click.UsageError(f'There is no command "{args[0]}".{hint}', ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where it fails by a fault of our own, leave the traceback in the log."""
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.Abort, click.ClickException, CioDigestError):
            raise
        except Exception as error:
            logs.crash(ctx, error)
            raise


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Start with: cio-digest demo",
)
@click.version_option(__version__, prog_name="cio-digest")
@click.option("--config", metavar="FILE", help="Your feeds.toml (or CIO_DIGEST_CONFIG).")
@click.option("--store", metavar="FILE", help="The database (or CIO_DIGEST_STORE).")
@click.option("-v", "--verbose", count=True, help="Show details; -vv shows every request.")
@click.pass_context
def group(ctx: click.Context, /, config: str | None, store: str | None, **_: int) -> None:
    """Read every feed, search and voice you follow, and print each morning the few stories that
    matter to your topics, each with the reason.
    """  # noqa: D205 - one sentence of help
    ctx.obj = (config, store)


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    guarded(group, args)
