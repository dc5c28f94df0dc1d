"""``cio-digest search``: what is said of something, and by whom."""

from __future__ import annotations

import click

from cio_digest.config.networks import NETWORKS

EPILOG = """\b
Examples:
  cio-digest search --live sharepoint migration    what the networks say now
  cio-digest search --live --save agent pricing    and keep it as a search
  cio-digest search --live --network mastodon "#CRM"
  cio-digest search --live passkeys --format json | jq .url
"""
SEARCHED = [name for name, network in NETWORKS.items() if network.searched]


@click.command(epilog=EPILOG)
@click.argument("words", nargs=-1, required=True)
@click.option("--live", is_flag=True, help="Ask the networks now; what they answer is not stored.")
@click.option(
    "--network",
    "networks",
    multiple=True,
    type=click.Choice(SEARCHED),
    metavar="NAME",
    help="Ask only this network; may be given more than once.",
)
@click.option(
    "--max", "most", type=click.IntRange(1, 100), default=5, help="Entries a network; else 5."
)
@click.option("--save", is_flag=True, help="Keep it in your feeds.toml, a search a network.")
@click.option(
    "--format",
    "wanted",
    type=click.Choice(["terminal", "markdown", "json", "plain"]),
    help="What to print; else a terminal gets terminal, a pipe markdown.",
)
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    words: tuple[str, ...],
    live: bool,
    networks: tuple[str, ...],
    most: int,
    save: bool,
    wanted: str | None,
) -> None:
    """Search for words or #tags, and show who says what, where and when, as answers come.

    Exit codes: 0 all networks answered, 3 some failed, 1 none answered.
    """
    if not live:
        raise click.UsageError("Say where to search: --live asks the networks now.", ctx)
    from cio_digest.cli import asking
    from cio_digest.cli.surface import chosen

    text, to = " ".join(words), chosen(wanted)
    ctx.exit(asking.ask(ctx.find_root().obj[0], text, networks, most, to=to, save=save))
