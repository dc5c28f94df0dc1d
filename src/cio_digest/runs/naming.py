"""Names the reader typed to the sources and topics they mean, the nearest suggested for a typo."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cio_digest.errors import ConfigError
from cio_digest.networks import health
from cio_digest.text import spelling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cio_digest.config import Config
    from cio_digest.models import Polling, Source, Topic, Voice
    from cio_digest.runs import Setup
    from cio_digest.scorecards.vendors import Watch

Named = TypeVar("Named", "Topic", "Voice", "Watch")
_SUGGESTED = 3  # names at most


def states(setup: Setup) -> dict[str, Polling]:
    """What is remembered of each source, by its key.

    Raises:
        StoreError: the store cannot be used.
    """
    from cio_digest.store import opened
    from cio_digest.store import sources as table

    with opened(setup.store) as db:
        return table.states(db, setup.config.sources)


def sources(setup: Setup, names: Sequence[str]) -> list[Source]:
    """The sources of these names, each once; all of them when none is named.

    A name is a title, of the reader's own or of the source's, an address or a voice. Where several
    sources are called so, all of them are meant.

    Raises:
        ConfigError: one line for each name that fits no source.
        StoreError: the store cannot be used.
    """
    if not names:
        return list(setup.config.sources)
    pairs = list(_named(setup.config, states(setup)))
    called: dict[str, list[Source]] = {}
    for name, source in pairs:
        called.setdefault(name.casefold(), []).append(source)
        called.setdefault(_address(name), []).append(source)
    found = [called.get(name.casefold()) or called.get(_address(name), []) for name in names]
    missing = [name for name, several in zip(names, found, strict=True) if not several]
    if missing:
        hint, written = "see cio-digest sources list", [name for name, _ in pairs]
        raise ConfigError(
            *(f'no source is called "{name}"; {_near(name, written, hint)}' for name in missing)
        )
    return list(dict.fromkeys(source for several in found for source in several))


def names(setup: Setup) -> list[str]:
    """Each name that any source has.

    Raises:
        StoreError: the store cannot be used.
    """
    return [name for name, _ in _named(setup.config, states(setup))]


def _named(config: Config, states: Mapping[str, Polling]) -> Iterator[tuple[str, Source]]:
    """Each name that a source has, wherever it is printed, with the source."""
    for source in config.sources:
        known = source, states[source.key]
        called = health.name(*known), health.publisher(*known)
        for name in dict.fromkeys((source.title, source.voice, *called, source.url)):
            if name:
                yield name, source


def one(config: Config, name: str, states: Mapping[str, Polling]) -> Source:
    """The source of this title, address or voice, or that calls itself so.

    Raises:
        ConfigError: none is called so, or several are.
    """
    known: dict[str, dict[str, Source]] = {}
    addresses: dict[str, dict[str, Source]] = {}
    names: list[str] = []
    for called, source in _named(config, states):
        names.append(called)
        known.setdefault(called.casefold(), {})[source.where] = source
        addresses.setdefault(_address(source.url), {})[source.where] = source
    found = list((known.get(name.casefold()) or addresses.get(_address(name), {})).values())
    if len(found) > 1:
        places = ", ".join(f"{health.address(each.url)} ({each.where})" for each in found)
        raise ConfigError(f'several sources are called "{name}", name one by its address: {places}')
    if not found:
        near = _near(name, names, "see cio-digest sources list")
        raise ConfigError(f'no source is called "{name}"; {near}')
    return found[0]


def topic(config: Config, name: str) -> Topic:
    """The topic of this name.

    Raises:
        ConfigError: there is none.
    """
    names = [topic.name for topic in config.topics]
    hint = f"your topics: {', '.join(names)}" if names else "feeds.toml names no topics yet"
    return _called(config.topics, name, "topic", hint)


def voice(config: Config, name: str) -> Voice:
    """The voice of this name.

    Raises:
        ConfigError: there is none.
    """
    hint = "see cio-digest voices" if config.voices else "add [[voices]] to your feeds.toml"
    return _called(config.voices, name, "voice", hint)


def vendor(watches: Sequence[Watch], name: str) -> Watch:
    """The vendor of this name, or with this alias, where no other has it.

    Raises:
        ConfigError: there is none.
    """
    hint = "see cio-digest vendors" if watches else "add [vendors.NAME] or [[stack]] to feeds.toml"
    also = [each for each in watches if name.casefold() in map(str.casefold, each.aliases)]
    named = any(each.name.casefold() == name.casefold() for each in watches)
    return also[0] if len(also) == 1 and not named else _called(watches, name, "vendor", hint)


def _called(known: Sequence[Named], name: str, kind: str, hint: str) -> Named:
    """The one of this name; an error suggests the nearest or, where none is near, the hint."""
    by_name = {each.name.casefold(): each for each in known}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    near = _near(name, [each.name for each in known], hint)
    raise ConfigError(f'there is no {kind} "{name}"; {near}')


def _address(name: str) -> str:
    """What is common to an address however it is written, also without its scheme."""
    from cio_digest.text import normalize  # 5 ms that today does without

    return normalize.url(name if "://" in name else f"https://{name}") or name


def _near(name: str, names: Iterable[str], hint: str) -> str:
    """The names that this one is a part of, else such addresses, else the one most like it."""
    names = list(dict.fromkeys(names))
    parts = [each for each in names if name and name.casefold() in each.casefold()]
    parts = [each for each in parts if "://" not in each] or parts
    near = parts[:_SUGGESTED] or list(filter(None, [spelling.nearest(name, names)]))
    quoted = " or ".join(f'"{each}"' for each in near)
    return f"did you mean {quoted}?" if near else hint
