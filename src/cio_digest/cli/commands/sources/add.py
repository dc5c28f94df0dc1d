"""``cio-digest sources add``: what is at an address shown, and followed if it is wanted."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from cio_digest.cli import questions, waiting
from cio_digest.cli.failures import say
from cio_digest.cli.setup import Setup, own
from cio_digest.config.social import ROLES
from cio_digest.errors import CioDigestError, ConfigError
from cio_digest.networks.facts import NETWORKS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from cio_digest.networks.registry import Get
    from cio_digest.runs.discover import Offer
    from cio_digest.runs.trial import Trial

T = TypeVar("T")

LATEST = 3  # entries that are shown
EPILOG = """\b
Examples:
  cio-digest sources add https://ledger.example    the site names its feed
  cio-digest sources add @ada@example.social --role peer
  cio-digest sources add ada.bsky.social --yes     without a question
  cio-digest sources add a.example/feed --title "The A" --tags crm,daily
"""


class Found(NamedTuple):
    """What may be followed: the table that it would be in feeds.toml, and what it holds now.

    ``asked`` are the addresses that led to it.
    """

    name: str
    table: dict[str, Any]
    trial: Trial
    asked: tuple[str, ...] = ()


@click.command("add", epilog=EPILOG)
@click.argument("address", metavar="URL|@HANDLE|SITE")
@click.option("--title", help="What to call it; else what it calls itself.")
@click.option("--tags", default="", metavar="A,B", help="Your own words for it.")
@click.option("--role", type=click.Choice(ROLES), help="Who speaks there.")
@click.option("--yes", is_flag=True, help="Follow it without a question.")
@click.pass_context
def add(
    ctx: click.Context, address: str, title: str | None, tags: str, role: str | None, yes: bool
) -> None:
    """Follow a feed, a site or a person.

    What comes from there is shown before it is added to your feeds.toml. A site's page names its
    feeds; an account is known by how its network writes it.

    Exit codes: 0 added, 1 not added or nothing there, 2 nobody to ask.
    """
    started = own(ctx, "sources are added to")
    given = {"title": title, "tags": _words(tags), "role": role}
    found = _look(started, address, {k: value for k, value in given.items() if value})
    _show(found, started)
    ctx.exit(_follow(started, found, yes=yes))


def _words(tags: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in tags.split(",") if word.strip())


def _look(started: Setup, address: str, given: dict[str, Any]) -> Found:
    """What is at an address, unless it is followed already.

    Raises:
        CioDigestError: nothing that can be followed is there, or it is followed.
    """
    from cio_digest.config.addresses import pasted
    from cio_digest.runs import discover

    address = pasted(address)
    key, value = discover.typed(address)
    if key == "feeds":
        return _feed(started, value, given)
    found = waiting.run(_account(started, key, value, given))
    if found.trial.fault and discover.may_be_a_page(address):
        return _feed(started, address, given)
    if found.trial.fault or found.trial.left:
        title = NETWORKS[key].title
        raise CioDigestError(f"{value} ({title}): {found.trial.fault or found.trial.left}")
    return found


async def _account(started: Setup, network: str, handle: str, given: dict[str, Any]) -> Found:
    from cio_digest.cli import bills
    from cio_digest.cli.kept import Sessions
    from cio_digest.config.searches import Presence, of_presence
    from cio_digest.fetch import client
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.models import Voice
    from cio_digest.runs import trial

    accounts = dict(started.config.accounts)
    (source,) = of_presence(Presence(Voice(handle), ((network, handle),)), accounts)
    _refuse_known(started, source.key)
    kept = Sessions(started.config, started.store)
    async with client() as opened:
        with bills.charged(started, [network], opened.get) as get:
            found = await trial.one(source, get, Keyring(os.environ, kept.known), started.now)
    kept.take(source, found.session)
    author = next((entry.author for entry in found.entries if entry.author), "")
    rest = {key: value for key, value in given.items() if key != "title"}
    name = given.get("title") or author or handle
    return Found(name, {"name": name, network: handle, **rest}, found)


def _feed(started: Setup, address: str, given: dict[str, Any]) -> Found:
    from cio_digest.config.schema import feed
    from cio_digest.runs import discover, trial

    _refuse_known(started, address)
    offers = waiting.run(_asked(partial(discover.feeds, address)))
    offer = waiting.run(_asked(partial(discover.read, _meant(offers))))
    _refuse_known(started, offer.url, *offer.asked)
    assert offer.feed is not None  # noqa: S101 - it was read
    source = feed({"url": offer.url})
    found = trial.of_feed(source, offer.feed, started.now)
    name = given.get("title") or offer.title or offer.url
    return Found(name, {"url": offer.url, "title": name, **given}, found)


async def _asked(ask: Callable[[Get], Awaitable[T]]) -> T:
    """What comes of asking the network."""
    from cio_digest.fetch import client

    async with client() as opened:
        return await ask(opened.get)


def _refuse_known(started: Setup, *addresses: str) -> None:
    """Raise for what is followed already, however its address is written."""
    from cio_digest.cli.states import states
    from cio_digest.lists.followed import Followed

    where = Followed(started.config.sources, states(started)).where(*addresses)
    if where:
        raise CioDigestError(f"{addresses[0]} is followed already ({where})")


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


def _show(found: Found, started: Setup) -> None:
    """What it is called, how often it speaks, and what it said last."""
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import chosen, surface
    from cio_digest.render import words

    entries = found.trial.entries
    dated = [entry.surfaced for entry in entries if entry.published]
    rhythm = words.rhythm(dated, started.now)
    if entries and not dated:
        rhythm = f"{words.count(len(entries), 'post')} without a date"
    heading = f"{found.name} · {rhythm}"
    to, latest = chosen(None), entries[:LATEST]
    show(render.entries(heading, latest, started.now, to, surface(os.environ)))


def _follow(started: Setup, found: Found, *, yes: bool) -> int:
    """Add it, if it is wanted; gives the exit code."""
    from cio_digest.config import edit
    from cio_digest.render import harmless

    place = harmless.text(found.table.get("url") or found.trial.source.handle)
    if not yes and not questions.somebody():
        say(f"{place} was not added, for there is nobody to ask; --yes adds it")
        return 2
    if not yes and not questions.confirmed(f"Follow {place}?"):
        say("not added")
        return 1
    name = "feeds" if "url" in found.table else "voices"
    backup = edit.append(started.config.path, name, [found.table])
    say(f"{place} is followed as {found.name}; your feeds.toml as it was is {backup}")
    return 0
