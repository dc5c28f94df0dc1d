"""``cio-digest sources add``: what is at an address shown, and followed if it is wanted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from cio_digest.cli import logs, questions
from cio_digest.cli.failures import say
from cio_digest.cli.setup import own
from cio_digest.config.social import ROLES
from cio_digest.errors import CioDigestError, ConfigError
from cio_digest.networks import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cio_digest.runs import Setup
    from cio_digest.runs.discover import Offer
    from cio_digest.runs.follow import Prospect

LATEST = 3  # entries that are shown
EPILOG = """\b
Examples:
  cio-digest sources add https://ledger.example    the site names its feed
  cio-digest sources add @ada@example.social --role peer
  cio-digest sources add ada.bsky.social --yes     without a question
  cio-digest sources add a.example/feed --title "The A" --tags crm,daily
"""


@click.command("add", epilog=EPILOG)
@click.argument("address", metavar="URL|@HANDLE|SITE")
@click.option("--title", help="What to call it; else what it calls itself.")
@click.option("--tags", metavar="A,B", help="Your own words for it.")
@click.option("--role", type=click.Choice(ROLES), help="Who speaks there.")
@click.option("--yes", is_flag=True, help="Follow it without a question.")
@click.pass_context
def add(
    ctx: click.Context,
    address: str,
    title: str | None,
    tags: str | None,
    role: str | None,
    yes: bool,
) -> None:
    """Follow a feed, a site or a person.

    What comes from there is shown before it is added to your feeds.toml. A site's page names its
    feeds; an account is known by how its network writes it.

    Exit codes: 0 added, 1 not added or nothing there, 2 nobody to ask.
    """
    started = own(ctx, "sources are added to")
    logs.start(started.store)
    options = {"title": title, "tags": _words(tags), "role": role}
    prospect = _look(started, address, {k: value for k, value in options.items() if value})
    _show(prospect, started)
    ctx.exit(_follow(started, prospect, yes=yes))


def _words(tags: str | None) -> tuple[str, ...]:
    words = (word.strip() for word in (tags or "").split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def _look(started: Setup, address: str, options: dict[str, Any]) -> Prospect:
    """What is at an address, unless it is followed already.

    Raises:
        CioDigestError: nothing that can be followed is there, or it is followed.
    """
    from cio_digest.config.addresses import pasted
    from cio_digest.runs import discover, follow

    address = pasted(address)
    key, value = discover.typed(address)
    if key == "feeds":
        return _feed(started, value, options)
    prospect = follow.account(started, key, value, options)
    say(*map(str, prospect.payments))
    if prospect.fault and discover.may_be_a_page(address):
        return _feed(started, address, options)
    if prospect.fault:
        raise CioDigestError(f"{value} ({registry.kind(key).title}): {prospect.fault}")
    return prospect


def _feed(started: Setup, address: str, options: dict[str, Any]) -> Prospect:
    from cio_digest.runs import follow

    return follow.feed(started, _meant(follow.offers(started, address)), options)


def _meant(offers: Sequence[Offer]) -> Offer:
    """The feed that is meant, which a person says where a site has several."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface

    if len(offers) == 1:
        return offers[0]
    rows = [(str(n), each.title or "Feed", each.url) for n, each in enumerate(offers, 1)]
    show(render.table(("", "feed", "address"), rows, chosen(None), surface(os.environ)))
    if not questions.somebody():
        raise ConfigError(f"the site has {len(offers)} feeds; add one of them by its address")
    return offers[questions.number("Which one?", len(offers)) - 1]


def _show(prospect: Prospect, started: Setup) -> None:
    """Print the name of a feed, how often it publishes, and its newest entries."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.render import words

    entries = prospect.entries
    dated = [entry.surfaced for entry in entries if entry.published]
    rhythm = words.rhythm(dated, started.now)
    if entries and not dated:
        rhythm = f"{words.count(len(entries), 'post')} without a date"
    heading = f"{prospect.name} · {rhythm}"
    to, latest = chosen(None), entries[:LATEST]
    show(render.entries(heading, latest, started.now, to, surface(os.environ)))
    if prospect.note:
        say(prospect.note)


def _follow(started: Setup, prospect: Prospect, *, yes: bool) -> int:
    """Add it, if it is wanted; gives the exit code."""
    from cio_digest.config import edit
    from cio_digest.render import harmless

    place = harmless.text(prospect.table.get("url") or prospect.source.handle)
    if not yes and not questions.somebody():
        say(f"{place} was not added, for there is nobody to ask; --yes adds it")
        return 2
    if not yes and not questions.confirmed(f"Follow {place}?"):
        say("not added")
        return 1
    name = "feeds" if "url" in prospect.table else "voices"
    backup = edit.append(started.config.path, name, [prospect.table])
    say(f"{place} is followed as {prospect.name}; your feeds.toml as it was is {backup}")
    return 0
