"""Networks asked now, as the person sees it: each answer when it comes, and what did not."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from cio_digest.cli import logs, progress
from cio_digest.cli.failures import say
from cio_digest.cli.setup import now
from cio_digest.errors import ConfigError
from cio_digest.networks import registry
from cio_digest.runs import start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cio_digest.config import Config
    from cio_digest.config.searches import ConfiguredSearch
    from cio_digest.runs import Setup
    from cio_digest.runs.ask import Answer


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

    started = start.start(*places, now())
    loaded = started.config
    if save and loaded.example:
        raise ConfigError("searches are kept in a feeds.toml of your own; run: cio-digest init")
    asked, wanting = live.planned(text, loaded, networks)
    _say_wanting(wanting)
    if not asked:
        raise ConfigError("so there is no network to ask")
    answers: list[tuple[ConfiguredSearch, Answer]] = []
    logs.start(started.store)
    with progress.line() as show:

        def answered(search: ConfiguredSearch, answer: Answer) -> None:
            answers.append((search, answer))
            show("")
            _show(search, answer, started, most, to)
            show(_waiting(len(asked) - len(answers)))

        show(_waiting(len(asked)))
        try:
            payments = live.ask(started, asked, answered)
        except KeyboardInterrupt:
            show("")
            say("interrupted")
            return 130
    say(*map(str, payments))
    _say_silent(answers)
    if save:
        _save(loaded, [search for search, answer in answers if networks or not _fault(answer)])
    elif sys.stdout.isatty():
        say("the same with --save keeps this as a search of yours")
    return _exit_code([_fault(answer) for _, answer in answers])


def _exit_code(faults: Sequence[str]) -> int:
    """0 where every network answered, 3 where some did not, 1 where none did."""
    failed = sum(map(bool, faults))
    return 1 if failed == len(faults) else 3 if failed else 0


def _show(search: ConfiguredSearch, answer: Answer, started: Setup, most: int, to: str) -> None:
    from cio_digest import render
    from cio_digest.cli.output import show
    from cio_digest.cli.surface import surface

    place = _place(search)
    if fault := _fault(answer):
        say(f"{place}: {fault}")
    elif answer.entries:
        heading, entries = f"{place}: {search.query}", answer.entries[:most]
        show(render.entries(heading, entries, started.now, to, surface(os.environ)), paged=False)


def _fault(answer: Answer) -> str:
    """Why there are no entries, where something is wrong."""
    return answer.fault or answer.left


def _place(search: ConfiguredSearch) -> str:
    """A network by its title, with the server where it is not the usual one."""
    title = registry.kind(search.network).title
    return f"{title} at {search.server.partition('://')[2]}" if search.server else title


def _waiting(count: int) -> str:
    return f"waiting for {count} more" if count else ""


def _say_wanting(wanting: Mapping[str, str]) -> None:
    """Name the networks that are not asked, in one line."""
    named = [f"{registry.kind(name).title} {want}" for name, want in wanting.items()]
    if named:
        say(f"not asked: {'; '.join(named)}")


def _say_silent(answers: Iterable[tuple[ConfiguredSearch, Answer]]) -> None:
    silent = [_place(search) for search, each in answers if not _fault(each) and not each.entries]
    if silent:
        say(f"nothing more from {', '.join(silent)}")


def _save(loaded: Config, searches: Iterable[ConfiguredSearch]) -> None:
    """Keep searches in feeds.toml, but for those that are there."""
    from cio_digest.runs import live

    kept = live.keep(loaded, searches)
    if not kept.searches:
        say("nothing to keep: your feeds.toml has these searches")
        return
    places = ", ".join(map(_place, kept.searches))
    say(f"kept as searches at {places}; your feeds.toml as it was is {kept.backup}")
