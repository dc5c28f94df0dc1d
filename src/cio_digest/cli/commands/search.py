"""``cio-digest search``: what is kept of something, or what the networks say of it now."""

from __future__ import annotations

import os

import click

from cio_digest.cli import completing, days, formats, groups

EPILOG = """\b
Examples:
  cio-digest search sharepoint migration           stories, the best first
  cio-digest search '"agent pricing" OR (crm seats) -webinar'
  cio-digest search title:copilot source:ledger since:7d --by date
  cio-digest search --live sharepoint migration    what the networks say now
  cio-digest search --live --save agent pricing    and keep it as a search
  cio-digest search --live passkeys --format json | jq .url

\b
Words, "phrases", begin*, title:word, AND, OR, NOT, -, (); and the filters
source: voice: role: topic: network: language: since: until:
"""


def _searched(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Networks that can be searched; what they are is loaded only where one is named."""
    if not value:
        return ()
    from cio_digest.networks import registry

    known = click.Choice(registry.names(lambda kind: kind.search))
    return tuple(known.convert(name, param, ctx) for name in value)


# "-helm" leaves a word out; it is no "-h".
_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@click.command(epilog=EPILOG, context_settings=_SETTINGS)
@click.argument("words", nargs=-1, required=True)
@click.option("--by", type=click.Choice(["fit", "date"]), default="fit", help="The order.")
@click.option("--entries", "single", is_flag=True, help="Single entries instead of stories.")
@click.option(
    "--since",
    callback=days.written,
    metavar="TIME",
    help="Only what came since: 12h, 7d, yesterday, a day.",
)
@click.option("--until", callback=days.written, metavar="TIME", help="Only what came until then.")
@click.option("--live", is_flag=True, help="Ask the networks now; what they answer is not stored.")
@click.option(
    "--network",
    "networks",
    multiple=True,
    callback=_searched,
    shell_complete=completing.searched,
    metavar="NAME",
    help="With --live, ask only this network; may be given more than once.",
)
@click.option(
    "--max", "most", type=click.IntRange(1, 100), help="At most so many; else 10, live 5 a network."
)
@click.option("--save", is_flag=True, help="With --live, keep it in your feeds.toml.")
@formats.offered("found")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    words: tuple[str, ...],
    by: str,
    single: bool,
    since: str | None,
    until: str | None,
    live: bool,
    networks: tuple[str, ...],
    most: int | None,
    save: bool,
    format_name: str | None,
) -> None:
    """Search what was read so far, or with --live what the networks say right now.

    What is found in the store has numbers, which go on from those of the digest printed last: open,
    read, save, star and explain take them.

    Exit codes: 0 found, 1 nothing found; with --live 3 where some networks failed.
    """
    from cio_digest.cli.surface import chosen

    if words == ("-h",):  # no option here, where "-hubspot" leaves a word out
        click.echo(ctx.get_help())
        return
    groups.refuse_unknown(ctx, words)
    text, to = " ".join(words), chosen(format_name)
    if live:
        from cio_digest.cli import asking

        formats.refuse_other("entries", to, "--live", ctx)
        if since or until:
            raise click.UsageError("--since and --until do not go with --live.", ctx)
        ctx.exit(asking.ask(ctx.find_root().obj, text, networks, most or 5, to=to, save=save))
    if since:
        text += f" since:{since}"
    if until:
        text += f" until:{until}"
    if networks or save:
        raise click.UsageError("--network and --save go with --live.", ctx)
    ctx.exit(_kept(ctx, text, most or 10, to, newest=by == "date", single=single))


def _kept(ctx: click.Context, text: str, most: int, to: str, *, newest: bool, single: bool) -> int:
    """Search the store; gives the exit code."""
    from cio_digest import render
    from cio_digest.cli.failures import say
    from cio_digest.cli.output import show
    from cio_digest.cli.setup import setup
    from cio_digest.cli.surface import surface
    from cio_digest.digest import listed
    from cio_digest.networks import registry
    from cio_digest.render.formats import FORMATS
    from cio_digest.search import lookup, query
    from cio_digest.store import opened
    from cio_digest.text.days import today

    started, data = setup(ctx), FORMATS[to].document
    config, asked = started.config, lookup.SearchOptions(most, newest, single, data)
    zone, networks = config.settings.timezone, tuple(registry.KINDS)
    scope = lookup.Scope(config.sources, config.topics, zone, networks)
    with opened(started.store) as db:
        found = lookup.find(db, scope, query.read(text), started.now, asked)
        day = today(started.now, config.settings.timezone)
        found = listed.numbered(db, found, day, started.now) if found else []
    if not found:
        say("nothing of that was read so far; --live asks the networks")
    if found or data:
        show(render.found(found, started.now, to, surface(os.environ)))
    return 0 if found else 1
