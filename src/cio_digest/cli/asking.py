"""Networks asked now, as the person sees it: each answer when it comes, and what did not."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cio_digest import config
from cio_digest.cli import waiting
from cio_digest.cli.failures import say
from cio_digest.cli.setup import Setup, attended, now
from cio_digest.config import paths
from cio_digest.errors import ConfigError
from cio_digest.networks import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.config import Config
    from cio_digest.config.searches import Search
    from cio_digest.runs.live import Answer

SECONDS = 15.0  # that one network has for its answer


def ask(
    places: tuple[str | None, str | None],
    text: str,
    networks: Sequence[str],
    most: int,
    *,
    to: str,
    save: bool,
) -> int:
    """Ask for a text, show what comes in the format ``to``; gives the exit code.

    ``places`` are those of feeds.toml and the store, as far as the reader named them.

    Raises:
        ConfigError: no network can be asked, or there is no feeds.toml to keep the search in.
    """
    from cio_digest.runs import live

    system = paths.here()
    loaded = config.current(system, places[0])
    started = Setup(loaded, str(paths.store_file(system, places[1])), now())
    if save and loaded.example:
        raise ConfigError("searches are kept in a feeds.toml of your own; run: cio-digest init")
    asked, wanting = live.planned(text, loaded, networks)
    _say_wanting(wanting)
    if not asked:
        raise ConfigError("so there is no network to ask")
    answers: list[Answer] = []
    try:
        waiting.run(_run(asked, started, answers, most, to))
    except KeyboardInterrupt:
        _progress(0)
        say("interrupted")
        return 130
    _say_silent(answers)
    if save:
        _save(loaded, [each.search for each in answers if networks or not each.fault])
    elif sys.stdout.isatty():
        say("the same with --save keeps this as a search of yours")
    failed = sum(bool(answer.fault) for answer in answers)
    return 1 if failed == len(answers) else 3 if failed else 0


async def _run(
    asked: Sequence[Search], started: Setup, answers: list[Answer], most: int, to: str
) -> None:
    """Show each answer when it comes, and collect them."""
    from cio_digest.cli import bills
    from cio_digest.cli.kept import Sessions
    from cio_digest.fetch import Limits, client
    from cio_digest.fetch.keyring import Keyring
    from cio_digest.runs import live

    kept, accounts = Sessions(started.config, started.store), dict(started.config.accounts)
    keys = Keyring(os.environ, kept.known)
    async with client(Limits(total=SECONDS, patience=SECONDS)) as opened:
        with bills.charged(started, [each.network for each in asked], opened.get) as get:
            _progress(len(asked))
            async for answer in live.ask(asked, accounts, get, keys, now=started.now):
                kept.take(answer.source, answer.session)
                answers.append(answer)
                _progress(0)
                _show(answer, most, to)
                _progress(len(asked) - len(answers))


def _show(answer: Answer, most: int, to: str) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import surface

    if answer.fault:
        say(f"{_place(answer.search)}: {answer.fault}")
    elif answer.entries:
        heading = f"{_place(answer.search)}: {answer.search.query}"
        show(render.entries(heading, answer.entries[:most], now(), to, surface(os.environ)))


def _place(search: Search) -> str:
    """A network by its title, with the server where it is not the usual one."""
    title = registry.kind(search.network).title
    return f"{title} at {search.server.partition('://')[2]}" if search.server else title


def _progress(waiting: int) -> None:
    """One line on a terminal's stderr that says for how many is waited; nothing elsewhere."""
    if attended():
        left = f"waiting for {waiting} more" if waiting else ""
        sys.stderr.write(f"\r\x1b[K{left}")
        sys.stderr.flush()


def _say_wanting(wanting: Mapping[str, str]) -> None:
    """Name the networks that are not asked, in one line."""
    named = [f"{registry.kind(name).title} {want}" for name, want in wanting.items()]
    if named:
        say(f"not asked: {'; '.join(named)}")


def _say_silent(answers: Iterable[Answer]) -> None:
    silent = [_place(each.search) for each in answers if not each.fault and not each.entries]
    if silent:
        say(f"nothing more from {', '.join(silent)}")


def _save(loaded: Config, searches: Iterable[Search]) -> None:
    """Keep searches in feeds.toml, but for those that are there."""
    from cio_digest.config import edit
    from cio_digest.config.searches import of_search

    known, accounts = {source.key for source in loaded.sources}, dict(loaded.accounts)
    new = [each for each in searches if of_search(each, accounts).key not in known]
    if not new:
        say("nothing to keep: your feeds.toml has these searches")
        return
    tables = [
        {
            name: getattr(each, name)
            for name in ("network", "query", "server")
            if getattr(each, name)
        }
        for each in new
    ]
    backup = edit.append(loaded.path, "searches", tables)
    said = ", ".join(map(_place, new))
    say(f"kept as searches at {said}; your feeds.toml as it was is {backup}")
